//! Giving captured money back in parts.

use dojo::CreateRefundRequest;
use jiff::Timestamp;

use super::{
    Refusal,
    intent::{EventKind, Intent, RefundRecord, Status},
};
use crate::id;

/// Refunds a part of what was captured. The same key answers with the same refund.
///
/// # Errors
/// If the intent is not `Captured`, all refunds together would exceed what was captured, or the key was used for another
/// amount.
pub fn refund(
    intent: &mut Intent,
    request: CreateRefundRequest,
    idempotency_key: &str,
    now: Timestamp,
) -> Result<RefundRecord, Refusal> {
    let earlier = intent
        .refunds
        .iter()
        .find(|refund| refund.idempotency_key == idempotency_key);
    if let Some(earlier) = earlier {
        if earlier.amount != request.amount {
            return Err(Refusal::invalid(
                "IdempotencyKey",
                format!("The key was used for a refund of {}.", earlier.amount),
            ));
        }
        return Ok(earlier.clone());
    }
    if intent.status != Status::Captured {
        return Err(Refusal::state(&intent.id, intent.status, "refunded"));
    }
    if request.amount <= 0 {
        return Err(Refusal::invalid(
            "Amount",
            "The amount must be greater than 0.",
        ));
    }
    let left = intent.captured().saturating_sub(intent.refunded());
    if request.amount > left {
        return Err(Refusal::invalid(
            "Amount",
            format!(
                "{} is {} with {left} left to refund, {} were asked for.",
                intent.id, intent.status, request.amount
            ),
        ));
    }
    let record = RefundRecord {
        id: id::new("rfnd_"),
        idempotency_key: idempotency_key.to_owned(),
        amount: request.amount,
        reason: request.refund_reason,
        notes: request.notes,
        at: now,
    };
    intent.refunds.push(record.clone());
    if request.amount == left {
        intent.become_status(Status::Refunded, now);
    }
    intent.updated_at = now;
    intent.record(EventKind::Refunded, now);
    Ok(record)
}
