//! Refusals as RFC 7807 documents.

use std::collections::BTreeMap;

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use dojo::ProblemDetails;

use crate::{id, machine::Refusal, store::StoreError};

/// A refusal.
#[derive(Debug)]
pub(crate) struct Problem {
    status: StatusCode,
    detail: Option<String>,
    errors: BTreeMap<String, Vec<String>>,
}

/// The trace id of a problem, for the log.
#[derive(Clone, Debug)]
pub(crate) struct TraceId(pub(crate) String);

impl Problem {
    /// A refusal with a sentence.
    pub(crate) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            status,
            detail: Some(detail.into()),
            errors: BTreeMap::new(),
        }
    }

    /// 400 because of what is wrong with the fields.
    pub(crate) fn fields(errors: BTreeMap<String, Vec<String>>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            detail: None,
            errors,
        }
    }

    /// 400 because of what is wrong with one field.
    pub(crate) fn field(name: &str, message: impl Into<String>) -> Self {
        Self::fields(BTreeMap::from([(name.to_owned(), vec![message.into()])]))
    }

    /// 404 with a sentence.
    pub(crate) fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    /// 401.
    pub(crate) fn unauthorized(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, detail)
    }

    /// For calls that document no 404: what is named there and does not exist is a bad request.
    pub(crate) fn undocumented_404(mut self) -> Self {
        if self.status == StatusCode::NOT_FOUND {
            self.status = StatusCode::BAD_REQUEST;
        }
        self
    }

    /// For calls that document a 409 where the state does not allow the change.
    pub(crate) fn of_state(refusal: Refusal) -> Self {
        let status = match refusal {
            Refusal::State(_) => StatusCode::CONFLICT,
            other => return other.into(),
        };
        Self::new(status, refusal.to_string())
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let status = match refusal {
            Refusal::Invalid { field, message } => return Self::field(field, message),
            Refusal::State(_) => StatusCode::BAD_REQUEST,
            Refusal::NotConfigured(_) => StatusCode::METHOD_NOT_ALLOWED,
            Refusal::Forbidden(_) => StatusCode::FORBIDDEN,
            Refusal::NotFound(_) => StatusCode::NOT_FOUND,
        };
        Self::new(status, refusal.to_string())
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let cause: &dyn std::error::Error = &error;
        tracing::error!(cause, "a change could not be stored");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "The sandbox's data file failed.",
        )
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let trace_id = new_trace_id();
        let (kind, title) = match self.status {
            StatusCode::BAD_REQUEST if !self.errors.is_empty() => (
                "https://tools.ietf.org/html/rfc9110#section-15.5.1",
                "One or more validation errors occurred.",
            ),
            StatusCode::BAD_REQUEST => (
                "https://tools.ietf.org/html/rfc9110#section-15.5.1",
                "Bad Request",
            ),
            status => (
                "https://tools.ietf.org/html/rfc9110#section-15",
                status.canonical_reason().unwrap_or("Error"),
            ),
        };
        let document = ProblemDetails {
            r#type: Some(kind.to_owned()),
            title: Some(title.to_owned()),
            status: Some(self.status.as_u16()),
            detail: self.detail,
            trace_id: Some(trace_id.clone()),
            errors: self.errors,
            ..Default::default()
        };
        let mut answer = (self.status, Json(document)).into_response();
        answer.extensions_mut().insert(TraceId(trace_id));
        answer
    }
}

/// A trace id as W3C Trace Context writes it.
pub(crate) fn new_trace_id() -> String {
    let uuid = id::transaction().replace('-', "");
    let span = id::transaction().replace('-', "");
    format!("00-{uuid}-{}-00", &span[..16])
}
