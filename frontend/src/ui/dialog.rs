//! A question that must be answered first.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

use super::Callback;
use crate::browser;

const ID: &str = "dialog";

/// A dialog with the safe answer first and focused, and the other one marked as dangerous. Escape is the safe answer;
/// the browser keeps the focus inside and gives it back.
#[component]
pub fn ConfirmDialog(
    title: Signal<String>,
    /// What follows from the dangerous answer.
    consequence: Signal<String>,
    safe: &'static str,
    dangerous: &'static str,
    on_dangerous: Callback,
) -> impl IntoView {
    view! {
        <dialog id=ID class="dialog" aria-labelledby="dialog-title" aria-describedby="dialog-text">
            <h2 id="dialog-title">{title}</h2>
            <p id="dialog-text">{consequence}</p>
            <form method="dialog" class="cluster">
                <button class="button" autofocus>{safe}</button>
                <button class="button button-danger" on:click=move |_| on_dangerous()>{dangerous}</button>
            </form>
        </dialog>
    }
}

/// Asks.
pub fn open() {
    if let Some(dialog) = browser::element(ID) {
        // Only a dialog that is open already refuses, and then it asks already.
        let _ = dialog.unchecked_into::<HtmlDialogElement>().show_modal();
    }
}
