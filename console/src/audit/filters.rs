//! What of the trail is shown. It stands in the address.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::card_number;
use shared::console::audit::AuditChoices;

use super::{NAMES, query_string, table};
use crate::address::field;
use crate::ui::{Button, Kind, LinkButton, Reading, SelectField, TextField, focus};

/// The filters, filled in from the address.
#[component]
pub(super) fn Filters(chosen: Memo<[String; 6]>) -> impl IntoView {
    let choices = Reading::<AuditChoices>::new(|| "/audit/choices".to_owned());
    let fields = NAMES.map(field);
    let [staff, action, _, object, from, to] = fields;
    let backwards = RwSignal::new(None::<String>);
    let navigate = use_navigate();
    let apply = move || {
        let values = fields.map(|field| field.get_untracked());
        if values.iter().any(|value| card_number::is_in(value)) {
            return;
        }
        let [.., first, last] = &values;
        if !first.is_empty() && !last.is_empty() && first > last {
            backwards.set(Some(
                "This day is before the first one. Choose a later day.".to_owned(),
            ));
            return focus::go_to_first_wrong();
        }
        backwards.set(None);
        let address = format!("/console/audit{}", query_string(&values, ""));
        navigate(&address, leptos_router::NavigateOptions::default());
    };
    let people = Signal::derive(move || {
        let known = choices
            .ok()
            .map(|choices| choices.staff)
            .unwrap_or_default();
        with_all("Everybody", known)
    });
    let actions = Signal::derive(move || {
        let known = choices
            .ok()
            .map(|choices| choices.actions)
            .unwrap_or_default();
        let named = known.into_iter().map(|action| {
            let words = table::words(&action);
            (action, words)
        });
        with_all("Everything", named.collect())
    });
    let narrowed = move || chosen.with(|chosen| chosen.iter().any(|value| !value.is_empty()));
    view! {
        <form
            class="filters audit-filters"
            role="search"
            on:submit=move |event| {
                event.prevent_default();
                apply();
            }
        >
            <SelectField label="Who" value=staff options=people />
            <SelectField label="What" value=action options=actions />
            <TextField label="Id or reference" value=object />
            <TextField label="From" value=from kind="date" />
            <TextField label="To" value=to kind="date" error=backwards />
            <Button kind=Kind::Primary label="Show" />
            <Show when=narrowed>
                <LinkButton href="/console/audit" label="Show everything" />
            </Show>
        </form>
    }
}

fn with_all(all: &str, mut known: Vec<(String, String)>) -> Vec<(String, String)> {
    known.insert(0, (String::new(), all.to_owned()));
    known
}
