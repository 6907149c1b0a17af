//! Links that let one person in, once: setting up, an invitation, a new password.

use serde::{Deserialize, Serialize};

use super::team::PersonName;
use crate::{EmailAddress, Role};

/// What a link is for. Answer of `GET /api/console/entrance/{token}`; 404 if it was used or is too old.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EntranceLink {
    /// What for.
    pub kind: EntranceKind,
    /// Whom it was made for, as far as that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// With what they will sign in; absent when setting up, where they choose it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email_address: Option<String>,
    /// What they will be able to do.
    pub role: Role,
    /// Who invited them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invited_by: Option<String>,
}

/// Kinds of such links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntranceKind {
    /// The first owner.
    SetUp,
    /// A new colleague.
    Invitation,
    /// A new password for somebody who has an account.
    Reset,
}

/// Body of `POST /api/console/entrance/{token}`. Answer: [`super::session::Bootstrap`] and the cookie.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Entrance {
    /// When setting up or invited: as colleagues will know them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<PersonName>,
    /// When setting up only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email_address: Option<EmailAddress>,
    /// The password of their choice, as [`crate::password`] wants it.
    pub password: String,
}
