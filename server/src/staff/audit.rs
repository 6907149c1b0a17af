//! The audit trail: who did what to what, when and from where, with old and new values.

use serde_json::Value;

use super::Actor;
use crate::DomainError;
use crate::store::{self, Tx};

/// Something that a person, or the system by itself, has done.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// What was done, such as `refund.created`: the thing and the past participle.
    pub action: &'static str,
    /// What kind of thing it was done to, such as `payment`.
    pub object_kind: &'static str,
    /// Its id.
    pub object_id: &'a str,
    /// How it was before, if it was.
    pub before: Option<Value>,
    /// How it is now, if it is.
    pub after: Option<Value>,
}

/// Writes the entry in the transaction of what it tells of, so that neither is there without the other. Without an actor the
/// system did it.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn record(
    tx: &mut Tx,
    actor: Option<&Actor>,
    entry: &Entry<'_>,
    now: i64,
) -> Result<(), DomainError> {
    store::audit::append(tx, actor, entry, now).await
}
