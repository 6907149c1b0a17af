//! Having Dojo send its receipt.

use serde_json::json;
use shared::EmailAddress;

use super::words::declined;
use crate::app::App;
use crate::payments::mirror::tell;
use crate::payments::standing::Standing;
use crate::staff::Actor;
use crate::staff::audit::{self, Entry};
use crate::store::payments;
use crate::{DomainError, live};

/// The most receipts of one payment: it must not become a way to send mail to strangers.
const MOST: i64 = 20;

/// Has Dojo e-mail its receipt to this address.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Conflict`] unless it was paid, [`DomainError::TooMany`], Dojo's.
pub(crate) async fn send_receipt(
    app: &App,
    actor: &Actor,
    id: &str,
    email_address: &EmailAddress,
) -> Result<(), DomainError> {
    let standing = Standing::read(&app.store, id)
        .await?
        .ok_or(DomainError::NotFound)?;
    if standing.is("Created") || standing.is("Canceled") {
        return Err(DomainError::Conflict(
            "A receipt can be sent once the payment is paid. Nothing was sent.",
        ));
    }
    if !payments::count_receipt(&app.store, id, MOST).await? {
        return Err(DomainError::TooMany(
            "The receipt of this payment was e-mailed 20 times already. It was not sent again.",
        ));
    }
    app.dojo
        .send_receipt(id, &[email_address.as_str()])
        .await
        .map_err(declined)?;
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    let entry = Entry {
        action: "receipt.sent",
        object_kind: "payment",
        object_id: id,
        before: None,
        after: Some(json!({ "emailAddress": email_address })),
    };
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    tell(&mut tx, id, now).await?;
    tx.commit().await?;
    live::hint(app);
    Ok(())
}
