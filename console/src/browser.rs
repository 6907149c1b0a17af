//! The little that is asked of the browser directly.

use js_sys::Reflect;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Document, Element, HtmlElement, Window};

use crate::ui::unsaved;

/// The window, which every page has.
///
/// # Panics
/// Outside of a page.
#[must_use]
#[expect(clippy::expect_used, reason = "the console runs in a page")]
pub fn window() -> Window {
    web_sys::window().expect("a window")
}

/// The document.
///
/// # Panics
/// Outside of a page.
#[must_use]
#[expect(clippy::expect_used, reason = "the console runs in a page")]
pub fn document() -> Document {
    window().document().expect("a document")
}

/// The time by the browser's clock, in milliseconds since 1970.
#[must_use]
#[expect(clippy::as_conversions, reason = "milliseconds fit for 285,000 years")]
#[expect(
    clippy::cast_possible_truncation,
    reason = "whole milliseconds are wanted"
)]
pub fn now_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// Calls `what` once, after so many milliseconds.
pub fn after(milliseconds: i32, what: impl FnOnce() + 'static) {
    let closure = Closure::once_into_js(what);
    // Without a timer nothing is called, which is what a page that is going away wants.
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(
        closure.unchecked_ref(),
        milliseconds,
    );
}

/// Calls `what` at every such event of the window, for as long as the page lives.
pub fn on_window<E: wasm_bindgen::convert::FromWasmAbi + 'static>(
    event: &str,
    what: impl FnMut(E) + 'static,
) {
    let closure = Closure::<dyn FnMut(E)>::new(what);
    // The window takes any event name, so this cannot fail.
    let _ = window().add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Puts the text on the clipboard. Answers whether the browser lets us.
pub async fn copy(text: &str) -> bool {
    let navigator = window().navigator();
    // Plain http other than loopback has no clipboard.
    let Ok(clipboard) = Reflect::get(&navigator, &JsValue::from_str("clipboard")) else {
        return false;
    };
    if clipboard.is_undefined() {
        return false;
    }
    let promise = navigator.clipboard().write_text(text);
    wasm_bindgen_futures::JsFuture::from(promise).await.is_ok()
}

/// The element that has the focus.
#[must_use]
pub fn focused() -> Option<HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

/// Whether somebody is typing there, so that single letters are no commands.
#[must_use]
pub fn is_typing(element: &Element) -> bool {
    let name = element.tag_name();
    matches!(name.as_str(), "INPUT" | "TEXTAREA" | "SELECT" | "IFRAME")
}

/// Loads another page of the server's, whatever was typed and not saved.
pub fn leave_for(path: &str) {
    unsaved::forget();
    // A path of our own is always an address.
    let _ = window().location().set_href(path);
}

/// 128 random bits in hexadecimal: for idempotency keys and ids of elements.
#[must_use]
pub fn random_text() -> String {
    let mut bytes = [0_u8; 16];
    // Every browser has it, also on plain http. Without it, all zeros make the server refuse a second change as repeated.
    if let Ok(crypto) = window().crypto() {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes.iter().fold(String::new(), |mut text, byte| {
        use std::fmt::Write as _;
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
