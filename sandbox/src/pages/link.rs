//! The address of a hosted page: the intent, and what it says about a returning customer.

use serde::Deserialize;
use url::form_urlencoded;

use super::subject::Subject;
use crate::{account::AccountState, machine::customer::SavedCard};

/// The query of a payment link, as Dojo makes it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Link {
    /// The customer: `cust_sandbox_…`.
    cid: Option<String>,
    /// The customer's secret: `cs_sandbox_…`.
    csc: Option<String>,
    /// The preferred card: `pm_…`.
    cpm: Option<String>,
    /// Ours: how the attempt ended from which the shopper comes back.
    after: Option<After>,
}

/// How an attempt ended that did not pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum After {
    /// The bank said no.
    Declined,
    /// The bank could not tell who it was.
    Failed,
    /// The shopper left the bank's page, or took too long on it.
    Abandoned,
    /// The payment was changed while the shopper was at the bank.
    Changed,
}

/// A returning customer's cards, the preferred one first.
#[derive(Default)]
pub(crate) struct Wallet {
    /// Whether the link proves whose cards these are, so that one more may be kept.
    pub(crate) known: bool,
    /// None unless saved cards are offered.
    pub(crate) cards: Vec<SavedCard>,
    /// The one to choose when the page opens.
    pub(crate) preferred: Option<String>,
}

impl After {
    /// As the query has it.
    fn as_str(self) -> &'static str {
        match self {
            Self::Declined => "declined",
            Self::Failed => "failed",
            Self::Abandoned => "abandoned",
            Self::Changed => "changed",
        }
    }

    /// What happened, and what to do next.
    pub(crate) fn sentence(self) -> &'static str {
        match self {
            Self::Declined => {
                "Your bank said no. Nothing was charged. Check the details or try another card."
            }
            Self::Failed => {
                "Your bank could not confirm it was you. Nothing was charged. You can try again."
            }
            Self::Abandoned => {
                "You left your bank's page before it was done. Nothing was charged. You can try again."
            }
            Self::Changed => {
                "The amount changed meanwhile. Nothing was charged. Check it and try again."
            }
        }
    }
}

impl Link {
    /// How the last attempt ended, if the shopper comes from one.
    pub(crate) fn after(&self) -> Option<After> {
        self.after
    }

    /// A path of the same page with the customer's parameters.
    pub(crate) fn to(&self, path: &str, after: Option<After>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let known = [("cid", &self.cid), ("csc", &self.csc), ("cpm", &self.cpm)];
        for (name, value) in known {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        if let Some(after) = after {
            query.append_pair("after", after.as_str());
        }
        match query.finish() {
            query if query.is_empty() => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    }

    /// The customer's cards, if the link proves that they may be shown: it has to carry the secret with which the
    /// intent was made. Whoever has the intent's id alone sees none.
    pub(crate) fn wallet(&self, state: &AccountState, subject: Subject<'_>) -> Wallet {
        let Subject::Payment(intent) = subject else {
            return Wallet::default();
        };
        let known = intent.verified_customer().filter(|customer| {
            let named = intent.request.customer.as_ref();
            let secret = named.and_then(|named| named.secret.as_ref());
            let given = self.csc.as_deref().map(dojo::Secret::from);
            self.cid.as_deref() == Some(customer) && given.is_some() && secret == given.as_ref()
        });
        let Some(record) = known.and_then(|customer| state.customers.get(customer)) else {
            return Wallet::default();
        };
        if !subject.allows("SavedCard") {
            return Wallet {
                known: true,
                ..Wallet::default()
            };
        }
        let mut cards = record.cards.clone();
        let named = intent
            .request
            .customer
            .as_ref()
            .and_then(|customer| customer.saved_card_id.as_deref());
        let preferred = [self.cpm.as_deref(), named]
            .into_iter()
            .flatten()
            .find(|id| record.card(id).is_some());
        cards.sort_by_key(|card| Some(card.id.as_str()) != preferred);
        Wallet {
            known: true,
            preferred: preferred
                .map(str::to_owned)
                .or_else(|| cards.first().map(|card| card.id.clone())),
            cards,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_customers_parameters_are_kept_and_encoded() {
        let link = Link {
            cid: Some("cust_sandbox_1".to_owned()),
            csc: Some("a&b=c".to_owned()),
            ..Link::default()
        };
        assert_eq!(
            link.to("/checkout/pi_1", Some(After::Failed)),
            "/checkout/pi_1?cid=cust_sandbox_1&csc=a%26b%3Dc&after=failed"
        );
        assert_eq!(Link::default().to("/checkout/pi_1", None), "/checkout/pi_1");
    }
}
