//! A checkout as the shopper's page knows it: what is asked for, how it can be paid, how it stands.

mod amounts;

use serde::{Deserialize, Serialize};

use crate::{Address, CheckoutId, EmailAddress, Money, Reference, ShippingDetails};

pub use amounts::{AmountLimits, TipOptions};

/// Everything the page needs, in the page itself when it loads, and again from `GET /api/checkouts/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Checkout {
    /// `co_…`
    pub id: CheckoutId,
    /// How it stands, by what Dojo's API confirmed.
    pub status: CheckoutStatus,
    /// Whether real money moves.
    pub environment: Environment,
    /// Whom to pay.
    pub merchant: Merchant,
    /// The merchant's name for the order.
    pub reference: Reference,
    /// What is asked for, before a tip. For an open amount, the amount chosen so far, or zero.
    pub amount: Money,
    /// The tip chosen so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tips_amount: Option<Money>,
    /// `amount` and `tips_amount` together.
    pub total_amount: Money,
    /// Present if the shopper chooses the amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_amount: Option<AmountLimits>,
    /// Present if a tip may be added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tip: Option<TipOptions>,
    /// Ways to pay, in the order in which they are offered.
    pub methods: Vec<AttemptMethod>,
    /// What the shopper must tell.
    pub collect: Collect,
    /// Present if the merchant named a returning customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<Customer>,
    /// Dojo's component script, to be loaded from there and nowhere else.
    pub components_url: String,
    /// How the last attempt failed, if the checkout is open again after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decline: Option<Decline>,
}

/// How a checkout stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckoutStatus {
    /// Can be paid.
    Open,
    /// Money may be moving and the outcome is not known yet; settles itself.
    Waiting,
    /// Dojo confirms the payment of exactly this amount.
    Paid,
    /// Dojo confirms that the card is authorized for exactly this amount; the merchant takes the money later.
    Authorized,
    /// Money moved, but not as asked for (another amount or currency, a second capture): the merchant must look.
    NeedsReview,
    /// It was paid, and all of that was given back.
    Refunded,
    /// Nobody paid in time.
    Expired,
    /// The merchant withdrew it.
    Cancelled,
}

impl CheckoutStatus {
    /// Whether nothing the shopper does can change it any more.
    #[must_use]
    pub fn is_final(self) -> bool {
        match self {
            Self::Open | Self::Waiting => false,
            Self::Paid
            | Self::Authorized
            | Self::NeedsReview
            | Self::Refunded
            | Self::Expired
            | Self::Cancelled => true,
        }
    }

    /// Whether the shopper has paid, or had their card authorized, whatever became of it since.
    #[must_use]
    pub fn was_paid(self) -> bool {
        match self {
            Self::Paid | Self::Authorized | Self::NeedsReview | Self::Refunded => true,
            Self::Open | Self::Waiting | Self::Expired | Self::Cancelled => false,
        }
    }
}

/// Whether real money moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    /// Pretend money: our emulator or Dojo's sandbox.
    Sandbox,
    /// Real money.
    Live,
}

/// Whom the shopper pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Merchant {
    /// The trading name.
    pub name: String,
    /// Where the shopper can ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email_address: Option<EmailAddress>,
    /// Where the shopper can call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
}

/// What the shopper must tell before paying.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Collect {
    /// Dojo's `config.customerEmail.collectionRequired`.
    pub customer_email: bool,
    /// Dojo's `config.billingAddress.collectionRequired`.
    pub billing_address: bool,
    /// Dojo's `config.shippingDetails.collectionRequired`.
    pub shipping_details: bool,
}

impl Collect {
    /// What is asked for in words, such as `e-mail address and delivery address`; `None` if nothing is.
    #[must_use]
    pub fn words(&self) -> Option<String> {
        let asks = [
            (self.customer_email, "e-mail address"),
            (self.billing_address, "billing address"),
            (self.shipping_details, "delivery address"),
        ];
        let asked = asks.into_iter().filter(|(asked, _)| *asked);
        let asked: Vec<&str> = asked.map(|(_, what)| what).collect();
        let (last, others) = asked.split_last()?;
        Some(match others {
            [] => (*last).to_owned(),
            others => format!("{} and {last}", others.join(", ")),
        })
    }
}

