//! Card numbers do not leave the page: neither in what is sent, nor in an address, which browsers keep and servers log.

use shared::card_number;
use shared::{ApiProblem, ErrorCode};

use crate::api::Error;

/// Refuses a change that would send one, at the field that holds it.
///
/// # Errors
/// [`Error::Refused`].
pub(crate) fn none_in_body(json: &str) -> Result<(), Error> {
    let body = serde_json::from_str(json).map_err(|_| Error::Unreadable)?;
    refuse(card_number::field_of(&body))
}

/// Refuses a question whose query holds one.
///
/// # Errors
/// [`Error::Refused`].
pub(crate) fn none_in_query(path: &str) -> Result<(), Error> {
    let (_, query) = path.split_once('?').unwrap_or_default();
    let held = query.split('&').find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        let value = js_sys::decode_uri_component(&value.replace('+', " ")).ok()?;
        card_number::is_in(&String::from(value)).then(|| name.to_owned())
    });
    refuse(held)
}

fn refuse(field: Option<String>) -> Result<(), Error> {
    let Some(field) = field else { return Ok(()) };
    Err(Error::Refused(ApiProblem {
        code: ErrorCode::InvalidRequest,
        message: card_number::REFUSAL.to_owned(),
        field: Some(field),
        trace_id: String::new(),
    }))
}
