//! The server's answers.

use shared::checkout::{AmountLimits, Collect, Customer, Decline, Merchant, SavedCard, TipOptions};
use shared::{
    ApiProblem, Attempt, AttemptMethod, Checkout, CheckoutId, CheckoutStatus, Currency,
    EmailAddress, Environment, ErrorCode, Money, PreparedAttempt, Reference,
};

/// A JSON value, wherever it comes from: the browser's parser, or serde_json in the tests.
pub trait Json: Sized {
    /// The member of that name; none if it is absent or null.
    fn field(&self, name: &str) -> Option<Self>;
    /// The string that it is.
    fn text(&self) -> Option<String>;
    /// The whole number that it is.
    fn integer(&self) -> Option<i64>;
    /// The boolean that it is.
    fn truth(&self) -> Option<bool>;
    /// The elements of the array that it is.
    fn items(&self) -> Option<Vec<Self>>;
}

/// Reads a [`Checkout`]; none if anything in it is not as documented.
pub fn checkout(json: &impl Json) -> Option<Checkout> {
    Some(Checkout {
        id: CheckoutId::try_from(text(json, "id")?).ok()?,
        status: status(&text(json, "status")?)?,
        environment: environment(&text(json, "environment")?)?,
        merchant: merchant(&json.field("merchant")?)?,
        reference: Reference::try_from(text(json, "reference")?).ok()?,
        amount: money(&json.field("amount")?)?,
        tips_amount: optional(json, "tipsAmount", money)?,
        total_amount: money(&json.field("totalAmount")?)?,
        open_amount: optional(json, "openAmount", limits)?,
        tip: optional(json, "tip", tip)?,
        methods: all(json, "methods", |item| method(&item.text()?))?,
        collect: collect(&json.field("collect")?),
        customer: optional(json, "customer", customer)?,
        components_url: text(json, "componentsUrl")?,
        decline: optional(json, "decline", |item| decline(&item.text()?))?,
    })
}

/// Reads a [`PreparedAttempt`].
pub fn prepared_attempt(json: &impl Json) -> Option<PreparedAttempt> {
    Some(PreparedAttempt {
        checkout: checkout(&json.field("checkout")?)?,
        attempt: optional(json, "attempt", attempt)?,
    })
}

/// Reads an [`ApiProblem`].
pub fn problem(json: &impl Json) -> Option<ApiProblem> {
    Some(ApiProblem {
        code: error_code(&text(json, "code")?),
        message: text(json, "message")?,
        field: text(json, "field"),
        trace_id: text(json, "traceId")?,
    })
}

fn attempt(json: &impl Json) -> Option<Attempt> {
    Some(Attempt {
        id: text(json, "id")?,
        client_session_secret: text(json, "clientSessionSecret")?,
        client_session_secret_expires_at: json.field("clientSessionSecretExpiresAt")?.integer()?,
        payment_link: text(json, "paymentLink")?,
        total_amount: money(&json.field("totalAmount")?)?,
    })
}

fn money(json: &impl Json) -> Option<Money> {
    let currency = Currency::try_from(text(json, "currencyCode")?.as_str()).ok()?;
    Some(Money::new(json.field("value")?.integer()?, currency))
}

fn merchant(json: &impl Json) -> Option<Merchant> {
    Some(Merchant {
        name: text(json, "name")?,
        email_address: optional(json, "emailAddress", |item| {
            EmailAddress::try_from(item.text()?).ok()
        })?,
        phone_number: text(json, "phoneNumber"),
    })
}

fn limits(json: &impl Json) -> Option<AmountLimits> {
    Some(AmountLimits {
        minimum: money(&json.field("minimum")?)?,
        maximum: money(&json.field("maximum")?)?,
    })
}

fn tip(json: &impl Json) -> Option<TipOptions> {
    Some(TipOptions {
        percentages: all(json, "percentages", |item| {
            u8::try_from(item.integer()?).ok()
        })?,
        maximum: money(&json.field("maximum")?)?,
    })
}

fn collect(json: &impl Json) -> Collect {
    Collect {
        customer_email: truth(json, "customerEmail"),
        billing_address: truth(json, "billingAddress"),
        shipping_details: truth(json, "shippingDetails"),
    }
}

fn customer(json: &impl Json) -> Option<Customer> {
    Some(Customer {
        name: text(json, "name")?,
        saved_cards: all(json, "savedCards", saved_card)?,
        manages_cards: truth(json, "managesCards"),
    })
}

fn saved_card(json: &impl Json) -> Option<SavedCard> {
    Some(SavedCard {
        id: text(json, "id")?,
        scheme: text(json, "scheme")?,
        last_four: text(json, "lastFour")?,
        expiry_date: text(json, "expiryDate")?,
        preferred: truth(json, "preferred"),
    })
}

fn status(name: &str) -> Option<CheckoutStatus> {
    Some(match name {
        "open" => CheckoutStatus::Open,
        "waiting" => CheckoutStatus::Waiting,
        "paid" => CheckoutStatus::Paid,
        "authorized" => CheckoutStatus::Authorized,
        "needs_review" => CheckoutStatus::NeedsReview,
        "refunded" => CheckoutStatus::Refunded,
        "expired" => CheckoutStatus::Expired,
        "cancelled" => CheckoutStatus::Cancelled,
        _ => return None,
    })
}

fn environment(name: &str) -> Option<Environment> {
    Some(match name {
        "sandbox" => Environment::Sandbox,
        "live" => Environment::Live,
        _ => return None,
    })
}

fn method(name: &str) -> Option<AttemptMethod> {
    Some(match name {
        "wallet" => AttemptMethod::Wallet,
        "saved_card" => AttemptMethod::SavedCard,
        "card" => AttemptMethod::Card,
        "hosted_page" => AttemptMethod::HostedPage,
        _ => return None,
    })
}

fn decline(name: &str) -> Option<Decline> {
    Some(match name {
        "declined" => Decline::Declined,
        "authentication_failed" => Decline::AuthenticationFailed,
        _ => return None,
    })
}

/// The page tells these apart; the others differ in their message only.
fn error_code(name: &str) -> ErrorCode {
    match name {
        "conflict" => ErrorCode::Conflict,
        "not_found" => ErrorCode::NotFound,
        "too_many_requests" => ErrorCode::TooManyRequests,
        "dojo_unreachable" => ErrorCode::DojoUnreachable,
        "dojo_refused" => ErrorCode::DojoRefused,
        "store_unavailable" => ErrorCode::StoreUnavailable,
        _ => ErrorCode::Unknown,
    }
}

fn text(json: &impl Json, name: &str) -> Option<String> {
    json.field(name)?.text()
}

fn truth(json: &impl Json, name: &str) -> bool {
    json.field(name).and_then(|item| item.truth()) == Some(true)
}

/// `Some(None)` if the member is absent, `None` if it is there and unreadable.
#[expect(clippy::option_option, reason = "absent and unreadable are two things")]
fn optional<J: Json, T>(
    json: &J,
    name: &str,
    read: impl FnOnce(&J) -> Option<T>,
) -> Option<Option<T>> {
    match json.field(name) {
        Some(item) => read(&item).map(Some),
        None => Some(None),
    }
}

fn all<J: Json, T>(json: &J, name: &str, read: impl Fn(&J) -> Option<T>) -> Option<Vec<T>> {
    json.field(name)?.items()?.iter().map(read).collect()
}

#[cfg(test)]
mod tests;
