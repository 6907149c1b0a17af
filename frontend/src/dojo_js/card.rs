//! `Dojo.Payment`: the card fields in Dojo's frame.

use shared::checkout::AdditionalInfo;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{
    NotMade, TransactionResult, callback, clear, construct, look, set, transaction_result,
};
use crate::wire;
use crate::wire::read::Json as _;
use crate::wire::write::{self, Value};

/// The card fields, mounted.
#[derive(Clone, Debug)]
pub struct Card {
    component: JsValue,
}

/// What the card fields tell us.
pub struct CardEvents {
    /// They can be used.
    pub loaded: Box<dyn Fn()>,
    /// Their frame did not come.
    pub failed: Box<dyn Fn()>,
    /// The shopper has entered something that is valid.
    pub entered: Box<dyn Fn()>,
    /// The shopper pressed Enter in them.
    pub submitted: Box<dyn Fn()>,
}

/// What came of [`Card::execute`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Execution {
    /// The component says how it ended.
    Answered(TransactionResult),
    /// Fields are missing or wrong; nothing was sent. What is wrong, in the component's words.
    Invalid(Vec<String>),
    /// The component failed without saying how; what happened is known from Dojo's API only.
    Unknown,
}

impl Card {
    /// Puts the fields into the element with the id `container`.
    ///
    /// # Errors
    /// [`NotMade`] if the script does not do its part.
    pub fn mount(
        container: &str,
        payment_token: &str,
        events: CardEvents,
    ) -> Result<Self, NotMade> {
        clear(container);
        look::fix_theme(container);
        let text = write::object(&[
            ("cardName", field_text("Name on card", "Full name")),
            (
                "cardNumber",
                field_text("Card number", "1234 1234 1234 1234"),
            ),
            ("expiryDate", field_text("Expiry date", "MM/YY")),
            ("cv2", field_text("Security code", "CVC")),
        ]);
        let details = write::object(&[("paymentToken", Some(Value::Text(payment_token)))]);
        let config = write::object(&[
            ("containerId", Some(Value::Text(container))),
            ("paymentDetails", Some(Value::Json(details))),
            ("styles", Some(Value::Json(look::styles(container)))),
            ("text", Some(Value::Json(text))),
        ]);
        let config = wire::parse(&config).ok_or(NotMade)?;
        let CardEvents {
            loaded,
            failed,
            entered,
            submitted,
        } = events;
        let callbacks = js_sys::Object::new();
        set(
            &callbacks,
            "onFormFieldValid",
            &callback(move |_| entered()),
        );
        set(&config, "callbacks", &callbacks);
        set(&config, "onIframeLoaded", &callback(move |_| loaded()));
        set(&config, "onIframeLoadFailed", &callback(move |_| failed()));
        // The fields show their own validation messages, each beside its field.
        let ignore_errors = callback(|_| ());
        let arguments = [config, ignore_errors, callback(move |_| submitted())];
        construct("Payment", &arguments).map(|component| Self { component })
    }

    /// Pays with what is in the fields.
    pub async fn execute(&self, info: &AdditionalInfo) -> Execution {
        match self.carry_out(info).await {
            Some(answer) => read(&answer),
            None => Execution::Unknown,
        }
    }

    /// [`Card::execute`], and the component's `message` beside it, which says more of a decline.
    pub async fn execute_and_hear(&self, info: &AdditionalInfo) -> (Execution, Option<String>) {
        let answer = self.carry_out(info).await;
        let message = match &answer {
            Some(Ok(said) | Err(said)) => said.field("message").and_then(|message| message.text()),
            None => None,
        };
        let execution = answer.map_or(Execution::Unknown, |answer| read(&answer));
        (execution, message)
    }

    async fn carry_out(&self, info: &AdditionalInfo) -> Option<Result<JsValue, JsValue>> {
        let promise = self.start(info)?;
        Some(JsFuture::from(promise).await)
    }

    fn start(&self, info: &AdditionalInfo) -> Option<js_sys::Promise> {
        let execute: js_sys::Function = self.component.field("executePayment")?.dyn_into().ok()?;
        let info = wire::parse(&write::additional_info(info))?;
        execute.call1(&self.component, &info).ok()?.dyn_into().ok()
    }
}

fn read(answer: &Result<JsValue, JsValue>) -> Execution {
    match answer {
        Ok(result) => Execution::Answered(transaction_result(result)),
        Err(error) => rejection(error),
    }
}

fn rejection(error: &JsValue) -> Execution {
    let result = transaction_result(error);
    let errors = error.field("errors").and_then(|errors| errors.items());
    match (result.status_code, errors) {
        (Some(_), _) => Execution::Answered(result),
        (None, Some(errors)) => Execution::Invalid(
            errors
                .iter()
                .filter_map(|error| error.field("message")?.text())
                .collect(),
        ),
        (None, None) => Execution::Unknown,
    }
}

fn field_text(label: &'static str, placeholder: &'static str) -> Option<Value<'static>> {
    Some(Value::Json(write::object(&[
        ("label", Some(Value::Text(label))),
        ("placeholder", Some(Value::Text(placeholder))),
        ("showValidation", Some(Value::Truth(true))),
    ])))
}
