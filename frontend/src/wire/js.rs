//! The browser's own JSON parser, and its values as [`Json`].

use wasm_bindgen::{JsCast, JsValue};

use super::read::Json;

/// What the text says, or `None` if it is not JSON.
#[must_use]
pub fn parse(text: &str) -> Option<JsValue> {
    js_sys::JSON::parse(text).ok()
}

/// The value as JSON, or `None` for what has no JSON, such as a function.
#[must_use]
pub fn stringify(value: &JsValue) -> Option<String> {
    js_sys::JSON::stringify(value).ok()?.as_string()
}

impl Json for JsValue {
    fn field(&self, name: &str) -> Option<Self> {
        let value = js_sys::Reflect::get(self, &name.into()).ok()?;
        (!value.is_null() && !value.is_undefined()).then_some(value)
    }

    fn text(&self) -> Option<String> {
        self.as_string()
    }

    #[expect(
        clippy::as_conversions,
        reason = "a whole number within f64's exact range becomes the same i64"
    )]
    fn integer(&self) -> Option<i64> {
        const EXACT: f64 = 9_007_199_254_740_991.0;
        let number = self.as_f64()?;
        (number.abs() <= EXACT && number.trunc() == number).then_some(number as i64)
    }

    fn truth(&self) -> Option<bool> {
        self.as_bool()
    }

    fn items(&self) -> Option<Vec<Self>> {
        Some(self.dyn_ref::<js_sys::Array>()?.iter().collect())
    }
}
