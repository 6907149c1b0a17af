//! Refusals in the product's look, on routes that answer people.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use maud::{Markup, html};
use shared::{ApiProblem, ErrorCode};

use super::{PageContext, layout};
use crate::app::App;
use crate::error::ApiError;

/// Middleware: turns every [`ApiError`] of the routes below it into a page.
///
/// # Errors
/// 500, if the page itself cannot be made.
pub async fn show_as_pages(
    State(_): State<App>,
    context: PageContext,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let response = next.run(request).await;
    let Some(problem) = response.extensions().get::<ApiProblem>().cloned() else {
        return Ok(response);
    };
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(CONTENT_TYPE);
    parts.headers.remove(CONTENT_LENGTH);
    let page = layout::page(&context, heading(problem.code), &body(&context, &problem));
    // The page's own headers (its type) join those of the refusal (retry, caching).
    let mut shown = page.into_response();
    *shown.status_mut() = parts.status;
    shown.headers_mut().extend(parts.headers);
    Ok(shown)
}

fn body(context: &PageContext, problem: &ApiProblem) -> Markup {
    html! {
        section.outcome.card.stack {
            h1 { (heading(problem.code)) }
            p { (problem.message) }
            (layout::contact(&context.merchant))
            @if problem.code == ErrorCode::Internal {
                p.field-hint { "If you ask for help, mention this number: " code { (problem.trace_id) } }
            }
        }
    }
}

fn heading(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::NotFound => "Page not found",
        ErrorCode::InvalidRequest
        | ErrorCode::PayloadTooLarge
        | ErrorCode::UnsupportedMediaType
        | ErrorCode::MethodNotAllowed => "This could not be read",
        ErrorCode::Unauthorized | ErrorCode::Forbidden | ErrorCode::Locked => {
            "This was not allowed"
        }
        ErrorCode::Conflict
        | ErrorCode::Stale
        | ErrorCode::IdempotencyInProgress
        | ErrorCode::IdempotencyMismatch => "This is no longer possible",
        ErrorCode::TooManyRequests => "Too many tries",
        ErrorCode::DojoRefused | ErrorCode::DojoUnreachable | ErrorCode::OutcomeUnknown => {
            "The payment service is in trouble"
        }
        ErrorCode::StoreUnavailable => "We are in trouble at the moment",
        ErrorCode::Internal | ErrorCode::Unknown => "We made a mistake",
    }
}
