//! A change that is sent twice under one `idempotency-key` is carried out once, and answered the same both times.

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use http::request::Parts;
use http_body_util::BodyExt as _;
use shared::ErrorCode;

use super::Replay;
use crate::app::App;
use crate::error::ApiError;
use crate::staff::Actor;
use crate::store::idempotency::{self, Claim};

/// Carries the change out to its end, even if the browser goes away meanwhile.
///
/// # Errors
/// 409 while the first is still running or its answer was a secret, 422 if the key was used for another body.
pub(super) async fn once(
    app: &App,
    replay: Replay,
    actor: &Actor,
    parts: Parts,
    body: Bytes,
    next: Next,
) -> Result<Response, ApiError> {
    let key = key(&parts.headers)?.filter(|_| replay != Replay::Never);
    let own = app.clone();
    // The key belongs to one person and one address: nobody is answered what somebody else was told.
    let operation = format!("{} {} {}", parts.method, parts.uri.path(), actor.staff_id);
    let request = Request::from_parts(parts, Body::from(body.clone()));
    let Some(key) = key else {
        return app
            .to_the_end(async move { Ok(next.run(request).await) })
            .await;
    };
    app.to_the_end(async move {
        match idempotency::claim(&own, &operation, &key, &body).await? {
            Claim::Run => {}
            Claim::Answered { status, body } => return answered(status, body),
            Claim::InProgress => return Err(in_progress()),
            Claim::Mismatch => return Err(mismatch()),
        }
        let response = next.run(request).await;
        keep(&own, replay, &operation, &key, response).await
    })
    .await
}

/// Keeps a success; a refusal changed nothing and may be tried again under the same key.
async fn keep(
    app: &App,
    replay: Replay,
    operation: &str,
    key: &str,
    response: Response,
) -> Result<Response, ApiError> {
    if !response.status().is_success() {
        idempotency::release(app, operation, key).await?;
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.map_err(ApiError::internal)?.to_bytes();
    let (status, kept) = match replay {
        Replay::Answer => (parts.status, text(&bytes)?),
        Replay::Secret | Replay::Never => (StatusCode::CONFLICT, ""),
    };
    idempotency::finish(app, operation, key, status.as_u16(), kept).await?;
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

fn text(bytes: &Bytes) -> Result<&str, ApiError> {
    std::str::from_utf8(bytes).map_err(ApiError::internal)
}

fn answered(status: u16, body: String) -> Result<Response, ApiError> {
    let status = StatusCode::from_u16(status).map_err(ApiError::internal)?;
    if status == StatusCode::CONFLICT {
        return Err(ApiError::new(
            ErrorCode::Conflict,
            "This was done already, and what it showed is shown once only. Look at the list before you do it again.",
        ));
    }
    let mut response = (status, body).into_response();
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(CONTENT_TYPE, json);
    Ok(response)
}

fn key(headers: &HeaderMap) -> Result<Option<String>, ApiError> {
    let Some(value) = headers.get("idempotency-key") else {
        return Ok(None);
    };
    match value.to_str() {
        Ok(key) if (1..=100).contains(&key.len()) => Ok(Some(key.to_owned())),
        _ => Err(ApiError::invalid(
            Some("Idempotency-Key".to_owned()),
            "The header Idempotency-Key takes 1 to 100 plain characters. Nothing was changed.",
        )),
    }
}

fn in_progress() -> ApiError {
    ApiError::new(
        ErrorCode::IdempotencyInProgress,
        "This is still being carried out. Wait a moment, then look how it ended.",
    )
}

fn mismatch() -> ApiError {
    ApiError::new(
        ErrorCode::IdempotencyMismatch,
        "This Idempotency-Key was used with another body. Nothing was changed; use a new key for something new.",
    )
}
