//! Filters of the list that a member of staff keeps.

use serde::{Deserialize, Serialize};

/// Filters that a member of staff keeps under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedView {
    /// `sv_…`
    pub id: String,
    /// At most 60 characters.
    pub name: String,
    /// The query of the list's address.
    pub query: String,
}

/// Body of `POST /api/console/payments/views`: keeps filters under a name. Answer: every [`SavedView`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewView {
    /// At most 60 characters.
    pub name: String,
    /// The query of the list's address.
    pub query: String,
    /// Whether they take the place of those that have the name already; without it, those stay.
    #[serde(default)]
    pub replace: bool,
}
