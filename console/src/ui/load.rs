//! What is shown until there is something to show, when there is nothing, and when it cannot be had.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use serde::de::DeserializeOwned;

use super::{Button, Kind, LinkButton, Notice, Reading, Tone};
use crate::api;

/// Shows a reading: `skeleton` until it is there, the error with a way to try again, or what `show` makes of it. While it is
/// read again, what was there stays; if it cannot be read again, with a word about that.
pub fn load<T: DeserializeOwned + 'static>(
    reading: Reading<T>,
    skeleton: impl Fn() -> AnyView + 'static,
    show: impl Fn(T) -> AnyView + 'static,
) -> impl Fn() -> AnyView {
    move || match reading.get() {
        None => skeleton(),
        Some(Ok(value)) => {
            let retry = Callback::new(move |()| reading.refetch());
            (old(reading.failed(), retry), show(value)).into_any()
        }
        Some(Err(error)) => {
            let retry = Callback::new(move |()| reading.refetch());
            view! { <ErrorView error=error retry=retry /> }.into_any()
        }
    }
}

/// That what follows may be old, if it may.
fn old(failed: Signal<bool>, retry: Callback<()>) -> AnyView {
    (move || {
        failed.get().then(|| {
            view! {
                <p class="cluster quiet" role="status">
                    "This could not be refreshed, and may be out of date."
                    <Button kind=Kind::Quiet label="Try again" on_press=retry />
                </p>
            }
            .into_any()
        })
    })
    .into_any()
}

/// What could not be had, and a way to try again; where the address asks for what there cannot be, the way to what there is.
#[component]
pub fn ErrorView(
    /// Why.
    error: api::Error,
    /// Tries again.
    #[prop(into)]
    retry: Callback<()>,
) -> impl IntoView {
    let title = match error.code() {
        shared::ErrorCode::NotFound => "There is nothing here",
        _ => "This could not be loaded",
    };
    let way_out = if error.code() == shared::ErrorCode::InvalidRequest {
        let path = use_location().pathname.get_untracked();
        let label = match error.field() {
            Some("cursor") => "Show the first page",
            _ => "Clear filters",
        };
        view! { <LinkButton href=path label=label /> }.into_any()
    } else {
        view! { <Button label="Try again" on_press=retry /> }.into_any()
    };
    view! {
        <Notice tone=Tone::Error title=title>
            <p>{error.to_string()}</p>
            <p>{way_out}</p>
        </Notice>
    }
}

/// Grey lines where the rows will be, so that nothing moves when they come.
#[component]
pub fn Skeleton(
    /// How many.
    #[prop(default = 8)]
    rows: usize,
) -> impl IntoView {
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">"Loading…"</span>
            {(0..rows).map(|_| view! { <span class="skeleton-row"></span> }).collect_view()}
        </div>
    }
}

/// Says what will appear here, and offers the first step.
#[component]
pub fn Empty(
    /// What is not there yet.
    #[prop(into)]
    title: String,
    /// What will appear, and when.
    #[prop(into)]
    text: String,
    /// The first step.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <h2>{title}</h2>
            <p class="quiet">{text}</p>
            {children.map(|children| view! { <div class="cluster">{children()}</div> })}
        </div>
    }
}
