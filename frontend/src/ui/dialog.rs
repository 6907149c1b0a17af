//! A question that must be answered first.

use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

use super::{Node, Reading, node};
use crate::browser;

const ID: &str = "dialog";

/// What is asked.
pub struct ConfirmDialog {
    /// The question.
    pub title: Reading<String>,
    /// What follows from the dangerous answer.
    pub consequence: &'static str,
    /// The button that changes nothing.
    pub safe: &'static str,
    /// The button that does it.
    pub dangerous: &'static str,
    /// What it does.
    pub on_dangerous: Box<dyn Fn()>,
}

/// A dialog with the safe answer first and focused, and the other one marked as dangerous. Escape is the safe answer;
/// the browser keeps the focus inside and gives it back.
#[must_use]
pub fn confirm_dialog(dialog: ConfirmDialog) -> Node {
    let on_dangerous = dialog.on_dangerous;
    node("dialog", "dialog")
        .set("id", ID)
        .set("aria-labelledby", "dialog-title")
        .set("aria-describedby", "dialog-text")
        .with(node("h2", "").set("id", "dialog-title").shows(dialog.title))
        .with(
            node("p", "")
                .set("id", "dialog-text")
                .text(dialog.consequence),
        )
        .with(
            node("form", "cluster")
                .set("method", "dialog")
                .with(
                    node("button", "button")
                        .set("autofocus", "")
                        .text(dialog.safe),
                )
                .with(
                    node("button", "button button-danger")
                        .on("click", Box::new(move |_| on_dangerous()))
                        .text(dialog.dangerous),
                ),
        )
}

/// Asks.
pub fn open() {
    if let Some(dialog) = browser::element(ID) {
        // Only a dialog that is open already refuses, and then it asks already.
        let _ = dialog.unchecked_into::<HtmlDialogElement>().show_modal();
    }
}
