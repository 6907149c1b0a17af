//! Which way of paying is open.

use shared::CheckoutId;
use shared::console::phone_orders::Way;

use crate::DomainError;
use crate::app::App;
use crate::checkout::{CheckoutRecord, Door};
use crate::store::Tx;
use crate::store::phone_orders;

/// Errs if the order is to be paid in the other way. Checkouts of other doors have one way only, which staff do not have.
///
/// # Errors
/// [`DomainError::Conflict`], [`DomainError::Store`].
pub(crate) async fn check_way(
    app: &App,
    record: &CheckoutRecord,
    by_staff: bool,
) -> Result<(), DomainError> {
    let way = match record.origin.door {
        Door::Phone => phone_orders::find(app.store.write(), record.id.as_str())
            .await?
            .map(|row| row.way),
        Door::Checkout | Door::Link | Door::Hold => None,
    };
    match (way, by_staff) {
        (Some(Way::Keyed), true) | (Some(Way::Link) | None, false) => Ok(()),
        (_, true) => Err(DomainError::Conflict(
            "The link of this order was opened meanwhile. Nothing was charged. Choose again how it is to be paid.",
        )),
        (_, false) => Err(DomainError::Conflict(
            "This order is being paid over the phone. Nothing was charged here. To pay on this page instead, ask the \
             person you are speaking to.",
        )),
    }
}

/// Whether the way of staff, or of the caller, is open; asked while the checkout's row is held.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn is_open_to(
    tx: &mut Tx,
    checkout_id: &str,
    staff: bool,
) -> Result<bool, DomainError> {
    let row = phone_orders::find(&mut **tx, checkout_id).await?;
    let open = if staff { Way::Keyed } else { Way::Link };
    Ok(row.is_some_and(|row| row.way == open))
}

/// Closes the other way at Dojo, so that it is known to be closed, before this one can be used.
///
/// # Errors
/// [`DomainError::DojoUnreachable`] and [`DomainError::DojoUnknown`] if the other way's end is not known yet.
pub(super) async fn close_other(
    app: &App,
    id: &CheckoutId,
    staff: bool,
) -> Result<(), DomainError> {
    crate::checkout::supersede(app, id, staff).await
}
