//! Finds a customer, for links and holds.

use leptos::prelude::*;
use shared::card_number;
use shared::console::Page;
use shared::console::customers::CustomerItem;

use crate::address::query;
use crate::ui::{Button, Kind, Reading, TextField, load, settled};

/// Fewer characters fit nearly everybody.
const FEWEST: usize = 2;

/// Finds a customer by what is known of them, and shows the one who was chosen.
#[component]
pub fn CustomerPicker(
    /// The name of the one who was chosen.
    #[prop(into)]
    name: Signal<Option<String>>,
    /// Called with the one who is chosen, or with nobody when the choice is taken back.
    choose: Callback<Option<CustomerItem>>,
    /// What was typed to find somebody.
    search: RwSignal<String>,
    /// Helps to find the right one.
    #[prop(into)]
    hint: Signal<String>,
    /// What is wrong with the choice.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// Whether nobody else can be chosen.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let name = Memo::new(move |_| name.get());
    let chosen = move |name: String| {
        view! {
            <div class="customer-chosen" data-wrong=move || error.with(Option::is_some).then_some("")>
                <p>
                    <span class="field-label">"Customer"</span>
                    <bdi>{name.clone()}</bdi>
                </p>
                <Button
                    kind=Kind::Quiet
                    label="Remove"
                    attr:aria-label=format!("Remove {name}")
                    disabled=disabled
                    on_press=Callback::new(move |()| choose.run(None))
                />
            </div>
            <p class="field-error" role="alert">{move || error.get().unwrap_or_default()}</p>
        }
        .into_any()
    };
    let find = move || {
        view! {
            <TextField label="Customer" hint=hint kind="search" value=search error=error max_chars=100 disabled=disabled />
            <Found search=search choose=choose />
        }
        .into_any()
    };
    view! {
        <div class="customer-picker">
            {move || name.get().map_or_else(find, chosen)}
        </div>
    }
}

/// Those who fit, once nobody types any more. What fitted other words is not shown below these.
#[component]
fn Found(search: RwSignal<String>, choose: Callback<Option<CustomerItem>>) -> impl IntoView {
    let settled = settled(search);
    let words = Memo::new(move |_| {
        let typed = search.get().trim().to_owned();
        let asks = typed.chars().count() >= FEWEST && !card_number::is_in(&typed);
        asks.then(|| (settled.get().trim() == typed).then_some(typed))
    });
    let choose = Callback::new(move |customer| {
        search.set(String::new());
        choose.run(Some(customer));
    });
    view! {
        <div role="status" class="customer-status">
            {move || match words.get() {
                None => ().into_any(),
                Some(None) => searching(),
                Some(Some(words)) => results(&words, choose),
            }}
        </div>
    }
}

fn results(words: &str, choose: Callback<CustomerItem>) -> AnyView {
    let path = format!("/customers{}", query(&[("search", words), ("limit", "6")]));
    let found = Reading::<Page<CustomerItem>>::new(move || path.clone());
    let show = load(found, searching, move |page| {
        if page.items.is_empty() {
            return view! { <p class="quiet">"Nobody like that is known."</p> }.into_any();
        }
        let rows = page.items.into_iter().map(|customer| row(customer, choose));
        view! { <ul class="customer-found">{rows.collect_view()}</ul> }.into_any()
    });
    view! { {show} }.into_any()
}

fn searching() -> AnyView {
    view! { <p class="quiet">"Searching…"</p> }.into_any()
}

fn row(customer: CustomerItem, choose: Callback<CustomerItem>) -> impl IntoView {
    // Two people of one name are told apart by it.
    let known = [&customer.email_address, &customer.phone_number];
    let known: Vec<String> = known.into_iter().flatten().cloned().collect();
    let name = customer.name.clone();
    view! {
        <li>
            <button type="button" class="customer-choice" on:click=move |_| choose.run(customer.clone())>
                <bdi>{name}</bdi>
                <span class="quiet">{known.join(" · ")}</span>
            </button>
        </li>
    }
}
