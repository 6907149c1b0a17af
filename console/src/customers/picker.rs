//! Finds a customer, for links, holds and phone orders.

use leptos::prelude::*;
use shared::console::Page;
use shared::console::customers::CustomerItem;

use crate::address::query;
use crate::ui::{Button, Kind, Reading, TextField};

/// Finds a customer by what is known of them, and shows the one who was chosen.
#[component]
pub fn CustomerPicker(
    /// Who was chosen.
    chosen: RwSignal<Option<CustomerItem>>,
    /// What was typed to find somebody.
    search: RwSignal<String>,
    /// Helps to find the right one.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong with the choice.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let name = Memo::new(move |_| chosen.with(|chosen| Some(chosen.as_ref()?.name.clone())));
    view! {
        <div class="customer-picker">
            {move || match name.get() {
                Some(name) => {
                    let remove = Callback::new(move |()| chosen.set(None));
                    view! {
                        <div class="customer-chosen">
                            <p>
                                <span class="field-label">"Customer"</span>
                                <bdi>{name.clone()}</bdi>
                            </p>
                            <Button kind=Kind::Quiet label=format!("Remove {name}") on_press=remove />
                        </div>
                    }
                        .into_any()
                }
                None => view! { <Find chosen=chosen search=search hint=hint error=error /> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Find(
    chosen: RwSignal<Option<CustomerItem>>,
    search: RwSignal<String>,
    hint: Signal<String>,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let found = Reading::<Page<CustomerItem>>::new(move || {
        let words = search.get();
        format!(
            "/customers{}",
            query(&[("search", words.trim()), ("limit", "6")])
        )
    });
    let asked = move || search.with(|search| search.trim().chars().count() > 1);
    view! {
        <TextField label="Customer" hint=hint kind="search" value=search error=error />
        <div role="status">
            {move || {
                let page = found.ok().filter(|_| asked())?;
                if page.items.is_empty() {
                    return Some(view! { <p class="quiet">"Nobody like that is known."</p> }.into_any());
                }
                let rows = page.items.into_iter().map(|customer| choice(chosen, search, customer));
                Some(view! { <ul class="customer-found">{rows.collect_view()}</ul> }.into_any())
            }}
        </div>
    }
}

fn choice(
    chosen: RwSignal<Option<CustomerItem>>,
    search: RwSignal<String>,
    customer: CustomerItem,
) -> impl IntoView {
    let known = [&customer.email_address, &customer.phone_number];
    let known: Vec<String> = known.into_iter().flatten().cloned().collect();
    let name = customer.name.clone();
    let choose = move |_| {
        search.set(String::new());
        chosen.set(Some(customer.clone()));
    };
    view! {
        <li>
            <button type="button" class="customer-choice" on:click=choose>
                <bdi>{name}</bdi>
                <span class="quiet">{known.join(" · ")}</span>
            </button>
        </li>
    }
}
