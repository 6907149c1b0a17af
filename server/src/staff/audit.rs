//! The audit trail: who did what to what, when and from where, with old and new values.

use std::net::IpAddr;

use serde_json::Value;

use super::Actor;
use crate::DomainError;
use crate::store::audit::Who;
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
    let who = actor.map_or_else(Who::default, |actor| Who {
        staff_id: Some(actor.staff_id.clone()),
        staff_name: Some(actor.name.clone()),
        address: Some(actor.address.to_string()),
    });
    store::audit::append(tx, who, entry, now).await
}

/// The same about somebody who is not signed in, of whom only the address is known.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn record_from(
    tx: &mut Tx,
    address: IpAddr,
    entry: &Entry<'_>,
    now: i64,
) -> Result<(), DomainError> {
    let who = Who {
        address: Some(address.to_string()),
        ..Who::default()
    };
    store::audit::append(tx, who, entry, now).await
}
