//! Payments that a person must look at.

use crate::DomainError;
use crate::store::Tx;
use crate::store::attempts::AttemptRow;
use crate::store::flags::{self, FlagKind};
use crate::store::payments::PaymentRow;

/// Notes once what is wrong with a payment, and tells the log.
///
/// # Errors
/// [`DomainError::Store`].
pub(super) async fn raise(
    tx: &mut Tx,
    attempt: &AttemptRow,
    payment: &PaymentRow,
    kind: FlagKind,
    detail: &str,
    now: i64,
) -> Result<(), DomainError> {
    let checkout_id = &attempt.checkout_id;
    if flags::raise(
        tx,
        &payment.payment_intent_id,
        Some(checkout_id),
        kind,
        detail,
        now,
    )
    .await?
    {
        tracing::warn!(
            checkout_id,
            payment_intent_id = payment.payment_intent_id,
            flag = kind.as_str(),
            detail,
            "a payment needs review"
        );
    }
    Ok(())
}
