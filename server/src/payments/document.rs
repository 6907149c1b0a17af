//! Dojo's answer about an intent as staff may see it: no secret, no token, nothing that looks like a card number.

use dojo::PaymentIntent;
use serde_json::Value;
use shared::card_number;

use crate::DomainError;
use crate::app::App;
use crate::store::payments;

const REMOVED: &str = "[removed]";

/// The intent as JSON, without what nobody here needs to know.
pub(super) fn of(intent: &PaymentIntent) -> Result<String, DomainError> {
    let mut document = serde_json::to_value(intent)
        .map_err(|cause| DomainError::Internal(format!("an intent cannot be written: {cause}")))?;
    mask(&mut document);
    Ok(document.to_string())
}

/// Dojo's last answer about the intent; `None` if none was kept.
///
/// # Errors
/// [`DomainError::Store`]; [`DomainError::Internal`] if it cannot be read, which says nothing of what stands in it.
pub(super) async fn read(app: &App, id: &str) -> Result<Option<PaymentIntent>, DomainError> {
    let document = payments::document(&app.store, id).await?;
    document.map(|document| parse(id, &document)).transpose()
}

fn parse(id: &str, document: &str) -> Result<PaymentIntent, DomainError> {
    serde_json::from_str(document)
        .map_err(|cause| DomainError::Internal(format!("the document of {id}: {cause}")))
}

fn mask(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                if is_secret(name) {
                    *value = REMOVED.into();
                } else {
                    mask(value);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(mask),
        Value::String(text) => mask_text(text),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    // The link's query may hold leave to use a customer's cards.
    name == "paymentlink"
        || (name.ends_with("secret") || name.ends_with("token") || name == "cv2" || name == "cvv")
}

fn mask_text(text: &mut String) {
    if card_number::is_in(text) {
        REMOVED.clone_into(text);
    }
}

#[cfg(test)]
mod tests {
    use dojo::{PaymentLink, Secret};
    use serde_json::json;

    use super::*;

    #[test]
    fn secrets_links_and_card_numbers_are_left_out() {
        let mut intent = PaymentIntent {
            id: "pi_1".into(),
            client_session_secret: Some(Secret::new("css_1".to_owned())),
            payment_link: Some(PaymentLink::new("https://pay.example.com/pi_1?csc=cs_1")),
            description: Some("card 5200 0000 0000 1005".into()),
            ..PaymentIntent::default()
        };
        intent.extra.insert(
            "inner".into(),
            json!({"accessToken": "t_1", "kept": ["yes"]}),
        );
        let document = of(&intent).unwrap();
        for secret in ["css_1", "cs_1", "5200", "t_1"] {
            assert!(!document.contains(secret), "{document}");
        }
        assert!(document.contains("pi_1") && document.contains("yes"));
        assert_eq!(parse("pi_1", &document).unwrap().id, "pi_1");
    }

    #[test]
    fn what_cannot_be_read_is_not_taken_for_nothing() {
        let error = parse("pi_1", "{\"id\": 1}").unwrap_err();
        assert!(error.chain().contains("pi_1"), "{error:?}");
    }
}
