//! What every API call passes: authentication, faults, version, the limit of the body, the log.

use std::{sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes},
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, Method, StatusCode, Uri, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body_util::{BodyExt, Limited};

use super::{
    Problem,
    problem::{TraceId, new_trace_id},
    version::Version,
};
use crate::{
    faults::{self, BreakOff, Fault, FaultKind},
    requests::{RequestEntry, masked_body, masked_text},
    state::{Account, Sandbox},
};

/// The longest body of an API call.
const LONGEST_BODY: usize = 1024 * 1024;
/// The longest time that a fault can make a call wait.
const LONGEST_LATENCY: Duration = Duration::from_secs(120);

/// Who calls, and in which version.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    /// Whose key it is, or whose customer or setup intent a public call names.
    pub(crate) account: Arc<Account>,
    /// In which version.
    pub(crate) version: Version,
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts
            .extensions
            .get()
            .cloned()
            .ok_or_else(|| Problem::unauthorized("No valid API key provided."))
    }
}

/// The account of the `Authorization` header: `Basic sk_sandbox_…`, literally.
pub(crate) fn caller_of(sandbox: &Sandbox, headers: &HeaderMap) -> Result<Arc<Account>, Problem> {
    bearer_of(headers)
        .and_then(|key| sandbox.account_of_key(key))
        .ok_or_else(|| Problem::unauthorized("No valid API key provided."))
}

/// What follows `Basic ` in the `Authorization` header.
pub(super) fn bearer_of(headers: &HeaderMap) -> Option<&str> {
    let (scheme, key) = headers
        .get("authorization")?
        .to_str()
        .ok()?
        .split_once(' ')?;
    scheme.eq_ignore_ascii_case("basic").then(|| key.trim())
}

/// Passes a call on to its handler.
pub(super) async fn guard(
    State(sandbox): State<Sandbox>,
    request: Request,
    next: Next,
) -> Response {
    let account = match account_of(&sandbox, request.uri(), request.headers()) {
        Ok(account) => account,
        Err(problem) => return problem.into_response(),
    };
    let (head, body) = request.into_parts();
    let asked = Asked::new(&head);
    let struck = account
        .change(|state, _| state.faults.take(asked.method.as_str(), asked.uri.path()))
        .await
        .unwrap_or_default();
    let body = match read_limited(body).await {
        Ok(body) => body,
        Err(problem) => {
            let answer = problem.into_response();
            return finish(&account, asked, Bytes::new(), answer, &[]).await;
        }
    };
    let answer = match struck.iter().find(|fault| fault.kind != FaultKind::Latency) {
        Some(fault) if fault.kind == FaultKind::Status => refuse(fault),
        Some(fault) if fault.kind == FaultKind::Reset => faults::broken_off(BreakOff::Reset),
        _ => carry_out(&account, head, body.clone(), next).await,
    };
    // A slow answer comes after the deed, so that whoever gives up waiting does not know the outcome.
    for fault in struck
        .iter()
        .filter(|fault| fault.kind == FaultKind::Latency)
    {
        wait(fault).await;
    }
    finish(&account, asked, body, answer, &struck).await
}

async fn carry_out(account: &Arc<Account>, head: Parts, body: Bytes, next: Next) -> Response {
    let version = match Version::asked_for(&head.headers) {
        Ok(version) => version,
        Err(problem) => return problem.into_response(),
    };
    let mut request = Request::from_parts(head, Body::from(body));
    request.extensions_mut().insert(Caller {
        account: Arc::clone(account),
        version,
    });
    next.run(request).await
}

/// Spoils the answer if a fault says so, and writes the call into the account's log.
async fn finish(
    account: &Arc<Account>,
    asked: Asked,
    request: Bytes,
    answer: Response,
    struck: &[Fault],
) -> Response {
    let broken = answer.extensions().get::<BreakOff>().is_some();
    let (head, body) = answer.into_parts();
    let body = match body.collect().await {
        Ok(collected) => collected.to_bytes(),
        Err(error) => {
            tracing::error!(%error, "an answer could not be made");
            Bytes::new()
        }
    };
    let kind = struck.last().map(|fault| fault.kind);
    let entry = RequestEntry {
        trace_id: head
            .extensions
            .get::<TraceId>()
            .map_or_else(new_trace_id, |TraceId(id)| id.clone()),
        at: jiff::Timestamp::UNIX_EPOCH,
        method: asked.method.to_string(),
        path: masked_text(&asked.uri.to_string()),
        status: (!broken && kind != Some(FaultKind::DropResponse)).then(|| head.status.as_u16()),
        duration_ms: u64::try_from(asked.started.elapsed().as_millis()).unwrap_or(u64::MAX),
        request: masked_body(&request),
        response: masked_body(&body),
        faults: struck.iter().map(|fault| fault.kind.as_str()).collect(),
    };
    let logged = account
        .change(|state, at| state.log_request(RequestEntry { at, ..entry }))
        .await;
    if let Err(error) = logged {
        return Problem::from(error).into_response();
    }
    let answer = Response::from_parts(head, Body::from(body.clone()));
    match kind {
        Some(kind) if !broken => faults::spoil(answer, body, kind),
        _ => answer,
    }
}

/// Public calls name their account by a customer or setup intent; all others by their key.
fn account_of(sandbox: &Sandbox, uri: &Uri, headers: &HeaderMap) -> Result<Arc<Account>, Problem> {
    let mut segments = uri.path().trim_start_matches('/').split('/');
    match (segments.next(), segments.next(), segments.next()) {
        (Some("customers"), Some("public"), Some(id)) => {
            if bearer_of(headers).is_none() {
                return Err(Problem::unauthorized("No customer secret provided."));
            }
            sandbox
                .account_of(id)
                .ok_or_else(|| Problem::not_found(format!("There is no customer {id}.")))
        }
        (Some("setup-intents"), Some("public"), Some(id)) => sandbox
            .account_of(id)
            .ok_or_else(|| Problem::not_found(format!("There is no setup intent {id}."))),
        _ => caller_of(sandbox, headers),
    }
}

async fn read_limited(body: Body) -> Result<Bytes, Problem> {
    match Limited::new(body, LONGEST_BODY).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<http_body_util::LengthLimitError>() => Err(Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("The body must be at most {LONGEST_BODY} bytes."),
        )),
        Err(_) => Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "The body could not be read.",
        )),
    }
}

async fn wait(fault: &Fault) {
    let asked = Duration::from_millis(fault.ms.unwrap_or(0));
    tokio::time::sleep(asked.min(LONGEST_LATENCY)).await;
}

fn refuse(fault: &Fault) -> Response {
    let status = fault
        .status
        .and_then(|status| StatusCode::from_u16(status).ok())
        .unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    Problem::new(status, "A fault that was asked for.").into_response()
}

/// What the log keeps of a request's head.
struct Asked {
    method: Method,
    uri: Uri,
    started: tokio::time::Instant,
}

impl Asked {
    fn new(head: &Parts) -> Self {
        Self {
            method: head.method.clone(),
            uri: head.uri.clone(),
            started: tokio::time::Instant::now(),
        }
    }
}
