//! Loading `client.js` from where the server's configuration says, and from nowhere else.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlScriptElement;

use crate::browser;

/// A script that has not come by then will not be waited for; the shopper is offered Dojo's page.
const PATIENCE_MILLISECONDS: i32 = 10_000;

/// Loads the script. `false` if it was blocked, not found, or too slow.
pub async fn load(url: &str) -> bool {
    let Ok(script) = insert(url) else {
        return false;
    };
    let settled = js_sys::Promise::new(&mut |resolve, reject| {
        script.set_onload(Some(&resolve));
        script.set_onerror(Some(&reject));
    });
    let gave_up = js_sys::Promise::new(&mut |_, reject| {
        browser::spawn(async move {
            browser::pause(PATIENCE_MILLISECONDS).await;
            let _ = reject.call0(&JsValue::UNDEFINED);
        });
    });
    let first = js_sys::Promise::race(&js_sys::Array::of2(&settled, &gave_up));
    JsFuture::from(first).await.is_ok()
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
