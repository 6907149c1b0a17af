//! Search, filters and order.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::console::payments::{Method, Period, Sort, Source, StaffName, StatusFilter};

use crate::payments::query::{Address, LIST};
use crate::ui::{Reading, SelectField, TextField};

/// The filters that few people use.
const HIDDEN: [&str; 5] = ["from", "to", "min", "max", "staff"];

/// Search, filters and order; all of them in the address.
#[component]
pub(super) fn FilterBar(address: Address) -> impl IntoView {
    let period = address.bound("period", false);
    let staff = Reading::<Vec<StaffName>>::new(|| "/payments/staff".to_owned());
    let names = Signal::derive(move || {
        let mut names = vec![(String::new(), "Anybody".to_owned())];
        let all = staff.ok().unwrap_or_default();
        names.extend(all.into_iter().map(|staff| (staff.id, staff.name)));
        names
    });
    let narrow = move || {
        address
            .filters
            .with(super::super::query::Filters::is_narrow)
    };
    // A filter that is set is not hidden.
    let more = address
        .filters
        .with_untracked(|filters| HIDDEN.iter().any(|name| !filters.get(name).is_empty()));
    view! {
        <form class="payments-filters stack" role="search" aria-label="Find payments" on:submit=|event| event.prevent_default()>
            <div class="field-search" data-shortcut="filter">
                <TextField
                    label="Search"
                    kind="search"
                    value=address.bound("q", true)
                    hint="Reference, name, e-mail, last four, authorization code, or an amount such as £12.50"
                    max_chars=100
                />
            </div>
            <div class="payments-choices">
            <SelectField label="Status" value=address.bound("status", false) options=choices("Any", StatusFilter::ALL, StatusFilter::as_str, StatusFilter::words) />
            <SelectField label="Date" value=period options=periods() />
            <SelectField label="Paid with" value=address.bound("method", false) options=choices("Anything", Method::ALL, Method::as_str, Method::words) />
            <SelectField label="Made by" value=address.bound("source", false) options=choices("Anything", Source::ALL, Source::as_str, Source::words) />
            <SelectField label="Sort" value=address.bound("sort", false) options=choices("Newest first", Sort::ALL.split_first().map_or(&[], |(_, rest)| rest), Sort::as_str, Sort::words) />
            </div>
            <details class="more" open=more>
                <summary>"More filters"</summary>
                <div class="payments-choices">
                    <TextField label="From" kind="date" value=address.bound("from", false) />
                    <TextField label="To" kind="date" value=address.bound("to", false) />
                    <TextField label="Amount from" value=address.bound("min", true) max_chars=16 />
                    <TextField label="Amount to" value=address.bound("max", true) max_chars=16 />
                    <SelectField label="Asked for by" value=address.bound("staff", false) options=names />
                </div>
            </details>
            <Show when=narrow>
                <A href=LIST attr:class="button button-quiet">"Clear filters"</A>
            </Show>
        </form>
    }
}

fn choices<T: Copy + 'static>(
    any: &str,
    all: &[T],
    name: impl Fn(T) -> &'static str,
    words: impl Fn(T) -> &'static str,
) -> Vec<(String, String)> {
    let mut choices = vec![(String::new(), any.to_owned())];
    choices.extend(
        all.iter()
            .map(|one| (name(*one).to_owned(), words(*one).to_owned())),
    );
    choices
}

fn periods() -> Vec<(String, String)> {
    choices("Any time", Period::ALL, Period::as_str, Period::words)
}
