//! E-mails that Dojo would have sent.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{account::AccountState, id, machine::intent::Intent};

/// A receipt.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Email {
    /// `eml_…`
    pub id: String,
    /// Whom to.
    pub to: String,
    /// The subject line.
    pub subject: String,
    /// The text.
    pub text: String,
    /// What it is the receipt of.
    pub payment_intent_id: String,
    /// When.
    pub sent_at: Timestamp,
}

/// Sends the receipt to the intent's customer and to the given addresses, to each once.
pub fn send_receipt(
    state: &mut AccountState,
    intent: &Intent,
    addresses: &[String],
    now: Timestamp,
) {
    let customer = intent
        .request
        .customer
        .as_ref()
        .and_then(|customer| customer.email_address.clone());
    let mut sent: Vec<String> = Vec::new();
    for to in customer.iter().chain(addresses) {
        if sent.iter().any(|earlier| earlier.eq_ignore_ascii_case(to)) {
            continue;
        }
        sent.push(to.clone());
        let email = receipt(intent, to, now);
        let id = email.id.clone();
        state.emails.insert(&id, email);
    }
}

/// Whether it has the form of an e-mail address: one `@`, something before it, a host name with a dot behind it.
#[must_use]
pub fn is_address(text: &str) -> bool {
    let Some((local, host)) = text.split_once('@') else {
        return false;
    };
    let plain = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|character| !character.is_whitespace() && !character.is_control())
    };
    text.len() <= 254
        && plain(local)
        && plain(host)
        && !host.contains('@')
        && host.contains('.')
        && host.split('.').all(|label| !label.is_empty())
}

fn receipt(intent: &Intent, to: &str, now: Timestamp) -> Email {
    let (pounds, pence) = (intent.total() / 100, intent.total() % 100);
    let amount = format!("{pounds}.{pence:02} {}", intent.currency);
    let reference = &intent.request.reference;
    let card = intent
        .authorization
        .as_ref()
        .map_or_else(String::new, |made| {
            format!(
                "\nCard: {} **** {}\nAuth code: {}",
                made.card.scheme.as_str(),
                made.card.last4,
                made.auth_code
            )
        });
    Email {
        id: id::new("eml_"),
        to: to.to_owned(),
        subject: format!("Your receipt for {reference}"),
        text: format!("Amount: {amount}\nReference: {reference}{card}"),
        payment_intent_id: intent.id.clone(),
        sent_at: now,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_other_texts() {
        for address in ["a@example.com", "first.last+tag@shop.example.co.uk"] {
            assert!(is_address(address), "{address}");
        }
        for text in [
            "",
            "not an address",
            "a@",
            "@b.c",
            "a@b",
            "a@b@c.d",
            "a b@c.d",
            "a@b..c",
        ] {
            assert!(!is_address(text), "{text}");
        }
    }
}
