//! The one envelope in which the server says no.

use serde::{Deserialize, Serialize};

/// What went wrong, for programs to match on. The words for people are in [`ApiProblem::message`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// 400: the body is not JSON, or not of the documented shape; `field` names the place.
    InvalidRequest,
    /// 401: no bearer token, or a wrong one; or a webhook's signature does not fit.
    Unauthorized,
    /// 403: the request came from another site, or the caller may not do this.
    Forbidden,
    /// 423: the console is locked; unlock it with the password.
    Locked,
    /// 404: no such thing, or it is not the caller's.
    NotFound,
    /// 405: the address exists, the method does not.
    MethodNotAllowed,
    /// 409: the checkout's state does not allow it (paid, cancelled, expired, under way).
    Conflict,
    /// 409: somebody else changed it meanwhile; the message has the new figures.
    Stale,
    /// 409: a request with the same `Idempotency-Key` is still running.
    IdempotencyInProgress,
    /// 422: the `Idempotency-Key` was used with another body.
    IdempotencyMismatch,
    /// 413: the body is larger than the address takes: 64 KiB for most.
    PayloadTooLarge,
    /// 415: the body is not `application/json`.
    UnsupportedMediaType,
    /// 429: too many requests or attempts; try again later.
    TooManyRequests,
    /// 502: Dojo refused or answered what cannot be read. No money moved.
    DojoRefused,
    /// 503: Dojo cannot be reached; the payment is in an unknown state until it can.
    DojoUnreachable,
    /// 503: Dojo was asked by staff and did not answer: what became of it shows in the payment. It is not asked for again.
    OutcomeUnknown,
    /// 503: the database is locked or full. Nothing was changed.
    StoreUnavailable,
    /// 500: a fault of ours; the trace id leads to its cause in the log.
    Internal,
    /// A code that a newer server sends.
    #[serde(other)]
    Unknown,
}

/// The body of every answer that is not a success.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApiProblem {
    /// For programs.
    pub code: ErrorCode,
    /// For people: what happened, whether money moved, what to do next.
    pub message: String,
    /// The JSON path of the field at fault, such as `amount.value`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Leads to the log.
    pub trace_id: String,
}
