//! A change that is sent twice under one `idempotency-key` is carried out once, and answered the same both times.

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::header::{CONTENT_TYPE, HeaderValue};
use http::request::Parts;

use super::Replay;
use crate::app::App;
use crate::error::ApiError;
use crate::idempotency::{self, IfUnknown, Keyed, Outcome};
use crate::staff::Actor;

/// Carries the change out to its end, even if the browser goes away meanwhile.
///
/// # Errors
/// As [`idempotency::once`].
pub(super) async fn once(
    app: &App,
    replay: Replay,
    actor: &Actor,
    parts: Parts,
    body: Bytes,
    next: Next,
) -> Result<Response, ApiError> {
    let key = idempotency::key(&parts.headers)?.filter(|_| replay != Replay::Never);
    // The key belongs to one person and one address: nobody is answered what somebody else was told.
    let operation = format!("{} {} {}", parts.method, parts.uri.path(), actor.staff_id);
    let request = Request::from_parts(parts, Body::from(body.clone()));
    let Some(key) = key else {
        return app
            .to_the_end(async move { Ok(next.run(request).await) })
            .await;
    };
    let keyed = Keyed {
        operation,
        key,
        body,
        is_secret: replay == Replay::Secret,
        if_unknown: IfUnknown::Tell,
    };
    Ok(
        match idempotency::once(app, keyed, next.run(request)).await? {
            Outcome::Now(response) => response,
            Outcome::Before(status, body) => {
                let json = HeaderValue::from_static("application/json");
                (status, [(CONTENT_TYPE, json)], body).into_response()
            }
        },
    )
}
