//! The only binding to Dojo's component script (`client.js`): loading it, its card fields, its wallet button.

mod card;
mod look;
mod script;
mod wallet;

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

use crate::wire::read::Json as _;

pub use card::{Card, CardEvents, Execution};
pub use script::load;
pub use wallet::{Wallet, WalletEvents, WalletNeeds};

/// What a component says of a payment (Dojo's "Transaction result").
///
/// A hint only: whether money moved is known from Dojo's API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TransactionResult {
    /// Dojo's "Status code"; none if the component gave something unreadable.
    pub status_code: Option<i32>,
}

/// The component could not be made: the script is not Dojo's, or refuses the configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotMade;

fn transaction_result(value: &JsValue) -> TransactionResult {
    let code = value.field("statusCode").and_then(|code| code.integer());
    TransactionResult {
        status_code: code.and_then(|code| i32::try_from(code).ok()),
    }
}

/// `new Dojo.{name}(…arguments)`
fn construct(name: &str, arguments: &[JsValue]) -> Result<JsValue, NotMade> {
    let class = JsValue::from(crate::browser::window())
        .field("Dojo")
        .and_then(|dojo| dojo.field(name))
        .ok_or(NotMade)?;
    let class: js_sys::Function = class.dyn_into().map_err(|_| NotMade)?;
    js_sys::Reflect::construct(&class, &arguments.iter().collect()).map_err(|_| NotMade)
}

/// A function that Dojo's script may call whenever it likes, also after the component is gone.
fn callback(call: impl Fn(JsValue) + 'static) -> JsValue {
    Closure::<dyn Fn(JsValue)>::new(call).into_js_value()
}

fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _ = js_sys::Reflect::set(object, &name.into(), value);
}

/// Empties the container that a component was put into.
pub fn clear(container: &str) {
    crate::browser::set_text(container, "");
}
