//! Holds: a card that Dojo keeps for a booking (a setup intent), to be charged once if the terms allow it.
//!
//! Only the server makes, charges and ends them. Each step is committed here before Dojo is asked, and believed when a `GET`
//! says so.

mod at_dojo;
mod charge;
mod charge_outcome;
mod disagreement;
mod ending;
mod open;
mod reading;
mod round;
mod sending;
mod settle;
mod shopper;
mod view;

pub(crate) use charge::charge;
pub(crate) use charge_outcome::seen;
pub(crate) use ending::{cancel, release};
pub(crate) use open::open;
pub(crate) use round::round;
pub(crate) use sending::{address_of, send};
pub(crate) use settle::refresh;
pub(crate) use shopper::{Visit, agree, back, consent, visit};
pub(crate) use view::{detail, latest, list, of_customer};

use shared::console::live::{LiveEvent, LiveKind};

use crate::app::App;
use crate::store::Tx;
use crate::store::holds::{self, HoldRow};
use crate::{DomainError, live};

/// Tells open consoles to look at the hold again.
async fn tell(tx: &mut Tx, id: &str, now: i64) -> Result<(), DomainError> {
    let event = LiveEvent {
        kind: LiveKind::Hold,
        id: id.to_owned(),
    };
    live::tell(tx, &event, now).await
}

/// The hold as it is now.
async fn get(app: &App, id: &str) -> Result<HoldRow, DomainError> {
    holds::find(app.store.write(), id)
        .await?
        .ok_or(DomainError::NotFound)
}
