//! What a hosted page is about: a payment that is made now, or a card that is held for later.

use dojo::{PaymentIntentConfigRequest, PaymentMethod};

use super::words::{amount, money};
use crate::machine::{
    intent::{Intent, Status},
    setup_intent::{SetupIntent, SetupStatus},
};

/// The intent behind a page.
#[derive(Clone, Copy)]
pub(crate) enum Subject<'a> {
    /// Money is paid.
    Payment(&'a Intent),
    /// A card is held.
    Setup(&'a SetupIntent),
}

impl<'a> Subject<'a> {
    /// The name above everything: `config.title`, or the trading name that every sandbox account has.
    pub(crate) fn title(self) -> &'a str {
        self.config()
            .and_then(|config| config.title.as_deref())
            .map(str::trim)
            .filter(|title| !title.is_empty())
            .unwrap_or("Sandbox Merchant")
    }

    pub(crate) fn config(self) -> Option<&'a PaymentIntentConfigRequest> {
        match self {
            Self::Payment(intent) => intent.request.config.as_ref(),
            Self::Setup(setup) => setup.request.config.as_ref(),
        }
    }

    /// The merchant's name for it.
    pub(crate) fn reference(self) -> &'a str {
        match self {
            Self::Payment(intent) => &intent.request.reference,
            Self::Setup(setup) => &setup.request.reference,
        }
    }

    /// What is asked for in all, with its currency. Of a setup intent, what may be asked for later.
    pub(crate) fn total(self) -> Option<String> {
        match self {
            Self::Payment(intent) => Some(amount(intent.total(), &intent.currency)),
            Self::Setup(setup) => setup.request.intended_amount.as_ref().map(money),
        }
    }

    /// What the button says.
    pub(crate) fn action(self) -> String {
        match self {
            Self::Payment(intent) => format!("Pay {}", amount(intent.total(), &intent.currency)),
            Self::Setup(_) => "Save card".to_owned(),
        }
    }

    /// Whether a card can be given.
    pub(crate) fn is_open(self) -> bool {
        match self {
            Self::Payment(intent) => intent.status == Status::Created,
            Self::Setup(setup) => setup.status == SetupStatus::Created,
        }
    }

    /// Whether the method is offered.
    pub(crate) fn allows(self, method: &str) -> bool {
        match self {
            Self::Payment(intent) => intent.allows(method),
            Self::Setup(setup) => match setup.request.payment_methods.as_slice() {
                [] => method == "Card",
                methods => methods
                    .iter()
                    .map(PaymentMethod::as_str)
                    .any(|allowed| allowed == method),
            },
        }
    }

    /// The e-mail address that the merchant knows.
    pub(crate) fn email(self) -> Option<&'a str> {
        match self {
            Self::Payment(intent) => intent.request.customer.as_ref()?.email_address.as_deref(),
            Self::Setup(setup) => setup.request.customer.as_ref()?.email_address.as_deref(),
        }
    }

    /// The addresses that the merchant knows, for billing and for delivery.
    pub(crate) fn addresses(
        self,
    ) -> (Option<&'a dojo::Address>, Option<&'a dojo::ShippingDetails>) {
        match self {
            Self::Payment(intent) => (
                intent.request.billing_address.as_ref(),
                intent.request.shipping_details.as_ref(),
            ),
            Self::Setup(setup) => (
                setup.request.billing_address.as_ref(),
                setup.request.shipping_details.as_ref(),
            ),
        }
    }

    /// Where the shopper goes afterwards, if that is an address that a browser may be sent to.
    pub(crate) fn redirect_url(self) -> Option<&'a str> {
        self.config()?
            .redirect_url
            .as_deref()
            .filter(|address| is_safe(address))
    }

    /// Where the shopper goes who does not want to pay.
    pub(crate) fn cancel_url(self) -> Option<&'a str> {
        self.config()?
            .cancel_url
            .as_deref()
            .filter(|address| is_safe(address))
    }
}

/// A `javascript:` address as a link would be a script on this page. Addresses of apps are fine.
fn is_safe(address: &str) -> bool {
    url::Url::parse(address).is_ok_and(|address| {
        !matches!(
            address.scheme(),
            "javascript" | "data" | "vbscript" | "blob" | "file"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_places_and_run_nothing() {
        for good in [
            "https://shop.example/done",
            "http://127.0.0.1:8080/x",
            "shop-app://done",
        ] {
            assert!(is_safe(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            " JavaScript:alert(1)",
            "data:text/html,x",
            "/relative",
            "",
        ] {
            assert!(!is_safe(bad), "{bad}");
        }
    }
}
