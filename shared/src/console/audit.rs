//! Who did what to what, when and from where.

use serde::{Deserialize, Serialize};

/// An entry of the trail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditEntry {
    /// Its number: 1 for the first.
    pub position: i64,
    /// When, in milliseconds since 1970.
    pub happened_at: i64,
    /// Who: `st_…`; absent if nobody was signed in or the system did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff_id: Option<String>,
    /// Their name at that time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff_name: Option<String>,
    /// From where; absent if the system did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// What was done, such as `refund.created`.
    pub action: String,
    /// To what kind of thing.
    pub object_kind: String,
    /// Its id.
    pub object_id: String,
    /// The reference of the payment, link, hold or phone order, or the name of the customer or colleague, as it is today; absent
    /// for everything else. Not a part of the trail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object_name: Option<String>,
    /// How it was before, as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// How it was afterwards, as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// SHA-256 over the entry and the hash of the one before.
    pub hash: String,
}

/// What to show of the trail: the query of `GET /api/console/audit` and `…/audit/export`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AuditFilter {
    /// By whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff: Option<String>,
    /// What was done: `refund.created`, or `refund` for everything about refunds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// To what kind of thing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object_kind: Option<String>,
    /// To which: its id, or its reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    /// From this day on, `2026-11-21` in the business's time zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Up to and with this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// What can be filtered by: answer of `GET /api/console/audit/choices`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditChoices {
    /// Everybody who has done something: id and latest name.
    pub staff: Vec<(String, String)>,
    /// Everything that was ever done.
    pub actions: Vec<String>,
}

/// Whether the trail is whole: answer of `GET /api/console/audit/verify`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditVerdict {
    /// How many entries were found in order.
    pub entries: i64,
    /// The hash of the last of them, to be noted down elsewhere and compared later.
    pub hash: String,
    /// The first place where the trail was changed, cut or lengthened behind the program's back; absent if it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub broken_at: Option<i64>,
}
