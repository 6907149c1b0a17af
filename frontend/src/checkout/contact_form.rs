//! E-mail and addresses, where the merchant asks for them.

use super::contact::{self, Field, Group, HOME, MAX_LENGTH};
use super::session::Session;
use crate::browser;
use crate::ui::{Node, TextField, is_ticked, node, text_field, value_of};

/// The groups that the merchant asks for.
pub(super) fn contact_form(session: Session) -> Vec<Node> {
    let groups = contact::groups(session.read(|state| state.checkout.collect));
    groups
        .into_iter()
        .map(|group| group_node(session, group))
        .collect()
}

fn group_node(session: Session, group: Group) -> Node {
    let fields = group.fields.iter().map(|field| {
        if field.is_country() {
            country(session, *field)
        } else {
            text(session, *field)
        }
    });
    let group_node =
        node("fieldset", "pay-group").with(node("legend", "pay-legend").text(group.title));
    let collect = session.read(|state| state.checkout.collect);
    if !group.is_billing() || !contact::may_be_the_same(collect) {
        return group_node.with_all(fields);
    }
    let tick = move |event| {
        session.change(|state| state.same_address = is_ticked(&event));
    };
    let same = node("label", "check")
        .with(
            node("input", "")
                .set("type", "checkbox")
                .on("change", Box::new(tick)),
        )
        .with(node("span", "").text("Same as the delivery address"));
    let fields = node("div", "pay-group").with_all(fields);
    group_node
        .with(same)
        .with(fields.is("hidden", session.flag(|state| state.same_address)))
}

fn text(session: Session, field: Field) -> Node {
    let is_email = field.id == "email";
    text_field(TextField {
        id: field.id,
        label: field.label,
        initial: String::new(),
        hint: String::new(),
        error: session.text(move |state| {
            let answer = state.contact.iter().find(|answer| answer.field == field);
            answer.map_or_else(String::new, |answer| answer.error.clone())
        }),
        autocomplete: field.autocomplete,
        input_mode: if is_email { "email" } else { "text" },
        sign: "",
        max_length: if is_email { "254" } else { MAX_LENGTH },
        required: field.missing.is_some(),
        on_input: Box::new(move |value| answer(session, field, value)),
        on_change: Box::new(|| ()),
    })
}

fn country(session: Session, field: Field) -> Node {
    let options = browser::countries().into_iter().map(|(code, name)| {
        let option = node("option", "").set("value", code).text(&name);
        if code == HOME {
            option.set("selected", "")
        } else {
            option
        }
    });
    let choose = move |event| answer(session, field, value_of(&event));
    let select = node("select", "")
        .set("id", field.id)
        .set("autocomplete", field.autocomplete)
        .with_all(options)
        .on("change", Box::new(choose));
    node("div", "field")
        .with(
            node("label", "field-label")
                .set("for", field.id)
                .text(field.label),
        )
        .with(select)
}

/// Whoever corrects a field need not look at its error any longer.
fn answer(session: Session, field: Field, value: String) {
    session.change(|state| {
        if let Some(answer) = state
            .contact
            .iter_mut()
            .find(|answer| answer.field == field)
        {
            answer.value = value;
            answer.error.clear();
        }
    });
}
