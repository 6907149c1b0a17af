//! Asks before a page is left on which something was typed and not saved.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{BeforeUnloadEvent, Element, Event, MouseEvent};

use crate::browser;
use crate::ui::{Confirm, Submission, unsaved};

/// Where somebody wants to go who has not saved yet.
#[derive(Clone, Copy)]
pub(super) struct Leaving {
    to: RwSignal<String>,
    asked: RwSignal<bool>,
    navigate: Callback<String>,
}

impl Leaving {
    /// Listens for as long as the page lives.
    pub(super) fn new() -> Self {
        let (path, navigate) = (use_location().pathname, use_navigate());
        let leaving = Self {
            to: RwSignal::default(),
            asked: RwSignal::new(false),
            navigate: Callback::new(move |to: String| navigate(&to, NavigateOptions::default())),
        };
        // What was typed is saved or gone with its page.
        Effect::new(move |_| {
            path.track();
            unsaved::forget();
        });
        browser::on_window("input", |event: Event| unsaved::heard(&event));
        browser::on_window("beforeunload", |event: BeforeUnloadEvent| {
            if unsaved::typed() > 0 {
                event.prevent_default();
                event.set_return_value("unsaved");
            }
        });
        let clicked = Closure::<dyn FnMut(MouseEvent)>::new(move |event| leaving.clicked(&event));
        // Before the router hears of the click. The window takes any event name, so this cannot fail.
        let _ = browser::window().add_event_listener_with_callback_and_bool(
            "click",
            clicked.as_ref().unchecked_ref(),
            true,
        );
        clicked.forget();
        leaving
    }

    /// Goes there, once it is settled what becomes of what was typed.
    pub(super) fn go(self, to: String) {
        if must_ask(&to) {
            self.to.set(to);
            self.asked.set(true);
        } else {
            self.navigate.run(to);
        }
    }

    fn clicked(self, event: &MouseEvent) {
        // These open another tab, and nothing is lost.
        if event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0 {
            return;
        }
        let Some(to) = link(event).filter(|to| must_ask(to)) else {
            return;
        };
        event.prevent_default();
        event.stop_immediate_propagation();
        self.go(to);
    }
}

/// The console's page to which the link under the pointer leads.
fn link(event: &MouseEvent) -> Option<String> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let selector = "a[href^='/console']:not([download], [target], [rel='external'])";
    target.closest(selector).ok()??.get_attribute("href")
}

/// A page that stays, and only shows something else, keeps what was typed.
fn must_ask(to: &str) -> bool {
    let here = browser::window().location().pathname().unwrap_or_default();
    let path = to.split(['?', '#']).next();
    unsaved::typed() > 0 && path != Some(here.as_str())
}

/// The question.
#[component]
pub(super) fn Unsaved(leaving: Leaving) -> impl IntoView {
    let leave = move |()| {
        unsaved::forget();
        leaving.asked.set(false);
        leaving.navigate.run(leaving.to.get_untracked());
    };
    view! {
        <Confirm
            open=leaving.asked
            title="Leave without saving?"
            consequence="What you typed here is lost."
            keep="Stay"
            label="Leave"
            doing=Submission::new()
            on_confirm=Callback::new(leave)
        />
    }
}
