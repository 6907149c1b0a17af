//! Locks the console that was left alone.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

use super::lock;
use crate::session::{self, Gate};
use crate::{api, browser};

/// How often it is looked whether somebody is there (milliseconds).
const LOOK: i32 = 5_000;

/// Watches for touches, and locks when there was none for as long as the server allows. The server locks by itself, too, so
/// a page that cannot be trusted gains nothing by not looking.
pub(super) fn watch() {
    let last = StoredValue::new(browser::now_ms());
    for event in ["pointerdown", "keydown", "wheel", "touchstart"] {
        browser::on_window(event, move |_: web_sys::Event| {
            last.set_value(browser::now_ms());
            api::touched();
        });
    }
    let look = Closure::<dyn FnMut()>::new(move || {
        let Some(session) = session::bootstrap().with_untracked(|all| all.session.clone()) else {
            return;
        };
        let idle = browser::now_ms() - last.get_value();
        if idle >= session.idle_after && session::gate().get_untracked() == Gate::Open {
            spawn_local(lock::lock());
        }
    });
    // The callback lives as long as the page.
    let _ = browser::window().set_interval_with_callback_and_timeout_and_arguments_0(
        look.as_ref().unchecked_ref(),
        LOOK,
    );
    look.forget();
}
