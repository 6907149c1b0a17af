//! Payments: `/api/console/payments`.

mod actions;
mod views;

use axum::Json as Answer;
use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use serde_json::Value;
use shared::console::Page;
use shared::console::payments::{PaymentDetail, PaymentLine, PaymentQuery, RefundLine, StaffName};

use crate::DomainError;
use crate::app::App;
use crate::error::{ApiError, StaffError};
use crate::extract::{Path, Query, Staff};
use crate::payments::{detail, export, list as lists};
use crate::staff::in_sandbox;
use crate::store::{payments, staff};

pub use actions::{
    add_note, cancel, capture, change_amount, change_tip, decide_refund, refresh, refund,
    resolve_flag, reverse, send_receipt, settle_refund,
};
pub use views::{forget as forget_view, keep as keep_view, list as views};

/// `GET /payments`
///
/// # Errors
/// 400, 503.
pub async fn list(
    State(app): State<App>,
    Query(query): Query<PaymentQuery>,
) -> Result<Answer<Page<PaymentLine>>, StaffError> {
    Ok(Answer(lists::list(&app, &query).await?))
}

/// `GET /payments.csv`: what the list shows, all pages.
///
/// # Errors
/// 400, 503.
pub async fn csv(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<PaymentQuery>,
) -> Result<Response, StaffError> {
    let file = export::csv(&app, &actor, &query).await?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"payments.csv\""),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, Body::from_stream(file)).into_response())
}

/// `GET /payments/{id}`
///
/// # Errors
/// 404, 503.
pub async fn show(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
) -> Result<Answer<PaymentDetail>, StaffError> {
    Ok(Answer(detail::detail(&app, &actor, &id).await?))
}

/// `GET /payments/{id}/document`: Dojo's last answer, secrets removed.
///
/// # Errors
/// 404, 503.
pub async fn document(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Answer<Value>, StaffError> {
    let document = payments::document(&app.store, &id)
        .await?
        .ok_or(DomainError::NotFound)?;
    let document = serde_json::from_str(&document).map_err(ApiError::internal)?;
    Ok(Answer(document))
}

/// `GET /refunds`: those that wait for a second person, and those whose outcome is not known.
///
/// # Errors
/// 503.
pub async fn open_refunds(
    State(app): State<App>,
    Staff(actor): Staff,
) -> Result<Answer<Vec<RefundLine>>, StaffError> {
    Ok(Answer(detail::open_refunds(&app, &actor).await?))
}

/// `GET /payments/staff`: by whom payments can be narrowed down.
///
/// # Errors
/// 503.
pub async fn staff_names(State(app): State<App>) -> Result<Answer<Vec<StaffName>>, StaffError> {
    let names = staff::all(&app.store, in_sandbox(&app))
        .await?
        .into_iter()
        .map(|staff| StaffName {
            id: staff.id,
            name: staff.name,
        })
        .collect();
    Ok(Answer(names))
}
