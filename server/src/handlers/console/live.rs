//! The live stream.

use std::time::Duration;

use axum::extract::{Query, State};
use axum::response::sse::{KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use http::header::{CACHE_CONTROL, HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;

use crate::app::App;
use crate::error::StaffError;
use crate::extract::Staff;
use crate::live::{self, Since};

/// A comment this often shows both sides and everything between them that the line is open.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

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
    let mut response = Sse::new(events)
        .keep_alive(KeepAlive::new().interval(KEEP_ALIVE))
        .into_response();
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // nginx and its like pass every event on at once.
    headers.insert(
        HeaderName::from_static("x-accel-buffering"),
        HeaderValue::from_static("no"),
    );
    Ok(response)
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
