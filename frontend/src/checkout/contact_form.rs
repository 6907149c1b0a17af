//! E-mail and addresses, where the merchant asks for them.

use leptos::prelude::*;

use super::contact::{self, Field, Group, HOME, MAX_LENGTH};
use super::session::Session;
use crate::browser;
use crate::ui::TextField;

/// The groups that the merchant asks for.
pub(super) fn contact_form(session: Session) -> impl IntoView {
    let groups = contact::groups(session.read(|state| state.checkout.collect));
    groups
        .into_iter()
        .map(|group| group_view(session, group))
        .collect_view()
}

fn group_view(session: Session, group: Group) -> impl IntoView {
    let (countries, texts): (Vec<&Field>, Vec<_>) =
        group.fields.iter().partition(|field| field.is_country());
    let texts = texts
        .into_iter()
        .map(|field| text(session, *field))
        .collect_view();
    let country = countries.first().map(|field| country(session, **field));
    view! {
        <fieldset class="pay-group">
            <legend class="pay-legend">{group.title}</legend>
            {texts}
            {country}
        </fieldset>
    }
}

fn text(session: Session, field: Field) -> impl IntoView {
    let error = session.text(move |state| {
        let answer = state.contact.iter().find(|answer| answer.field == field);
        answer
            .map(|answer| answer.error.clone())
            .unwrap_or_default()
    });
    view! {
        <TextField
            id=field.id
            label=field.label
            initial=String::new()
            error=error
            autocomplete=field.autocomplete
            input_mode=if field.id == "email" { "email" } else { "text" }
            max_length=MAX_LENGTH
            required=field.missing.is_some()
            on_input=Box::new(move |value| answer(session, field, value))
            on_change=Box::new(|| ())
        />
    }
}

fn country(session: Session, field: Field) -> impl IntoView {
    let options = browser::countries()
        .into_iter()
        .map(|(code, name)| view! { <option value=code selected=code == HOME>{name}</option> })
        .collect_view();
    view! {
        <div class="field">
            <label class="field-label" for=field.id>{field.label}</label>
            <select
                id=field.id
                autocomplete=field.autocomplete
                on:change=move |event| answer(session, field, event_target_value(&event))
            >
                {options}
            </select>
        </div>
    }
}

/// Whoever corrects a field need not look at its error any longer.
fn answer(session: Session, field: Field, value: String) {
    session.change(|state| {
        for answer in &mut state.contact {
            if answer.field == field {
                answer.value = value;
                answer.error.clear();
                break;
            }
        }
    });
}
