//! Phone orders: a checkout that staff open while somebody is on the phone, and that is paid in one of two ways, never in
//! both: staff key the card, or the caller pays on the public page.

mod act;
mod duplicates;
mod keyed;
mod link;
mod make;
mod steps;
mod view;
mod way;

use shared::CheckoutId;
use shared::console::phone_orders::RecentPhoneOrder;

use crate::DomainError;
use crate::app::App;
use crate::checkout::{self, CheckoutRecord};
use crate::store::phone_orders::{self, PhoneOrderRow};

pub(crate) use act::{cancel, confirm, send_receipt};
pub(crate) use keyed::prepare;
pub(crate) use link::{link, share};
pub(crate) use make::make;
pub(crate) use steps::{entering_card, not_accepted, opened, read};
pub(crate) use view::{look, view};
pub(crate) use way::{check_way, is_open_to};

/// How many recent orders are shown.
const RECENT: i64 = 12;

/// The newest orders, the last one first.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn recent(app: &App) -> Result<Vec<RecentPhoneOrder>, DomainError> {
    phone_orders::recent(&app.store, RECENT).await
}

/// The order and its checkout; a checkout that is no phone order is not found.
async fn get(app: &App, id: &CheckoutId) -> Result<(CheckoutRecord, PhoneOrderRow), DomainError> {
    let row = phone_orders::find(app.store.read(), id.as_str()).await?;
    let row = row.ok_or(DomainError::NotFound)?;
    let record = checkout::find(app, id)
        .await?
        .ok_or(DomainError::NotFound)?;
    Ok((record, row))
}
