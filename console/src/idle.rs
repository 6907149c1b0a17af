//! Whether somebody is there, and the lock for when nobody is.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

use crate::session::{self, Gate};
use crate::shell::lock;
use crate::{browser, live};

/// How often it is looked whether somebody is there (milliseconds).
const LOOK: i32 = 5_000;

/// How long the server may know nothing of somebody who is there (milliseconds): reading and typing make no requests.
const TELL: i64 = 60_000;

thread_local! {
    static TOUCHED_AT: Cell<i64> = const { Cell::new(0) };
    static TOLD_AT: Cell<i64> = const { Cell::new(0) };
}

/// Where tabs tell each other of touches: they share one session, which must not be locked by the tab that nobody looks at.
const STORED: &str = "tatami-touched-at";

/// How exactly they do (milliseconds).
const EXACTNESS: i64 = 2_000;

/// How long ago the person last did something in any tab, in milliseconds.
pub(crate) fn idle_ms() -> i64 {
    let elsewhere = storage()
        .and_then(|storage| storage.get_item(STORED).ok().flatten())
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    (browser::now_ms() - TOUCHED_AT.get().max(elsewhere)).max(0)
}

fn storage() -> Option<web_sys::Storage> {
    browser::window().local_storage().ok().flatten()
}

fn touch() {
    let now = browser::now_ms();
    let before = TOUCHED_AT.replace(now);
    if now - before >= EXACTNESS
        && let Some(storage) = storage()
    {
        // Without storage each tab counts for itself.
        let _ = storage.set_item(STORED, &now.to_string());
    }
}

/// The server learns now how long ago that was.
pub(crate) fn told() {
    TOLD_AT.set(browser::now_ms());
}

/// Watches for touches, and locks when there was none for as long as the server allows. The server locks by itself, too, so
/// a page that cannot be trusted gains nothing by not looking.
pub(crate) fn watch() {
    touch();
    told();
    for event in ["pointerdown", "keydown", "wheel", "touchstart"] {
        browser::on_window(event, |_: web_sys::Event| touch());
    }
    let look = Closure::<dyn FnMut()>::new(look);
    // The callback lives as long as the page.
    let _ = browser::window().set_interval_with_callback_and_timeout_and_arguments_0(
        look.as_ref().unchecked_ref(),
        LOOK,
    );
    look.forget();
}

fn look() {
    let Some(session) = session::bootstrap().with_untracked(|all| all.session.clone()) else {
        return;
    };
    if session::gate().get_untracked() != Gate::Open {
        return;
    }
    live::check();
    if idle_ms() >= session.idle_after {
        spawn_local(lock::lock());
    } else if TOUCHED_AT.get() > TOLD_AT.get() && browser::now_ms() - TOLD_AT.get() >= TELL {
        spawn_local(async {
            // Whatever the answer is: the next look tries again, and a lock is heard of by itself.
            let _ = session::ask().await;
        });
    }
}
