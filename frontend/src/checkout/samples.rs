//! Checkouts for the tests of this folder.

use shared::checkout::{Collect, Merchant};
use shared::{
    AttemptMethod, Checkout, CheckoutId, CheckoutStatus, Currency, Environment, Money, Reference,
};

pub(crate) fn pounds(value: i64) -> Money {
    Money::new(value, Currency::Gbp)
}

/// £12.50, all methods, no customer, nothing asked for.
pub(crate) fn checkout() -> Checkout {
    Checkout {
        id: CheckoutId::try_from("co_AAAAAAAAAAAAAAAAAAAAAA".to_owned()).unwrap(),
        status: CheckoutStatus::Open,
        environment: Environment::Sandbox,
        merchant: Merchant {
            name: "Kettle & Co".to_owned(),
            email_address: None,
            phone_number: None,
        },
        reference: Reference::try_from("Order 245".to_owned()).unwrap(),
        amount: pounds(1250),
        tips_amount: None,
        total_amount: pounds(1250),
        open_amount: None,
        tip: None,
        methods: vec![
            AttemptMethod::Wallet,
            AttemptMethod::SavedCard,
            AttemptMethod::Card,
            AttemptMethod::HostedPage,
        ],
        collect: Collect::default(),
        customer: None,
        components_url: "http://127.0.0.1:8081/payments/v1/client.js".to_owned(),
        decline: None,
    }
}
