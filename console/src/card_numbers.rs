//! Card numbers do not leave the page: neither in what is sent, nor in an address, which browsers keep and servers log.

use serde_json::Value;
use shared::card_number;
use shared::{ApiProblem, ErrorCode};

use crate::api::Error;
use crate::ui::field::CARD_NUMBER;

/// Refuses a change that would send one, at the field that holds it.
///
/// # Errors
/// [`Error::Refused`].
pub(crate) fn none_in_body(json: &str) -> Result<(), Error> {
    let body = serde_json::from_str(json).map_err(|_| Error::Unreadable)?;
    refuse(find(&body, ""))
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
        message: CARD_NUMBER.to_owned(),
        field: Some(field),
        trace_id: String::new(),
    }))
}

/// The path of the first text that holds one, as the server writes such paths.
fn find(value: &Value, path: &str) -> Option<String> {
    match value {
        Value::String(text) => card_number::is_in(text).then(|| path.to_owned()),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .find_map(|(at, item)| find(item, &format!("{path}[{at}]"))),
        Value::Object(fields) => fields.iter().find_map(|(name, field)| {
            let dot = if path.is_empty() { "" } else { "." };
            find(field, &format!("{path}{dot}{name}"))
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_number_is_found_wherever_it_is_typed() {
        for (json, field) in [
            (r#"{"note":"card 5200 0000 0000 1005"}"#, Some("note")),
            (
                r#"{"terms":{"items":[{"name":"a"},{"name":"4456530000001005"}]}}"#,
                Some("terms.items[1].name"),
            ),
            (
                r#"{"seenUpdatedAt":1795277974114,"amount":{"value":4456530000001005}}"#,
                None,
            ),
            (r#"{"text":"order 20261121"}"#, None),
            ("null", None),
        ] {
            let refused = none_in_body(json).err();
            let found = refused.as_ref().and_then(Error::field);
            assert_eq!(found, field, "{json}");
        }
    }
}
