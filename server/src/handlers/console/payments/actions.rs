//! What staff do with a payment. Each answers the payment as it is afterwards.

use axum::Json as Answer;
use axum::extract::State;
use shared::console::payments::{
    CaptureRequest, Decision, FoundOutcome, NewAmount, NoteRequest, PaymentDetail, ReceiptRequest,
    RefundRequest, SeenRequest,
};

use crate::app::App;
use crate::error::StaffError;
use crate::extract::{Json, Path, Staff};
use crate::payments::{actions, detail};
use crate::staff::Actor;

type Changed = Result<Answer<PaymentDetail>, StaffError>;

/// `POST /payments/{id}/capture`
///
/// # Errors
/// 400, 404, 409 also if it has changed since it was shown, 502, 503.
pub async fn capture(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
    Json(body): Json<CaptureRequest>,
) -> Changed {
    actions::capture(&app, &actor, &id, &body).await?;
    shown(&app, &actor, &id).await
}

/// `POST /payments/{id}/cancel`
///
/// # Errors
/// 404, 409, 502, 503.
pub async fn cancel(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
    Json(body): Json<SeenRequest>,
) -> Changed {
    actions::cancel(&app, &actor, &id, &body.seen).await?;
    shown(&app, &actor, &id).await
}

/// `POST /payments/{id}/reversal`
///
/// # Errors
/// 404, 409, 502, 503.
pub async fn reverse(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
    Json(body): Json<SeenRequest>,
) -> Changed {
    actions::reverse(&app, &actor, &id, &body.seen).await?;
    shown(&app, &actor, &id).await
}

/// `POST /payments/{id}/refunds`
///
/// # Errors
/// 400, 404, 409, 502, 503.
pub async fn refund(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
    Json(body): Json<RefundRequest>,
) -> Changed {
    actions::refund(&app, &actor, &id, &body).await?;
    shown(&app, &actor, &id).await
}

/// `POST /refunds/{id}/decision`
///
/// # Errors
/// 404, 409, 502, 503.
pub async fn decide_refund(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
    Json(body): Json<Decision>,
) -> Changed {
    let refund = actions::decide(&app, &actor, &id, &body).await?;
    shown(&app, &actor, &refund.payment_intent_id).await
}

/// `POST /refunds/{id}/outcome`
///
/// # Errors
/// 404, 409, 502, 503.
pub async fn settle_refund(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
    Json(body): Json<FoundOutcome>,
) -> Changed {
    let refund = actions::settle_refund(&app, &actor, &id, &body).await?;
    shown(&app, &actor, &refund.payment_intent_id).await
}

/// `POST /payments/{id}/amount`
///
/// # Errors
/// 400, 404, 409, 502, 503.
pub async fn change_amount(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
    Json(body): Json<NewAmount>,
) -> Changed {
    actions::change_amount(&app, &actor, &id, &body).await?;
    shown(&app, &actor, &id).await
}

/// `POST /payments/{id}/tip`
///
/// # Errors
/// 400, 404, 409, 502, 503.
pub async fn change_tip(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
    Json(body): Json<NewAmount>,
) -> Changed {
    actions::change_tip(&app, &actor, &id, &body).await?;
    shown(&app, &actor, &id).await
}

/// `POST /payments/{id}/receipt`
///
/// # Errors
/// 400, 404, 409, 429, 502, 503.
pub async fn send_receipt(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
    Json(body): Json<ReceiptRequest>,
) -> Changed {
    actions::send_receipt(&app, &actor, &id, &body.email_address).await?;
    shown(&app, &actor, &id).await
}

/// `POST /payments/{id}/refresh`
///
/// # Errors
/// 404, 502, 503.
pub async fn refresh(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
) -> Changed {
    actions::refresh(&app, &id).await?;
    shown(&app, &actor, &id).await
}

/// `POST /payments/{id}/notes`
///
/// # Errors
/// 400, 404, 503.
pub async fn add_note(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
    Json(body): Json<NoteRequest>,
) -> Changed {
    actions::add_note(&app, &actor, &id, &body.text).await?;
    shown(&app, &actor, &id).await
}

/// `DELETE /payments/{id}/flags/{kind}`
///
/// # Errors
/// 404, 503.
pub async fn resolve_flag(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, kind)): Path<(String, String)>,
) -> Changed {
    actions::resolve_flag(&app, &actor, &id, &kind).await?;
    shown(&app, &actor, &id).await
}

async fn shown(app: &App, actor: &Actor, id: &str) -> Changed {
    Ok(Answer(detail::detail(app, actor, id).await?))
}
