//! No card number gets past the guard: what no handler sees, none can keep, log or pass on.

use axum::body::Bytes;
use http::Uri;
use http::request::Parts;
use shared::card_number::{self, REFUSAL};
use url::form_urlencoded;

use crate::error::ApiError;
use crate::extract;

/// Refuses a change that holds one in its address or in its JSON. Of CSV files, their rows are refused.
///
/// # Errors
/// 400, at the field that holds it.
pub(super) fn none_in(change: &Parts, body: &Bytes) -> Result<(), ApiError> {
    none_in_address(&change.uri)?;
    let held = extract::is_json(&change.headers).then(|| in_json(body));
    refuse(held.flatten())
}

/// Refuses an address that holds one.
///
/// # Errors
/// 400, at the part of the query that holds it.
pub(super) fn none_in_address(uri: &Uri) -> Result<(), ApiError> {
    refuse(in_address(uri))
}

fn refuse(field: Option<String>) -> Result<(), ApiError> {
    let Some(field) = field else { return Ok(()) };
    Err(ApiError::invalid(
        Some(field).filter(|field| !field.is_empty()),
        format!("{REFUSAL} Nothing was changed."),
    ))
}

/// The part of the query that holds one; nameless if it is the path, or the name itself.
fn in_address(uri: &Uri) -> Option<String> {
    // A path is decoded as a query that has names only.
    let path = form_urlencoded::parse(uri.path().as_bytes());
    let query = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    path.chain(query).find_map(|(name, value)| {
        if card_number::is_in(&name) {
            return Some(String::new());
        }
        card_number::is_in(&value).then(|| name.into_owned())
    })
}

/// What is no JSON is refused by whoever reads it.
fn in_json(body: &Bytes) -> Option<String> {
    let json = serde_json::from_slice(body).ok()?;
    card_number::field_of(&json)
}
