//! Taking authorized money.

use dojo::CreateCaptureRequest;
use serde_json::json;
use shared::console::payments::CaptureRequest;

use super::step::{Names, begin};
use crate::DomainError;
use crate::app::App;
use crate::staff::Actor;

const NAMES: Names = Names {
    requested: "capture.requested",
    refused: "capture.refused",
    unknown: "capture.unknown",
};

/// Captures all or a part of what is authorized.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Stale`], [`DomainError::InvalidField`], Dojo's.
pub(crate) async fn capture(
    app: &App,
    actor: &Actor,
    id: &str,
    request: &CaptureRequest,
) -> Result<(), DomainError> {
    let amount = request.amount.value;
    let after = json!({ "amount": request.amount });
    let step = begin(
        app,
        actor,
        NAMES,
        id,
        &request.seen,
        after,
        |standing, now| {
            let left = standing.left_to_capture(now);
            if left == 0 {
                return Err(DomainError::Conflict(
                    "Nothing of this payment can be captured any more. Nothing was done.",
                ));
            }
            if request.amount.currency_code != standing.currency || !(1..=left).contains(&amount) {
                return Err(DomainError::invalid(
                    "amount",
                    format!(
                        "Enter an amount up to {}: that is what can be captured.",
                        standing.money(left)
                    ),
                ));
            }
            Ok(())
        },
    )
    .await?;
    // The tip belongs to the whole; what is captured in parts is told without.
    let payment = &step.standing.payment;
    let tips_amount =
        (payment.captured_amount == 0 && payment.tips_amount > 0 && amount == payment.total_amount)
            .then_some(payment.tips_amount);
    let body = CreateCaptureRequest {
        amount: amount - tips_amount.unwrap_or(0),
        tips_amount,
        ..CreateCaptureRequest::default()
    };
    let sent = app.dojo.create_capture(id, &body).await;
    let expected = payment.captured_amount.saturating_add(amount);
    step.finish(sent, |payment| payment.captured_amount == expected)
        .await
}
