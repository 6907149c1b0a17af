//! How the server says no: one error for all handlers, one mapping from the domain's, one envelope.

mod for_staff;

use std::borrow::Cow;
use std::error::Error;
use std::fmt::Write as _;

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use shared::{ApiProblem, ErrorCode};

use crate::DomainError;
use crate::domain_error::Source;
use crate::telemetry::TraceId;

pub use for_staff::StaffError;

/// A refusal. Becomes an [`ApiProblem`]; routes that answer with pages turn that into a page
/// ([`crate::pages::problem`]).
#[derive(Debug)]
pub struct ApiError {
    code: ErrorCode,
    message: Cow<'static, str>,
    field: Option<String>,
    cause: Option<Source>,
}

impl ApiError {
    /// A refusal with words for people: what happened, whether money moved, what to do next.
    #[must_use]
    pub fn new(code: ErrorCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code,
            message: message.into(),
            field: None,
            cause: None,
        }
    }

    /// 400: `field` is the JSON path of the value at fault.
    #[must_use]
    pub fn invalid(field: Option<String>, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            field,
            ..Self::new(ErrorCode::InvalidRequest, message)
        }
    }

    /// 404.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(
            ErrorCode::NotFound,
            "There is nothing at this address. No money moved. Check the link, or ask the business that sent it.",
        )
    }

    /// 429.
    #[must_use]
    pub fn too_many_requests() -> Self {
        Self::new(
            ErrorCode::TooManyRequests,
            "Too many requests came from your network. Nothing was changed by this one. Wait a minute and try again.",
        )
    }

    /// 500, with a cause for the log.
    pub fn internal(cause: impl Into<Source>) -> Self {
        Self::new(
            ErrorCode::Internal,
            "We made a mistake and could not finish this. You will not be charged twice. \
             Reload the page to see how your payment stands.",
        )
        .because(cause.into())
    }

    /// What is told to programs.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        self.code
    }

    /// What is told to people.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    fn because(self, cause: Source) -> Self {
        Self {
            cause: Some(cause),
            ..self
        }
    }

    fn status(&self) -> StatusCode {
        match self.code {
            ErrorCode::InvalidRequest => StatusCode::BAD_REQUEST,
            ErrorCode::Unauthorized => StatusCode::UNAUTHORIZED,
            ErrorCode::Forbidden => StatusCode::FORBIDDEN,
            ErrorCode::NotFound => StatusCode::NOT_FOUND,
            ErrorCode::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            ErrorCode::Conflict | ErrorCode::Stale | ErrorCode::IdempotencyInProgress => {
                StatusCode::CONFLICT
            }
            ErrorCode::Locked => StatusCode::LOCKED,
            ErrorCode::IdempotencyMismatch => StatusCode::UNPROCESSABLE_ENTITY,
            ErrorCode::PayloadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            ErrorCode::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            ErrorCode::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
            ErrorCode::DojoRefused => StatusCode::BAD_GATEWAY,
            ErrorCode::DojoUnreachable
            | ErrorCode::OutcomeUnknown
            | ErrorCode::StoreUnavailable => StatusCode::SERVICE_UNAVAILABLE,
            ErrorCode::Internal | ErrorCode::Unknown => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The one place where causes are logged.
    fn log(&self) {
        let cause = self.cause.as_deref().map(chain);
        let code = self.code;
        if self.status().is_server_error() {
            tracing::error!(?code, cause, "could not answer");
        } else if cause.is_some() {
            tracing::info!(?code, cause, "refused");
        }
    }
}

fn chain(cause: &(dyn Error + Send + Sync + 'static)) -> String {
    let mut text = cause.to_string();
    let mut next = cause.source();
    while let Some(source) = next {
        // Writing to a string cannot fail.
        let _ = write!(text, ": {source}");
        next = source.source();
    }
    text
}

impl From<DomainError> for ApiError {
    fn from(error: DomainError) -> Self {
        match error {
            DomainError::NotFound => Self::not_found(),
            DomainError::Conflict(sentence) => Self::new(ErrorCode::Conflict, sentence),
            DomainError::Stale(sentence) => Self::new(ErrorCode::Stale, sentence),
            DomainError::Declined(sentence) => Self::new(ErrorCode::DojoRefused, sentence),
            DomainError::InvalidField { field, message } => Self::invalid(Some(field), message),
            DomainError::DojoRefused(cause) => Self::new(
                ErrorCode::DojoRefused,
                "The payment service refused this. No money moved. Try again, or choose another way to pay.",
            )
            .because(cause),
            DomainError::DojoUnreachable(cause) => Self::new(
                ErrorCode::DojoUnreachable,
                "The payment service cannot be reached. No money moved. Try again in a minute.",
            )
            .because(cause),
            DomainError::DojoUnknown(cause) => Self::new(
                ErrorCode::DojoUnreachable,
                "The payment service did not answer, so we do not know yet how this ended. \
                 We keep asking, and you will not be charged twice. Reload the page in a minute.",
            )
            .because(cause),
            DomainError::Store(cause) => Self::new(
                ErrorCode::StoreUnavailable,
                "We cannot reach our records at the moment. Nothing was changed. Try again in a minute.",
            )
            .because(cause),
            DomainError::TooMany(sentence) => Self::new(ErrorCode::TooManyRequests, sentence),
            DomainError::BadSignature => Self::new(
                ErrorCode::Unauthorized,
                "The signature does not fit. Nothing was stored.",
            ),
            DomainError::Internal(cause) => Self::internal(cause),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        self.log();
        let status = self.status();
        let problem = ApiProblem {
            code: self.code,
            message: self.message.into_owned(),
            field: self.field,
            trace_id: TraceId::current().as_str().to_owned(),
        };
        let mut response = (status, Json(&problem)).into_response();
        let headers = response.headers_mut();
        match status {
            StatusCode::UNAUTHORIZED => {
                headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            StatusCode::SERVICE_UNAVAILABLE => {
                headers.insert(RETRY_AFTER, HeaderValue::from_static("5"));
            }
            // The words say a minute, too.
            StatusCode::TOO_MANY_REQUESTS => {
                headers.insert(RETRY_AFTER, HeaderValue::from_static("60"));
            }
            _ => {}
        }
        // For routes that answer people: the page is made from this, not from the body.
        response.extensions_mut().insert(problem);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_are_not_sent() {
        let error = ApiError::from(DomainError::Store("disk /dev/sda1 is full".into()));
        assert_eq!(error.code(), ErrorCode::StoreUnavailable);
        let response = error.into_response();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        let problem = response.extensions().get::<ApiProblem>().unwrap();
        assert!(!problem.message.contains("sda1"));
    }

    #[test]
    fn the_field_at_fault_is_named() {
        let error = ApiError::from(DomainError::invalid("amount.value", "Too much."));
        let response = error.into_response();
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
        let problem = response.extensions().get::<ApiProblem>().unwrap();
        assert_eq!(problem.field.as_deref(), Some("amount.value"));
    }
}
