//! One row of a list of radio buttons, with what belongs to it below.

use std::rc::Rc;

use super::{Node, Reading, node};

/// What the row is.
pub struct ChoiceRow {
    /// The group's name.
    pub group: &'static str,
    /// Where the ids of its parts begin.
    pub id: String,
    /// Read out alone.
    pub name: String,
    /// Read out as a description.
    pub note: Reading<String>,
    /// It is not offered any more.
    pub gone: Reading<bool>,
    /// It is chosen.
    pub chosen: Reading<bool>,
    /// The shopper chooses it.
    pub on_choose: Box<dyn Fn()>,
    /// Shown while it is chosen.
    pub body: Node,
}

/// The row.
#[must_use]
pub fn choice_row(row: ChoiceRow) -> Node {
    let [name_id, note_id] = ["name", "note"].map(|part| format!("{}-{part}", row.id));
    let chosen = Rc::new(row.chosen);
    let open = chosen.clone();
    let on_choose = row.on_choose;
    let radio = node("input", "")
        .set("type", "radio")
        .set("name", row.group)
        .set("aria-labelledby", &name_id)
        .set("aria-describedby", &note_id)
        .is("checked", Box::new(move || chosen()))
        .on("change", Box::new(move |_| on_choose()));
    node("div", "choice")
        .is("hidden", row.gone)
        .with(
            node("label", "choice-label")
                .with(radio)
                .with(
                    node("span", "choice-name")
                        .set("id", &name_id)
                        .text(&row.name),
                )
                .with(
                    node("span", "choice-note")
                        .set("id", &note_id)
                        .shows(row.note),
                ),
        )
        .with(row.body.is("hidden", Box::new(move || !open())))
}
