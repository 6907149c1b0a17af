//! What we ask of the browser itself: elements outside our panel, timers, leaving the page.

use wasm_bindgen::prelude::{Closure, JsValue};
use wasm_bindgen::{JsCast, UnwrapThrowExt};
use wasm_bindgen_futures::JsFuture;
use web_sys::{BeforeUnloadEvent, Document, Element, HtmlElement, Window};

/// After that, what the current event changes is in the page.
const FRAME_MILLISECONDS: i32 = 20;

/// The element with that id.
#[must_use]
pub fn element(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// Writes text into an element that the server has made, if it is there.
pub fn set_text(id: &str, text: &str) {
    if let Some(element) = element(id) {
        element.set_text_content(Some(text));
    }
}

/// Moves the focus, once what the current event changes has been painted.
pub fn focus(id: &'static str) {
    spawn(async move {
        pause(FRAME_MILLISECONDS).await;
        if let Some(element) = element(id) {
            // A browser that refuses leaves the focus where it is; there is nothing better to do.
            let _ = element.unchecked_into::<HtmlElement>().focus();
        }
    });
}

/// Carries something out beside everything else.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    any_spawner::Executor::spawn_local(task);
}

/// The window that the page is shown in.
#[must_use]
pub fn window() -> Window {
    web_sys::window().unwrap_throw()
}

/// The page.
#[must_use]
pub fn document() -> Document {
    window().document().unwrap_throw()
}

/// Waits.
pub async fn pause(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds)
            .unwrap_throw();
    });
    let _ = JsFuture::from(promise).await;
}

/// Loads the page anew: the server writes how the checkout stands.
pub fn reload() {
    let _ = window().location().reload();
}

/// Goes to another page.
pub fn open(address: &str) {
    let _ = window().location().assign(address);
}

/// Whether the browser believes that it has a network.
#[must_use]
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Whether anybody can see the page.
#[must_use]
pub fn is_visible() -> bool {
    !document().hidden()
}

/// While `true`, the browser asks before it leaves the page.
pub fn warn_before_leaving(warn: bool) {
    let handler = warn.then(|| {
        Closure::<dyn Fn(JsValue)>::new(|event: JsValue| {
            let event: BeforeUnloadEvent = event.unchecked_into();
            event.prevent_default();
            // Older browsers ask only if there is a text, which none of them shows.
            event.set_return_value("Your payment is being made.");
        })
        .into_js_value()
    });
    window().set_onbeforeunload(handler.as_ref().map(JsCast::unchecked_ref));
}

/// Calls `react` at every such event of the window, for as long as the page lives.
pub fn on_window(event: &'static str, react: impl Fn(JsValue) + 'static) {
    listen(&window(), event, react);
}

/// Calls `react` at every such event of the document, for as long as the page lives.
pub fn on_document(event: &'static str, react: impl Fn(JsValue) + 'static) {
    listen(&document(), event, react);
}

fn listen(target: &web_sys::EventTarget, event: &str, react: impl Fn(JsValue) + 'static) {
    let react = Closure::<dyn Fn(JsValue)>::new(react).into_js_value();
    let _ = target.add_event_listener_with_callback(event, react.unchecked_ref());
}

/// Whether the page is shown in dark colours.
#[must_use]
pub fn is_dark() -> bool {
    let chosen = document()
        .document_element()
        .and_then(|root| root.get_attribute("data-theme"));
    match chosen.as_deref() {
        Some(theme) => theme == "dark",
        None => window()
            .match_media("(prefers-color-scheme: dark)")
            .ok()
            .flatten()
            .is_some_and(|query| query.matches()),
    }
}

/// Every country's code and its name in the page's language.
#[must_use]
pub fn countries() -> Vec<(&'static str, String)> {
    // ISO 3166-1 alpha-2, in the order of the English names; the names are the browser's own.
    const CODES: &str = "AFAXALDZASADAOAIAGARAMAWAUATAZBSBHBDBBBYBEBZBJBMBTBOBABWBRIOVGBNBGBFBIKHCMCACVBQKYCFTDCLCNCXCCCOKMCGCDCKCRCIHRCUCWCYCZDKDJDMDOECEGSVGQEREESZETFKFOFJFIFRGFPFGAGMGEDEGHGIGRGLGDGPGUGTGGGNGWGYHTHNHKHUISINIDIRIQIEIMILITJMJPJEJOKZKEKIKWKGLALVLBLSLRLYLILTLUMOMGMWMYMVMLMTMHMQMRMUYTMXFMMDMCMNMEMSMAMZMMNANRNPNLNCNZNINENGNUNFKPMKMPNOOMPKPWPSPAPGPYPEPHPNPLPTPRQARERORURWWSSMSTSASNRSSCSLSGSXSKSISBSOZAKRSSESLKBLSHKNLCMFPMVCSDSRSJSECHSYTWTJTZTHTLTGTKTOTTTNTRTMTCTVUGUAAEGBUSUYVIUZVUVAVEVNWFEHYEZMZW";
    let options = js_sys::Object::new();
    // An object that was just made takes every property.
    let _ = js_sys::Reflect::set(&options, &"type".into(), &"region".into());
    let names = js_sys::Intl::DisplayNames::new(&js_sys::Array::of1(&"en-GB".into()), &options);
    CODES
        .as_bytes()
        .chunks(2)
        .filter_map(|code| std::str::from_utf8(code).ok())
        .map(|code| {
            let name = names.of(code).map(String::from);
            (code, name.unwrap_or_else(|| code.to_owned()))
        })
        .collect()
}
