//! Holds: `/api/console/holds`.

use axum::Json as Answer;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use serde::Deserialize;
use shared::console::Page;
use shared::console::holds::{
    ChargeHold, EndHold, HoldDefaults, HoldDetail, HoldFilter, HoldForm, HoldItem, SendHold,
};

use crate::app::App;
use crate::error::StaffError;
use crate::extract::{Json, Path, Query, Staff};
use crate::{business, holds, qr};

/// Which page of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    filter: Option<HoldFilter>,
    search: String,
    cursor: Option<String>,
    limit: Option<i64>,
}

/// How many rows a page has unless told otherwise.
const ROWS: i64 = 50;

/// `GET /holds`
///
/// # Errors
/// 400, 503.
pub async fn list(
    State(app): State<App>,
    Query(query): Query<ListQuery>,
) -> Result<Answer<Page<HoldItem>>, StaffError> {
    let limit = query.limit.unwrap_or(ROWS);
    let cursor = query.cursor.as_deref();
    let page = holds::list(&app, query.filter, &query.search, cursor, limit).await?;
    Ok(Answer(page))
}

/// `GET /holds/defaults`
pub async fn defaults(State(app): State<App>) -> Answer<HoldDefaults> {
    let settings = business::settings(&app).await;
    Answer(HoldDefaults {
        no_show_terms: settings.no_show_terms.clone(),
        unscheduled_terms: settings.unscheduled_terms.clone(),
    })
}

/// `GET /holds/{id}/qr.svg`
///
/// # Errors
/// 404, 503.
pub async fn svg(State(app): State<App>, Path(id): Path<String>) -> Result<Response, StaffError> {
    let address = holds::address_of(&app, &id).await?;
    let code = qr::svg(address.as_str())?;
    Ok(([(CONTENT_TYPE, "image/svg+xml")], code).into_response())
}

/// `GET /holds/{id}/qr.png`
///
/// # Errors
/// 404, 503.
pub async fn png(State(app): State<App>, Path(id): Path<String>) -> Result<Response, StaffError> {
    let address = holds::address_of(&app, &id).await?;
    let code = qr::png(address.as_str())?;
    Ok(([(CONTENT_TYPE, "image/png")], code).into_response())
}

/// `POST /holds`
///
/// # Errors
/// 400, 502 if Dojo refuses it, 503.
pub async fn create(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(form): Json<HoldForm>,
) -> Result<(StatusCode, Answer<HoldDetail>), StaffError> {
    let id = holds::open(&app, &actor, &form).await?;
    let detail = holds::detail(&app, &id).await?;
    Ok((StatusCode::CREATED, Answer(detail)))
}

/// `GET /holds/{id}`
///
/// # Errors
/// 404, 503.
pub async fn show(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Answer<HoldDetail>, StaffError> {
    Ok(Answer(holds::latest(&app, &id).await?))
}

/// `POST /holds/{id}/send`
///
/// # Errors
/// 400, 404, 409 if no card can be given any more, 503.
pub async fn send(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
    Json(request): Json<SendHold>,
) -> Result<Answer<HoldDetail>, StaffError> {
    holds::send(&app, &actor, &id, &request).await?;
    Ok(Answer(holds::detail(&app, &id).await?))
}

/// `POST /holds/{id}/refresh`: asks Dojo how it stands.
///
/// # Errors
/// 404, 502, 503.
pub async fn refresh(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Answer<HoldDetail>, StaffError> {
    holds::refresh(&app, &id).await?;
    Ok(Answer(holds::detail(&app, &id).await?))
}

/// `POST /holds/{id}/charge`
///
/// # Errors
/// 400, 404, 409 unless the card can be charged or if the screen is stale, 503.
pub async fn charge(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
    Json(request): Json<ChargeHold>,
) -> Result<Answer<HoldDetail>, StaffError> {
    holds::charge(&app, &actor, &id, &request).await?;
    Ok(Answer(holds::detail(&app, &id).await?))
}

/// `POST /holds/{id}/cancel`
///
/// # Errors
/// 404, 409 if it holds a card or has ended, or if the screen is stale, 503.
pub async fn cancel(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
    Json(request): Json<EndHold>,
) -> Result<Answer<HoldDetail>, StaffError> {
    holds::cancel(&app, &actor, &id, request.seen_updated_at).await?;
    Ok(Answer(holds::detail(&app, &id).await?))
}

/// `POST /holds/{id}/release`
///
/// # Errors
/// 404, 409 unless a card is held, or if the screen is stale, 503.
pub async fn release(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
    Json(request): Json<EndHold>,
) -> Result<Answer<HoldDetail>, StaffError> {
    holds::release(&app, &actor, &id, request.seen_updated_at).await?;
    Ok(Answer(holds::detail(&app, &id).await?))
}
