//! For whom a link is.

use leptos::prelude::*;
use shared::console::Page;
use shared::console::customers::CustomerItem;

use super::form::Form;
use crate::address::query;
use crate::ui::{Button, Kind, Reading, TextField};

/// Finds a customer and names the one that was chosen.
#[component]
pub(super) fn CustomerField(
    form: Form,
    #[prop(into)] error: Signal<Option<String>>,
    #[prop(into)] paid: Signal<bool>,
) -> impl IntoView {
    let name = Memo::new(move |_| form.customer.get().map(|(_, name)| name));
    move || match name.get() {
        Some(name) => view! { <Chosen form=form name=name error=error paid=paid /> }.into_any(),
        None => view! { <Find form=form error=error paid=paid /> }.into_any(),
    }
}

#[component]
fn Chosen(
    form: Form,
    name: String,
    error: Signal<Option<String>>,
    paid: Signal<bool>,
) -> impl IntoView {
    view! {
        <div class="link-chosen" data-wrong=move || error.with(Option::is_some).then_some("")>
            <p>
                <span class="field-label">"Customer"</span>
                <bdi>{name.clone()}</bdi>
            </p>
            <Button
                kind=Kind::Quiet
                label="Remove"
                attr:aria-label=format!("Remove {name}")
                disabled=paid
                on_press=Callback::new(move |()| dismiss(form))
            />
        </div>
        <p class="field-error" role="alert">{move || error.get().unwrap_or_default()}</p>
    }
}

#[component]
fn Find(form: Form, error: Signal<Option<String>>, paid: Signal<bool>) -> impl IntoView {
    let search = form.customer_search;
    let found = Reading::<Page<CustomerItem>>::new(move || {
        let search = search.get();
        format!(
            "/customers{}",
            query(&[("search", search.trim()), ("limit", "5")])
        )
    });
    let asked = move || search.with(|search| search.trim().chars().count() > 1);
    view! {
        <TextField
            label="Customer"
            hint="Find one by name or e-mail address. They may then pay with the cards that you keep for them."
            kind="search"
            value=search
            error=error
            disabled=paid
        />
        <div role="status" class="link-found">
            {move || {
                let page = found.ok().filter(|_| asked())?;
                if page.items.is_empty() {
                    return Some(view! { <p class="quiet">"Nobody by that name."</p> }.into_any());
                }
                let rows = page.items.into_iter().map(|customer| choice(form, customer));
                Some(view! { <ul class="customer-found">{rows.collect_view()}</ul> }.into_any())
            }}
        </div>
    }
}

fn choice(form: Form, customer: CustomerItem) -> impl IntoView {
    // Two people of one name are told apart by it.
    let known = [&customer.email_address, &customer.phone_number];
    let known: Vec<String> = known.into_iter().flatten().cloned().collect();
    let name = customer.name.clone();
    view! {
        <li>
            <button type="button" class="customer-choice" on:click=move |_| choose(form, &customer)>
                <bdi>{name}</bdi>
                <span class="quiet">{known.join(" · ")}</span>
            </button>
        </li>
    }
}

/// Makes it a link for this customer, who is written to at the address that is known of them unless another was typed.
fn choose(form: Form, customer: &CustomerItem) {
    dismiss(form);
    if form.email.with_untracked(|email| email.trim().is_empty()) {
        let email = customer.email_address.clone().unwrap_or_default();
        form.email.set(email.clone());
        form.customer_email.set(email);
    }
    form.customer_search.set(String::new());
    let chosen = (customer.id.clone(), customer.name.clone());
    form.customer.set(Some(chosen));
}

/// Makes it nobody's link; the address that came with the customer goes with them.
fn dismiss(form: Form) {
    let came_along = form.customer_email.get_untracked();
    if !came_along.is_empty() && form.email.get_untracked() == came_along {
        form.email.set(String::new());
    }
    form.customer_email.set(String::new());
    form.customer.set(None);
}
