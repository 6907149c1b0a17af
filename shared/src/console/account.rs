//! One's own account: the password, and where one is signed in.

use serde::{Deserialize, Serialize};

use crate::Role;

/// Body of `PUT /api/console/account/password`. Ends every other session of whoever sends it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PasswordChange {
    /// The one until now.
    pub current_password: String,
    /// The one from now on, as [`crate::password`] wants it.
    pub new_password: String,
}

/// Somewhere somebody is signed in. Answer of `GET /api/console/account/sessions` (one's own) and
/// `GET /api/console/team/sessions` (everybody's), the last used first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenSession {
    /// `ss_…`
    pub id: String,
    /// Whose.
    pub staff_id: String,
    /// Whose.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Whether it is the one that asks.
    pub current: bool,
    /// Whether it is locked.
    pub locked: bool,
    /// From where they signed in.
    pub address: String,
    /// What their browser calls itself.
    pub browser: String,
    /// When they signed in.
    pub created_at: i64,
    /// When they last did something, to a quarter of a minute.
    pub seen_at: i64,
    /// When it ends whatever happens.
    pub ends_at: i64,
}
