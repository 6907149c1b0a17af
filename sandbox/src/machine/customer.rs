//! Customers, their secrets and their saved cards.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use dojo::{CustomerFull, CustomerPaymentMethod};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::intent::later;
use crate::{cards::MaskedCard, id};

/// How long a customer secret is good.
pub const SECRET_FOR: SignedDuration = SignedDuration::from_mins(15);

/// A customer with what belongs to them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomerRecord {
    /// As the API shows them.
    pub customer: CustomerFull,
    /// Hashes of the secrets that are still good.
    pub secrets: Vec<SecretRecord>,
    /// Oldest first.
    pub cards: Vec<SavedCard>,
}

/// A customer secret, by its hash.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SecretRecord {
    hash: String,
    expires_at: Timestamp,
}

/// A saved card: never its number or security code.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedCard {
    /// `pm_…`
    pub id: String,
    /// The card, masked.
    pub card: MaskedCard,
    /// When it was saved.
    pub saved_at: Timestamp,
}

impl CustomerRecord {
    /// A customer without cards.
    #[must_use]
    pub fn new(customer: CustomerFull) -> Self {
        Self {
            customer,
            secrets: Vec::new(),
            cards: Vec::new(),
        }
    }

    /// Makes a secret, good for [`SECRET_FOR`], and forgets those that are not good any more.
    pub fn issue_secret(&mut self, now: Timestamp) -> dojo::CustomerSecret {
        let secret = id::secret("cs_sandbox_");
        let expires_at = later(now, SECRET_FOR);
        self.secrets.retain(|secret| secret.expires_at > now);
        self.secrets.push(SecretRecord {
            hash: hash(&secret),
            expires_at,
        });
        dojo::CustomerSecret {
            secret: secret.into(),
            created_at: Some(now),
            expire_at: Some(expires_at),
            ..Default::default()
        }
    }

    /// Whether it is one of the customer's secrets and still good.
    #[must_use]
    pub fn accepts(&self, secret: &str, now: Timestamp) -> bool {
        let hash = hash(secret);
        self.secrets
            .iter()
            .any(|known| known.hash == hash && known.expires_at > now)
    }

    /// The saved card of that id.
    #[must_use]
    pub fn card(&self, id: &str) -> Option<&SavedCard> {
        self.cards.iter().find(|card| card.id == id)
    }

    /// Saves a card, or finds it among those saved already, and answers with its id.
    pub fn save(&mut self, card: &MaskedCard, now: Timestamp) -> String {
        let known = self
            .cards
            .iter()
            .find(|saved| saved.card.number == card.number && saved.card.expiry == card.expiry);
        if let Some(known) = known {
            return known.id.clone();
        }
        let id = id::new("pm_");
        self.cards.push(SavedCard {
            id: id.clone(),
            card: card.clone(),
            saved_at: now,
        });
        id
    }

    /// Forgets a card; tells whether it was there.
    pub fn forget(&mut self, id: &str) -> bool {
        let before = self.cards.len();
        self.cards.retain(|card| card.id != id);
        self.cards.len() < before
    }
}

impl SavedCard {
    /// As the API lists it.
    #[must_use]
    pub fn to_wire(&self) -> CustomerPaymentMethod {
        CustomerPaymentMethod {
            id: self.id.clone(),
            card_details: Some(dojo::CardDetails {
                pan: self.card.number.clone(),
                expiry_date: self.card.expiry.to_last_day(),
                scheme: Some(self.card.scheme.as_str().into()),
                ..Default::default()
            }),
            ..Default::default()
        }
    }
}

fn hash(secret: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(secret.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_good_for_its_time_and_not_kept() {
        let now: Timestamp = "2026-03-01T00:00:00Z".parse().expect("a time");
        let mut record = CustomerRecord::new(CustomerFull::default());
        let secret = record.issue_secret(now).secret;

        assert!(record.accepts(secret.expose(), now));
        assert!(!record.accepts(secret.expose(), later(now, SECRET_FOR)));
        assert!(!record.accepts("cs_sandbox_wrong", now));
        let stored = serde_json::to_string(&record).expect("a record is JSON");
        assert!(!stored.contains(secret.expose()), "{stored}");
    }
}
