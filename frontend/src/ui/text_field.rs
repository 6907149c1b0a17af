//! A labelled line of text with its hint and its error.

use std::rc::Rc;

use super::{Node, Reading, node, value_of};

/// What is asked for.
pub struct TextField {
    /// The input's id; those of hint and error are made from it.
    pub id: &'static str,
    /// What stands above it.
    pub label: &'static str,
    /// What it holds at first.
    pub initial: String,
    /// What stands below it; may be empty.
    pub hint: String,
    /// What is wrong with it, in words; empty if nothing is.
    pub error: Reading<String>,
    /// The token of HTML's `autocomplete`.
    pub autocomplete: &'static str,
    /// HTML's `inputmode`.
    pub input_mode: &'static str,
    /// The currency's sign, for an amount; else empty.
    pub sign: &'static str,
    /// HTML's `maxlength`.
    pub max_length: &'static str,
    /// It may not be left empty.
    pub required: bool,
    /// After each key, with all that is there.
    pub on_input: Box<dyn Fn(String)>,
    /// When the shopper has finished with it.
    pub on_change: Box<dyn Fn()>,
}

/// A label above, the input, a hint and an error below, all tied together.
#[must_use]
pub fn text_field(field: TextField) -> Node {
    let [hint_id, error_id] = ["hint", "error"].map(|part| format!("{}-{part}", field.id));
    let error = Rc::new(field.error);
    let wrong = error.clone();
    let (on_input, on_change) = (field.on_input, field.on_change);
    let input = node("input", "")
        .set("id", field.id)
        .set("type", "text")
        .set("value", &field.initial)
        .set("autocomplete", field.autocomplete)
        .set("inputmode", field.input_mode)
        .set("maxlength", field.max_length)
        .set(
            "aria-required",
            if field.required { "true" } else { "false" },
        )
        .set("aria-describedby", &format!("{hint_id} {error_id}"))
        .follows(
            "aria-invalid",
            Box::new(move || (!wrong().is_empty()).to_string()),
        )
        .on("input", Box::new(move |event| on_input(value_of(&event))))
        .on("change", Box::new(move |_| on_change()));
    node("div", "field")
        .with(
            node("label", "field-label")
                .set("for", field.id)
                .text(field.label),
        )
        .with(
            node("span", if field.sign.is_empty() { "" } else { "money" })
                .with(node("span", "").set("aria-hidden", "true").text(field.sign))
                .with(input),
        )
        .with(
            node("p", "field-hint")
                .set("id", &hint_id)
                .text(&field.hint),
        )
        .with(
            node("p", "field-error")
                .set("id", &error_id)
                .shows(Box::new(move || error())),
        )
}
