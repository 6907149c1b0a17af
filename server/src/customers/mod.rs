//! The business's customers as staff know them, and their counterparts at Dojo.

pub(crate) mod cards;
mod delete;
pub(crate) mod telling;
mod view;
mod write;

pub(crate) use delete::{delete, take_back};
pub(crate) use view::{detail, list};
pub(crate) use write::{create, edit};

use shared::console::live::{LiveEvent, LiveKind};

use crate::store::Tx;
use crate::{DomainError, live};

/// Tells open consoles to look at the customer again.
async fn tell(tx: &mut Tx, id: &str, now: i64) -> Result<(), DomainError> {
    let event = LiveEvent {
        kind: LiveKind::Customer,
        id: id.to_owned(),
    };
    live::tell(tx, &event, now).await
}
