//! `Dojo.WalletPayment`: one button for Apple Pay and Google Pay.

use super::{NotMade, TransactionResult, callback, clear, construct, set, transaction_result};
use crate::wire;
use crate::wire::write::{self, Value};

/// The wallet's button, mounted.
#[derive(Clone, Debug)]
pub struct Wallet;

/// What the wallet must ask the shopper for.
#[derive(Clone, Copy, Debug)]
pub struct WalletNeeds {
    /// `emailRequired`
    pub email: bool,
    /// `billingAddressRequired`
    pub billing_address: bool,
    /// `shippingAddressRequired`
    pub shipping_address: bool,
    /// A white button, for a dark page.
    pub white: bool,
}

/// What the wallet tells us.
pub struct WalletEvents {
    /// The button can be used.
    pub loaded: Box<dyn Fn()>,
    /// Its frame did not come.
    pub failed: Box<dyn Fn()>,
    /// The shopper pressed it.
    pub started: Box<dyn Fn()>,
    /// The shopper closed the wallet without paying.
    pub cancelled: Box<dyn Fn()>,
    /// It ended.
    pub completed: Box<dyn Fn(TransactionResult)>,
}

impl Wallet {
    /// Puts the button into the element with the id `container`.
    ///
    /// # Errors
    /// [`NotMade`] if the script does not do its part.
    pub fn mount(
        container: &str,
        payment_token: &str,
        needs: WalletNeeds,
        events: WalletEvents,
    ) -> Result<Self, NotMade> {
        clear(container);
        let details = write::object(&[("paymentToken", Some(Value::Text(payment_token)))]);
        let colour = if needs.white { "white" } else { "black" };
        // The guide calls it `colour` in its table and `color` in its example.
        let button = write::object(&[
            ("colour", Some(Value::Text(colour))),
            ("color", Some(Value::Text(colour))),
            ("type", Some(Value::Text("plain"))),
        ]);
        let config = write::object(&[
            ("containerId", Some(Value::Text(container))),
            ("paymentDetails", Some(Value::Json(details))),
            ("buttonConfig", Some(Value::Json(button))),
            ("emailRequired", Some(Value::Truth(needs.email))),
            (
                "billingAddressRequired",
                Some(Value::Truth(needs.billing_address)),
            ),
            (
                "shippingAddressRequired",
                Some(Value::Truth(needs.shipping_address)),
            ),
        ]);
        let config = wire::parse(&config).ok_or(NotMade)?;
        let WalletEvents {
            loaded,
            failed,
            started,
            cancelled,
            completed,
        } = events;
        let callbacks = js_sys::Object::new();
        set(
            &callbacks,
            "onPaymentCancelled",
            &callback(move |_| cancelled()),
        );
        set(
            &callbacks,
            "onPaymentInitiated",
            &callback(move |_| started()),
        );
        set(&config, "callbacks", &callbacks);
        set(&config, "onIframeLoaded", &callback(move |_| loaded()));
        set(&config, "onIframeLoadFailed", &callback(move |_| failed()));
        let ignore_errors = callback(|_| ());
        let complete = callback(move |result| completed(transaction_result(&result)));
        construct("WalletPayment", &[config, ignore_errors, complete]).map(|_| Self)
    }
}
