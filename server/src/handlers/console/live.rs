//! The live stream.

use std::time::Duration;

use axum::extract::{Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use http::header::{CACHE_CONTROL, HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;
use shared::console::live::{KEEP_ALIVE, KEEP_ALIVE_MS};

use crate::app::App;
use crate::error::StaffError;
use crate::extract::Staff;
use crate::live::{self, Since};

/// What a page that connects anew has seen.
#[derive(Debug, Default, Deserialize)]
pub struct Seen {
    #[serde(default)]
    after: Option<String>,
}

/// `GET /api/console/live`: server-sent events, as [`shared::console::live`] describes them.
///
/// # Errors
/// 429, 503.
pub async fn listen(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(seen): Query<Seen>,
    headers: HeaderMap,
) -> Result<Response, StaffError> {
    let events = live::open(&app, &actor, since(&headers, seen)).await?;
    let mut response = Sse::new(events).keep_alive(keep_alive()).into_response();
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // nginx and its like pass every event on at once.
    headers.insert(
        HeaderName::from_static("x-accel-buffering"),
        HeaderValue::from_static("no"),
    );
    Ok(response)
}

/// An event and not a comment, of which the page would hear nothing; browsers drop one without data.
fn keep_alive() -> KeepAlive {
    let every = Duration::from_millis(KEEP_ALIVE_MS.into());
    KeepAlive::new()
        .interval(every)
        .event(Event::default().event(KEEP_ALIVE).data("-"))
}

/// The browser's own word is the newer one.
fn since(headers: &HeaderMap, seen: Seen) -> Since {
    let said = match headers.get("last-event-id") {
        Some(value) => value.to_str().unwrap_or_default().to_owned(),
        None => match seen.after {
            Some(after) => after,
            None => return Since::Now,
        },
    };
    said.parse().map_or(Since::Unknown, Since::Position)
}