/// A returning customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Customer {
    /// As the merchant knows them.
    pub name: String,
    /// Cards kept by Dojo for them, the preferred one first.
    pub saved_cards: Vec<SavedCard>,
    /// Whether the page may prefer and remove cards: not at the checkout of a link, which anybody may hold.
    pub manages_cards: bool,
}

/// A card kept by Dojo, masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedCard {
    /// Dojo's `pm_…`
    pub id: String,
    /// `VISA`, `MASTERCARD`, …
    pub scheme: String,
    /// The last four digits.
    pub last_four: String,
    /// `MM/YY`
    pub expiry_date: String,
    /// Chosen when the page opens.
    pub preferred: bool,
}

/// Ways to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttemptMethod {
    /// Apple Pay or Google Pay, in Dojo's wallet component.
    Wallet,
    /// A card kept by Dojo, on Dojo's page, where its security code is asked for.
    SavedCard,
    /// A new card, in Dojo's card component on our page.
    Card,
    /// Everything on Dojo's page.
    HostedPage,
}

/// Body of `POST /api/checkouts/{id}/attempts`: makes the checkout ready to be paid in this way and for this amount.
///
/// Asking again changes nothing: the same attempt comes back as long as it can be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AttemptRequest {
    /// How.
    pub method: AttemptMethod,
    /// For an open amount: how much, in minor units. Refused where the amount is fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<i64>,
    /// The tip in minor units; zero for none. Refused where tips are not allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tips_amount: Option<i64>,
    /// With `saved_card`: which (`pm_…`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub saved_card_id: Option<String>,
    /// The client session secret that Dojo no longer takes (status 401, or used by a decline): a new one is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spent_client_session_secret: Option<String>,
}

/// Answer to an [`AttemptRequest`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PreparedAttempt {
    /// How the checkout stands now: perhaps paid already, in another tab.
    pub checkout: Checkout,
    /// Absent if the checkout cannot be paid (any more).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempt: Option<Attempt>,
}

/// What the page needs to pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attempt {
    /// `at_…`
    pub id: String,
    /// Dojo's `paymentToken` for the components. Single use.
    pub client_session_secret: String,
    /// When that ends, in milliseconds since 1970.
    pub client_session_secret_expires_at: i64,
    /// Dojo's page for the same payment, to be opened with `hosted_page` and `saved_card`.
    pub payment_link: String,
    /// What will be charged.
    pub total_amount: Money,
}

/// Body of `POST /api/checkouts/{id}/confirm`, after a component has answered: "look at Dojo now".
///
/// What the browser says is a hint for words and consent only; the answer is a [`Checkout`] made from Dojo's API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Confirmation {
    /// `at_…`
    pub attempt_id: String,
    /// The component's `statusCode`, if it gave one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_code: Option<i32>,
    /// The shopper ticked the box to save the card; the consent is recorded with its time.
    #[serde(default)]
    pub save_card_consent: bool,
}

/// Body of `POST /api/checkouts/{id}/receipt`: Dojo e-mails its receipt there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReceiptRequest {
    /// Where to.
    pub email_address: EmailAddress,
}

/// How the last attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decline {
    /// The bank said no.
    Declined,
    /// 3-D Secure was failed or left, or the bank said no after it: Dojo shows the same for both.
    AuthenticationFailed,
}

/// What the page passes to Dojo's component beside the card, as its `additionalInfo`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AdditionalInfo {
    /// For the receipt and the issuer's checks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_email_address: Option<String>,
    /// For the issuer's address check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub billing_address: Option<Address>,
    /// Whom and where to deliver.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping_details: Option<ShippingDetails>,
    /// Keep the card for the intent's customer.
    pub save_payment_method: bool,
}
