//! One after another: the server must hear the latest wish last.

use std::cell::RefCell;

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// A queue in which everyone waits for the one before.
pub(super) struct Turns(RefCell<Promise>);

/// Somebody's turn, until it is dropped.
pub(super) struct Turn(Option<Function>);

impl Turns {
    pub(super) fn new() -> Self {
        Self(RefCell::new(Promise::resolve(&JsValue::UNDEFINED)))
    }

    /// Waits for everyone who came before.
    pub(super) async fn take(&self) -> Turn {
        let mut end = None;
        let mine = Promise::new(&mut |resolve, _| end = Some(resolve));
        let before = self.0.replace(mine);
        // Turns only ever end well; the next one begins in any case.
        let _ = JsFuture::from(before).await;
        Turn(end)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(end) = self.0.take() {
            let _ = end.call0(&JsValue::UNDEFINED);
        }
    }
}
