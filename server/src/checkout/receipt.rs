//! Receipts by e-mail.

use shared::{CheckoutId, CheckoutStatus, EmailAddress};

use super::get;
use crate::DomainError;
use crate::app::App;
use crate::business;
use crate::store::checkouts;

/// How many receipts may be sent for one checkout: it must not become a way to send mail to strangers.
const MOST: i64 = 5;

/// Has Dojo e-mail its receipt.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Conflict`] unless paid, [`DomainError::TooMany`], Dojo's.
pub async fn send_receipt(
    app: &App,
    id: &CheckoutId,
    email_address: &EmailAddress,
) -> Result<(), DomainError> {
    let record = get(app, id).await?;
    let (CheckoutStatus::Paid | CheckoutStatus::Refunded, Some(intent_id)) =
        (record.status, record.paid_intent_id)
    else {
        return Err(DomainError::Conflict(
            "A receipt can be sent once the checkout is paid.",
        ));
    };
    if !business::settings(app).await.offer_receipts {
        return Err(DomainError::Conflict(
            "This business sends no receipts by e-mail. Please ask it for one.",
        ));
    }
    if !checkouts::count_receipt(&app.store, id, MOST).await? {
        return Err(DomainError::TooMany(
            "Five receipts were sent for this payment already. Please contact the business for another one.",
        ));
    }
    app.dojo
        .send_receipt(&intent_id, &[email_address.as_str()])
        .await
        .map_err(DomainError::changing)
}
