//! A change that is sent twice under one `Idempotency-Key` is carried out once, and answered the same both times.

use axum::body::{Body, Bytes};
use axum::response::Response;
use http::StatusCode;
use http::header::HeaderMap;
use http_body_util::BodyExt as _;
use shared::{ApiProblem, ErrorCode};

use crate::DomainError;
use crate::app::App;
use crate::error::ApiError;
use crate::store::idempotency::{self as kept, Claim, Died};

/// Kept in the place of an answer that held a secret. No success has this status.
const SHOWN_ONCE: StatusCode = StatusCode::CONFLICT;

/// Kept where nobody knows whether the change was made.
const UNKNOWN: StatusCode = StatusCode::SERVICE_UNAVAILABLE;

/// A request under a key.
pub(crate) struct Keyed {
    /// What the key belongs to, such as `POST /api/v1/checkouts`.
    pub(crate) operation: String,
    pub(crate) key: String,
    pub(crate) body: Bytes,
    /// Whether the answer holds a secret, of which nothing is kept.
    pub(crate) is_secret: bool,
    /// What a repeat comes to if nobody knows how the first ended.
    pub(crate) if_unknown: IfUnknown,
}

/// What a repeat comes to if nobody knows how the first ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IfUnknown {
    /// It is carried out again: twice does no harm.
    RunAgain,
    /// That it is not known. Whoever has looked sends it again under another key.
    Tell,
}

/// What a keyed request came to.
pub(crate) enum Outcome {
    /// It was carried out now, or refused.
    Now(Response),
    /// It was carried out before, and answered this JSON.
    Before(StatusCode, String),
}

/// The key of a request, if it has one.
///
/// # Errors
/// 400.
pub(crate) fn key(headers: &HeaderMap) -> Result<Option<String>, ApiError> {
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

/// Carries `work` out to its end, even if whoever asked goes away meanwhile, unless that was done before.
///
/// # Errors
/// 409 while the first is still running or its answer was a secret, 422 if the key was used for another body, 503 if nobody knows
/// how the first ended.
pub(crate) async fn once(
    app: &App,
    keyed: Keyed,
    work: impl Future<Output = Response> + Send + 'static,
) -> Result<Outcome, ApiError> {
    let own = app.clone();
    app.to_the_end(async move {
        let died = match keyed.if_unknown {
            IfUnknown::RunAgain => Died::RunAgain,
            IfUnknown::Tell => Died::Tell,
        };
        match kept::claim(&own, &keyed.operation, &keyed.key, &keyed.body, died).await? {
            Claim::Run => keyed.keep(&own, work.await).await.map(Outcome::Now),
            Claim::Answered { status, body } => before(status, body),
            Claim::InProgress => Err(in_progress()),
            Claim::Died => Err(unknown()),
            Claim::Mismatch => Err(mismatch()),
        }
    })
    .await
}

impl Keyed {
    /// Keeps what a repeat is answered. What changed nothing may be tried again under the same key.
    async fn keep(&self, app: &App, response: Response) -> Result<Response, ApiError> {
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.map_err(ApiError::internal)?.to_bytes();
        let response = Response::from_parts(parts, Body::from(bytes.clone()));
        let result = if !response.status().is_success() {
            if self.if_unknown == IfUnknown::RunAgain || changed_nothing(&response) {
                kept::release(app, &self.operation, &self.key).await
            } else {
                self.finish(app, UNKNOWN, "").await
            }
        } else if self.is_secret {
            self.finish(app, SHOWN_ONCE, "").await
        } else {
            let text = std::str::from_utf8(&bytes).map_err(ApiError::internal)?;
            self.finish(app, response.status(), text).await
        };
        if let Err(error) = result {
            // What was done is done and is told now; a repeat finds a request that died.
            tracing::warn!(
                operation = self.operation,
                reason = error.chain(),
                "an answer is not kept for a repeat"
            );
        }
        Ok(response)
    }

    async fn finish(&self, app: &App, status: StatusCode, body: &str) -> Result<(), DomainError> {
        kept::finish(app, &self.operation, &self.key, status.as_u16(), body).await
    }
}

/// Whether a refusal says that nothing was changed. A fault of ours, or of the database in the middle of a change, does not.
fn changed_nothing(refusal: &Response) -> bool {
    let Some(problem) = refusal.extensions().get::<ApiProblem>() else {
        return refusal.status().is_client_error();
    };
    match problem.code {
        ErrorCode::InvalidRequest
        | ErrorCode::Unauthorized
        | ErrorCode::Forbidden
        | ErrorCode::Locked
        | ErrorCode::NotFound
        | ErrorCode::MethodNotAllowed
        | ErrorCode::Conflict
        | ErrorCode::Stale
        | ErrorCode::IdempotencyInProgress
        | ErrorCode::IdempotencyMismatch
        | ErrorCode::PayloadTooLarge
        | ErrorCode::UnsupportedMediaType
        | ErrorCode::TooManyRequests
        | ErrorCode::DojoRefused
        | ErrorCode::DojoUnreachable => true,
        ErrorCode::OutcomeUnknown
        | ErrorCode::StoreUnavailable
        | ErrorCode::Internal
        | ErrorCode::Unknown => false,
    }
}

fn before(status: u16, body: String) -> Result<Outcome, ApiError> {
    match StatusCode::from_u16(status).map_err(ApiError::internal)? {
        SHOWN_ONCE => Err(ApiError::new(
            ErrorCode::Conflict,
            "This was done already, and what it showed is shown once only. Look at the list before you do it again.",
        )),
        UNKNOWN => Err(unknown()),
        status => Ok(Outcome::Before(status, body)),
    }
}

fn unknown() -> ApiError {
    ApiError::new(
        ErrorCode::OutcomeUnknown,
        "This was sent before, and it is not known whether it was done. It was not done now. Look at how it stands before you \
         do it again.",
    )
}

fn in_progress() -> ApiError {
    ApiError::new(
        ErrorCode::IdempotencyInProgress,
        "This was sent before and is still being carried out. Wait a moment, then ask again to learn how it ended.",
    )
}

fn mismatch() -> ApiError {
    ApiError::new(
        ErrorCode::IdempotencyMismatch,
        "This Idempotency-Key was used with another body. Nothing was changed; use a new key for something new.",
    )
}
