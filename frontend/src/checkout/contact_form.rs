//! E-mail and addresses, where the merchant asks for them.

use leptos::prelude::*;
use shared::checkout::{AdditionalInfo, Collect};

use super::contact::{self, COUNTRY_FIELDS, Field, Group, MAX_LENGTH};
use crate::browser;
use crate::ui::TextField;

/// A field with what was typed and what is wrong with it.
#[derive(Clone, Copy)]
struct Entry {
    field: Field,
    value: RwSignal<String>,
    error: RwSignal<Option<String>>,
}

/// The groups that the merchant asks for.
#[derive(Clone)]
pub(super) struct ContactForm(Vec<(Group, Vec<Entry>)>);

impl ContactForm {
    pub(super) fn new(collect: Collect) -> Self {
        let entry = |field: &Field| {
            let is_country = COUNTRY_FIELDS.contains(&field.id);
            let value = if is_country { "GB" } else { "" };
            Entry {
                field: *field,
                value: RwSignal::new(value.to_owned()),
                error: RwSignal::new(None),
            }
        };
        let groups = contact::groups(collect).into_iter();
        Self(
            groups
                .map(|group| (group, group.fields.iter().map(entry).collect()))
                .collect(),
        )
    }

    /// Shows what is wrong, and gives the first field that is.
    pub(super) fn check(&self) -> Option<&'static str> {
        let mut first = None;
        for (_, entries) in &self.0 {
            let country = entries.last().map(|last| last.value.get_untracked());
            for entry in entries {
                let value = entry.value.get_untracked();
                let error = contact::error(&entry.field, &value, country.as_deref());
                if error.is_some() {
                    first = first.or(Some(entry.field.id));
                }
                entry.error.set(error);
            }
        }
        first
    }

    pub(super) fn additional_info(&self, collect: Collect, save_card: bool) -> AdditionalInfo {
        let entries = || self.0.iter().flat_map(|(_, entries)| entries);
        contact::additional_info(collect, save_card, |id| {
            let entry = entries().find(|entry| entry.field.id == id)?;
            Some(entry.value.get_untracked())
        })
    }

    /// The fields.
    pub(super) fn view(&self) -> impl IntoView + use<> {
        self.0
            .iter()
            .map(|(group, entries)| {
                let fields = entries.iter().copied().map(field).collect_view();
                view! {
                    <fieldset class="pay-group">
                        <legend class="pay-legend">{group.title}</legend>
                        {fields}
                    </fieldset>
                }
            })
            .collect_view()
    }
}

fn field(entry: Entry) -> AnyView {
    let Entry {
        field,
        value,
        error,
    } = entry;
    if COUNTRY_FIELDS.contains(&field.id) {
        return country(field, value).into_any();
    }
    view! {
        <TextField
            id=field.id
            label=field.label
            value=value
            error=error.into()
            autocomplete=field.autocomplete
            input_mode=if field.id == "email" { "email" } else { "text" }
            max_length=if field.id == "email" { 254 } else { MAX_LENGTH }
            required=field.missing.is_some()
        />
    }
    .into_any()
}

fn country(field: Field, value: RwSignal<String>) -> impl IntoView {
    let options = browser::countries()
        .into_iter()
        .map(|(code, name)| view! { <option value=code.clone() selected=code == "GB">{name}</option> })
        .collect_view();
    view! {
        <div class="field">
            <label class="field-label" for=field.id>{field.label}</label>
            <select
                id=field.id
                autocomplete=field.autocomplete
                on:change=move |event| value.set(event_target_value(&event))
            >
                {options}
            </select>
        </div>
    }
}
