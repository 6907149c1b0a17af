//! What leaves the console as a file: QR codes, the poster, the list for spreadsheets.

use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use shared::Environment;

use super::links::ListQuery;
use crate::app::App;
use crate::business;
use crate::error::StaffError;
use crate::extract::{Path, Query, Staff};
use crate::links;
use crate::pages::poster;
use crate::qr;
use crate::security_headers::Nonce;

/// `GET /links/{id}/qr.svg`
///
/// # Errors
/// 404, 503.
pub async fn svg(State(app): State<App>, Path(id): Path<String>) -> Result<Response, StaffError> {
    let link = links::get(&app, &id).await?;
    let code = qr::svg(links::address(&app, &link)?.as_str())?;
    Ok(([(CONTENT_TYPE, "image/svg+xml")], code).into_response())
}

/// `GET /links/{id}/qr.png`
///
/// # Errors
/// 404, 503.
pub async fn png(State(app): State<App>, Path(id): Path<String>) -> Result<Response, StaffError> {
    let link = links::get(&app, &id).await?;
    let code = qr::png(links::address(&app, &link)?.as_str())?;
    Ok(([(CONTENT_TYPE, "image/png")], code).into_response())
}

/// `GET /links/{id}/poster`
///
/// # Errors
/// 404, 503.
pub async fn poster(
    State(app): State<App>,
    Extension(nonce): Extension<Nonce>,
    Path(id): Path<String>,
) -> Result<Response, StaffError> {
    let link = links::get(&app, &id).await?;
    let address = links::address(&app, &link)?;
    let code = qr::svg(address.as_str())?;
    Ok(poster::poster(
        &nonce,
        &business::settings(&app).await.merchant,
        &link.terms,
        address.as_str(),
        &code,
        app.environment == Environment::Sandbox,
    ))
}

/// `GET /links/export.csv`
///
/// # Errors
/// 400, 503.
pub async fn export(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<ListQuery>,
) -> Result<Response, StaffError> {
    let rows = links::export(app, &actor, query.filter(&actor)).await?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            CONTENT_DISPOSITION,
            "attachment; filename=\"payment-links.csv\"",
        ),
    ];
    Ok((headers, Body::from_stream(rows)).into_response())
}
