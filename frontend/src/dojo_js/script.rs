//! Loading `client.js` from where the server's configuration says, and from nowhere else.

use std::cell::RefCell;

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlScriptElement;

use crate::browser;

/// A script that has not come by then will not be waited for; the shopper is offered Dojo's page.
const PATIENCE_MILLISECONDS: i32 = 10_000;

thread_local! {
    /// The script that was asked for, and its coming. It stays in the page, so each one is asked for once.
    static COMING: RefCell<Option<(String, Promise)>> = const { RefCell::new(None) };
}

/// Loads the script, unless it is there or on its way. `false` if it was blocked, not found, or too slow; then the next call
/// tries again.
pub async fn load(url: &str) -> bool {
    let before = COMING.with_borrow(|coming| match coming {
        Some((of, promise)) if of == url => Some(promise.clone()),
        _ => None,
    });
    let promise = match before {
        Some(promise) => promise,
        None => {
            let Ok(script) = insert(url) else {
                return false;
            };
            let promise = coming(&script);
            COMING.set(Some((url.to_owned(), promise.clone())));
            promise
        }
    };
    let is_there = JsFuture::from(promise).await.is_ok();
    if !is_there {
        COMING.set(None);
    }
    is_there
}

/// Fulfilled once the script has run, rejected if it does not come.
fn coming(script: &HtmlScriptElement) -> Promise {
    let settled = Promise::new(&mut |resolve, reject| {
        script.set_onload(Some(&resolve));
        script.set_onerror(Some(&reject));
    });
    let gave_up = Promise::new(&mut |_, reject| {
        browser::spawn(async move {
            browser::pause(PATIENCE_MILLISECONDS).await;
            let _ = reject.call0(&JsValue::UNDEFINED);
        });
    });
    Promise::race(&js_sys::Array::of2(&settled, &gave_up))
}

fn insert(url: &str) -> Result<HtmlScriptElement, JsValue> {
    let script: HtmlScriptElement = browser::document()
        .create_element("script")?
        .unchecked_into();
    script.set_src(url);
    script.set_async(true);
    browser::document()
        .head()
        .ok_or(JsValue::NULL)?
        .append_child(&script)?;
    Ok(script)
}
