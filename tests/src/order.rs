//! What a shop asks for when it opens a checkout, in the words of docs/api.md.

use serde_json::{Value, json};

/// The body of `POST /api/v1/checkouts`.
#[derive(Clone, Debug)]
pub struct Order(Value);

impl Order {
    /// An order of this many pence.
    #[must_use]
    pub fn of(pence: i64) -> Self {
        Self(json!({
            "reference": "Order 245",
            "amount": pounds(pence),
            "itemLines": [{ "name": "Teapot", "quantity": 1, "amountTotal": pounds(pence) }],
        }))
    }

    /// An order whose amount the shopper chooses within these limits, in pence.
    #[must_use]
    pub fn open_amount(minimum: i64, maximum: i64) -> Self {
        Self(json!({
            "reference": "Donation",
            "openAmount": { "minimum": pounds(minimum), "maximum": pounds(maximum) },
        }))
    }

    /// Under another name.
    #[must_use]
    pub fn reference(self, reference: &str) -> Self {
        self.with("reference", json!(reference))
    }

    /// A tip may be added: these suggestions in per cent, at most this many pence.
    #[must_use]
    pub fn tip(self, percentages: &[u8], maximum: i64) -> Self {
        self.with(
            "tip",
            json!({ "percentages": percentages, "maximum": pounds(maximum) }),
        )
    }

    /// For a returning customer.
    #[must_use]
    pub fn customer(self, reference: &str) -> Self {
        self.with(
            "customer",
            json!({ "reference": reference, "name": "Ada Lovelace" }),
        )
    }

    /// Only these ways to pay.
    #[must_use]
    pub fn methods(self, methods: &[&str]) -> Self {
        self.with("paymentMethods", json!(methods))
    }

    /// The shopper must tell an e-mail address, a billing address, a shipping address.
    #[must_use]
    pub fn collect_everything(self) -> Self {
        let collect =
            json!({ "customerEmail": true, "billingAddress": true, "shippingDetails": true });
        self.with("collect", collect)
    }

    /// Can be paid for so many seconds from now.
    #[must_use]
    pub fn expires_in(self, seconds: u64) -> Self {
        self.with("expireAt", json!(seconds_from_now(seconds)))
    }

    /// Any other field.
    #[must_use]
    pub fn with(mut self, field: &str, value: Value) -> Self {
        self.0[field] = value;
        self
    }

    /// As JSON.
    #[must_use]
    pub fn json(&self) -> &Value {
        &self.0
    }
}

fn pounds(pence: i64) -> Value {
    json!({ "value": pence, "currencyCode": "GBP" })
}

/// ISO 8601, UTC.
fn seconds_from_now(seconds: u64) -> String {
    #[expect(
        clippy::disallowed_methods,
        reason = "the server under test has the clock on the wall"
    )]
    let now = jiff::Timestamp::now();
    now.checked_add(jiff::SignedDuration::from_secs(
        i64::try_from(seconds).unwrap_or(i64::MAX),
    ))
    .unwrap_or(now)
    .to_string()
}
