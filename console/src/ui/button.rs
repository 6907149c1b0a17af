//! Buttons, and links that look like them. A button says what it does.

use leptos::prelude::*;
use leptos_router::components::A;

/// How much weight a button has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// The one thing that the view is for.
    Primary,
    /// Everything else.
    #[default]
    Secondary,
    /// Takes something away.
    Danger,
    /// Beside text.
    Quiet,
}

impl Kind {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Secondary => "button",
            Self::Danger => "button button-danger",
            Self::Quiet => "button button-quiet",
        }
    }
}

/// A button. Within a form, one without `on_press` submits it.
#[component]
pub fn Button(
    /// How much weight it has.
    #[prop(optional)]
    kind: Kind,
    /// What it does.
    #[prop(into)]
    label: Signal<String>,
    /// Called when it is pressed. Left out: it submits its form.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// The work that it began is not finished: it shows so, and cannot be pressed again.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// It cannot be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Takes the focus when its dialog opens: the safe choice.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let submits = on_press.is_none();
    view! {
        <button
            type=if submits { "submit" } else { "button" }
            class=kind.class()
            // Not `disabled`, which would lose the focus of those who pressed it by keyboard.
            aria-disabled=move || (pending.get() || disabled.get()).then_some("true")
            aria-busy=move || pending.get().then_some("true")
            autofocus=autofocus
            on:click=move |event| {
                if pending.get_untracked() || disabled.get_untracked() {
                    event.prevent_default();
                } else if let Some(on_press) = on_press {
                    on_press.run(());
                }
            }
        >
            <Show when=move || pending.get()>
                <span class="spinner" aria-hidden="true"></span>
            </Show>
            <span>{label}</span>
        </button>
    }
}

/// A link to another view that looks like a button.
#[component]
pub fn LinkButton(
    /// How much weight it has.
    #[prop(optional)]
    kind: Kind,
    /// Where to, such as `/console/links/new`.
    #[prop(into)]
    href: String,
    /// What is there.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! { <A href=href attr:class=kind.class()>{label}</A> }
}
