//! The log of API calls, without secrets and card numbers.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::{account::AccountState, cards::passes_luhn};

/// How many calls are remembered.
const REMEMBERED: usize = 500;
/// The longest body that is remembered.
const LONGEST_BODY: usize = 16 * 1024;
/// What stands in place of what must not be seen.
const MASK: &str = "****";
/// Fields whose value must not be seen, in lower case.
const SECRET_FIELDS: [&str; 8] = [
    "cardnumber",
    "cv2",
    "cvv",
    "secret",
    "clientsessionsecret",
    "token",
    "authorization",
    "value",
];

/// One API call.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestEntry {
    /// The answer's `traceId`, or one of its own.
    pub trace_id: String,
    /// When, by the account's clock.
    pub at: Timestamp,
    /// For example `POST`.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// The answer's status; nothing if no answer was sent.
    pub status: Option<u16>,
    /// How long it took in real milliseconds.
    pub duration_ms: u64,
    /// The body that came, masked.
    pub request: Value,
    /// The body that was made, masked.
    pub response: Value,
    /// The faults that struck it.
    pub faults: Vec<&'static str>,
}

impl AccountState {
    /// Remembers a call and forgets the oldest.
    pub fn log_request(&mut self, entry: RequestEntry) {
        if self.requests.len() >= REMEMBERED {
            self.requests.pop_front();
        }
        self.requests.push_back(entry);
    }
}

/// A body as the log shows it.
#[must_use]
pub fn masked_body(body: &[u8]) -> Value {
    if body.is_empty() {
        return Value::Null;
    }
    if body.len() > LONGEST_BODY {
        return Value::String(format!("{} bytes", body.len()));
    }
    match serde_json::from_slice(body) {
        Ok(value) => masked(value),
        Err(_) => Value::String(format!("{} bytes that are no JSON", body.len())),
    }
}

/// A text without card numbers, keys and customer secrets.
#[must_use]
pub fn masked_text(text: &str) -> String {
    mask_card_numbers(&mask_keys(text))
}

fn masked(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(masked_text(&text)),
        Value::Array(items) => Value::Array(items.into_iter().map(masked).collect()),
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .map(|(name, value)| {
                    let is_secret = SECRET_FIELDS.contains(&name.to_ascii_lowercase().as_str());
                    let value = match value {
                        // Amounts of money are called "value" too, but they are numbers.
                        Value::String(_) if is_secret => Value::String(MASK.to_owned()),
                        Value::Number(_) if is_secret && !name.eq_ignore_ascii_case("value") => {
                            Value::String(MASK.to_owned())
                        }
                        other => masked(other),
                    };
                    (masked_text(&name), value)
                })
                .collect(),
        ),
        Value::Number(number) => match masked_text(&number.to_string()) {
            text if text == number.to_string() => Value::Number(number),
            text => Value::String(text),
        },
        Value::Null | Value::Bool(_) => value,
    }
}

/// Masks what follows the prefixes of keys and customer secrets.
fn mask_keys(text: &str) -> String {
    let mut rest = text;
    let mut out = String::with_capacity(text.len());
    let first = |text: &str| {
        ["sk_", "cs_sandbox_"]
            .iter()
            .filter_map(|prefix| Some(text.find(prefix)? + prefix.len()))
            .min()
    };
    while let Some(at) = first(rest) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let key = |character: char| character.is_ascii_alphanumeric() || "-_".contains(character);
        let end = after
            .find(|character| !key(character))
            .unwrap_or(after.len());
        if end > 0 {
            out.push_str(MASK);
        }
        rest = &after[end..];
    }
    out.push_str(rest);
    out
}

/// Masks runs of 13 to 19 digits, apart from spaces and hyphens between them, that pass the Luhn check.
fn mask_card_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for character in text.chars().chain(std::iter::once('\n')) {
        if character.is_ascii_digit() || (matches!(character, ' ' | '-') && !run.is_empty()) {
            run.push(character);
            continue;
        }
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        if (13..=19).contains(&digits.len()) && passes_luhn(&digits) {
            out.push_str(MASK);
        } else {
            out.push_str(&run);
        }
        run.clear();
        out.push(character);
    }
    out.pop();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn card_numbers_keys_and_secrets_are_masked() {
        let body = br#"{"cardNumber":"5200000000001005","cv2":"020","description":"card 5200 0000 0000 1005.",
            "customer":{"secret":"cs_sandbox_abc"},"amount":{"value":1000},"value":"webhook secret",
            "paymentLink":"http://x/checkout/pi_1?cid=c&csc=cs_sandbox_abc-_1&cpm=pm_1","n":5200000000001005}"#;
        let text = masked_body(body).to_string();
        for hidden in ["5200", "020\"", "abc", "webhook secret"] {
            assert!(!text.contains(hidden), "{hidden} in {text}");
        }
        for shown in ["1000", "cpm=pm_1", "card ****."] {
            assert!(text.contains(shown), "{shown} not in {text}");
        }
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        for text in [
            "Order 1234567890123456",
            "07865 432100",
            "cs_sandbox_",
            "é 1-2",
            "",
        ] {
            assert_eq!(masked_text(text), text);
        }
    }
}
