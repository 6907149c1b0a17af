//! `POST /payment-intents/{id}/receipt`

use axum::{extract::Path, http::StatusCode};
use dojo::{SendEmailReceiptRequest, WebhookEventType};

use super::{Caller, Input, Problem};
use crate::{
    emails,
    machine::{Refusal, intent::Status},
    webhooks,
};

pub(super) async fn create(
    caller: Caller,
    Path(id): Path<String>,
    Input(request): Input<SendEmailReceiptRequest>,
) -> Result<StatusCode, Problem> {
    if let Some(wrong) = request
        .emails
        .iter()
        .find(|email| !emails::is_address(email))
    {
        let message = format!("{wrong} is not an e-mail address.");
        return Err(Problem::field("Emails", message));
    }
    caller
        .account
        .change(|state, now| {
            let intent =
                state.intents.get(&id).cloned().ok_or_else(|| {
                    Refusal::NotFound(format!("There is no payment intent {id}."))
                })?;
            match intent.status {
                Status::Created | Status::Canceled => {
                    return Err(Refusal::state(&id, intent.status, "sent a receipt for"));
                }
                Status::Authorized | Status::Captured | Status::Reversed | Status::Refunded => {}
            }
            emails::send_receipt(state, &intent, &request.emails, now);
            let event = WebhookEventType::PaymentIntentSendReceipt;
            webhooks::emit(state, event, &intent, now);
            Ok(())
        })
        .await??;
    Ok(StatusCode::NO_CONTENT)
}
