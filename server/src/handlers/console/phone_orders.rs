//! Phone orders: taking one, watching it, keying the card, sending the link.

use axum::Json as Answer;
use axum::extract::State;
use http::StatusCode;
use shared::CheckoutId;
use shared::checkout::ReceiptRequest;
use shared::console::phone_orders::{
    KeyedAttempt, KeyedAttemptRequest, KeyedConfirmation, LinkRequest, MadePhoneOrder,
    NewPhoneOrder, PhoneOrder, RecentPhoneOrder, SharedLink,
};

use crate::app::App;
use crate::error::StaffError;
use crate::extract::{Json, Path, Staff};
use crate::phone_orders;

/// `GET /api/console/phone-orders`: the newest ones.
///
/// # Errors
/// 503.
pub async fn recent(State(app): State<App>) -> Result<Answer<Vec<RecentPhoneOrder>>, StaffError> {
    Ok(Answer(phone_orders::recent(&app).await?))
}

/// `POST /api/console/phone-orders`: 201 with the order, or 200 with what looks like the same one.
///
/// # Errors
/// 400, 503.
pub async fn create(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(new): Json<NewPhoneOrder>,
) -> Result<(StatusCode, Answer<MadePhoneOrder>), StaffError> {
    let made = phone_orders::make(&app, &actor, new).await?;
    let status = match made.order {
        Some(_) => StatusCode::CREATED,
        None => StatusCode::OK,
    };
    Ok((status, Answer(made)))
}

/// `GET /api/console/phone-orders/{id}`: as it stands; from now on it is being watched.
///
/// # Errors
/// 404, 503.
pub async fn show(
    State(app): State<App>,
    Path(id): Path<CheckoutId>,
) -> Result<Answer<PhoneOrder>, StaffError> {
    Ok(Answer(phone_orders::look(&app, &id).await?))
}

/// `POST /api/console/phone-orders/{id}/keyed-attempt`
///
/// # Errors
/// 400, 404, 409, 429, 502, 503.
pub async fn key(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<CheckoutId>,
    Json(request): Json<KeyedAttemptRequest>,
) -> Result<Answer<KeyedAttempt>, StaffError> {
    let prepared = phone_orders::prepare(&app, &actor, &id, request).await?;
    Ok(Answer(prepared))
}

/// `POST /api/console/phone-orders/{id}/confirm`
///
/// # Errors
/// 400, 404, 503.
pub async fn confirm(
    State(app): State<App>,
    Path(id): Path<CheckoutId>,
    Json(said): Json<KeyedConfirmation>,
) -> Result<Answer<PhoneOrder>, StaffError> {
    Ok(Answer(phone_orders::confirm(&app, &id, said).await?))
}

/// `GET /api/console/phone-orders/{id}/link`: what is sent, while it is open to the caller.
///
/// # Errors
/// 404, 503.
pub async fn link(
    State(app): State<App>,
    Path(id): Path<CheckoutId>,
) -> Result<Answer<SharedLink>, StaffError> {
    Ok(Answer(phone_orders::link(&app, &id).await?))
}

/// `POST /api/console/phone-orders/{id}/link`
///
/// # Errors
/// 400, 404, 409, 502, 503.
pub async fn share(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<CheckoutId>,
    Json(request): Json<LinkRequest>,
) -> Result<Answer<SharedLink>, StaffError> {
    let shared = phone_orders::share(&app, &actor, &id, request).await?;
    Ok(Answer(shared))
}

/// `POST /api/console/phone-orders/{id}/cancel`
///
/// # Errors
/// 404, 409 if it was paid, 502, 503.
pub async fn cancel(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<CheckoutId>,
) -> Result<Answer<PhoneOrder>, StaffError> {
    Ok(Answer(phone_orders::cancel(&app, &actor, &id).await?))
}

/// `POST /api/console/phone-orders/{id}/receipt`
///
/// # Errors
/// 400, 404, 409 unless paid, 429, 502, 503.
pub async fn receipt(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<CheckoutId>,
    Json(request): Json<ReceiptRequest>,
) -> Result<Answer<PhoneOrder>, StaffError> {
    let sent = phone_orders::send_receipt(&app, &actor, &id, &request.email_address).await?;
    Ok(Answer(sent))
}
