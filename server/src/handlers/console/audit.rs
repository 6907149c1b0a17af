//! The audit trail.

use axum::Json;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Response};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use shared::console::Page;
use shared::console::audit::{AuditChoices, AuditEntry, AuditFilter, AuditVerdict};

use crate::app::App;
use crate::error::StaffError;
use crate::extract::Staff;
use crate::staff::trail;

/// `GET /api/console/audit`
///
/// # Errors
/// 400 about a date or the cursor.
pub async fn list(
    State(app): State<App>,
    Query(filter): Query<AuditFilter>,
) -> Result<Json<Page<AuditEntry>>, StaffError> {
    Ok(Json(trail::page(&app, &filter).await?))
}

/// `GET /api/console/audit/choices`
///
/// # Errors
/// 503.
pub async fn choices(State(app): State<App>) -> Result<Json<AuditChoices>, StaffError> {
    Ok(Json(trail::choices(&app).await?))
}

/// `GET /api/console/audit/export`: exactly what the filter chooses, as CSV.
///
/// # Errors
/// 400 about a date.
pub async fn export(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(filter): Query<AuditFilter>,
) -> Result<Response, StaffError> {
    let rows = trail::export(&app, &actor, &filter).await?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\""),
    ];
    Ok((headers, Body::from_stream(rows)).into_response())
}

/// `GET /api/console/audit/verify`: computes every hash again.
///
/// # Errors
/// 503.
pub async fn verify(State(app): State<App>) -> Result<Json<AuditVerdict>, StaffError> {
    Ok(Json(trail::verify(&app.store).await?))
}
