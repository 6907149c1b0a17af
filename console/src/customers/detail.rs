//! One customer: who they are, what they paid, their links, holds and cards.

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;
use shared::Role;
use shared::console::customers::CustomerDetail;
use shared::console::live::LiveKind;

use super::cards::Cards;
use super::delete::Delete;
use super::history::{Holds, Links, Payments};
use crate::address::value;
use crate::live;
use crate::session;
use crate::ui::{Kind, LinkButton, PageHeader, Reading, Time, part, shown};

/// The customer on the screen, as they are now.
pub(super) type Shown = crate::ui::shown::Shown<CustomerDetail>;

/// One customer.
#[component]
pub fn CustomerPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| value(params, "id")));
    // Another customer is another page.
    view! {
        <p><A href="/console/customers">"All customers"</A></p>
        {move || view! { <One id=id.get() /> }.into_any()}
    }
}

#[component]
fn One(id: String) -> impl IntoView {
    let path = format!("/customers/{id}");
    let reading = Reading::<CustomerDetail>::new(move || {
        live::track(LiveKind::Customer);
        live::track(LiveKind::Payment);
        live::track(LiveKind::Hold);
        path.clone()
    });
    shown(reading, "Customer", move |shown| {
        view! { <Page shown=shown id=id.clone() /> }.into_any()
    })
}

#[component]
fn Page(shown: Shown, id: String) -> impl IntoView {
    let title = part(shown, |customer| customer.name.clone());
    let payments = part(shown, |customer| customer.payments.clone());
    let links = part(shown, |customer| customer.links.clone());
    let holds = part(shown, |customer| customer.holds.clone());
    let edit = format!("/console/customers/{id}/edit");
    let hold = format!("/console/holds/new?customer={id}");
    view! {
        <PageHeader title=title>
            {session::may(Role::Clerk)
                .then(|| {
                    view! {
                        <LinkButton kind=Kind::Primary href=hold label="Hold a card" />
                        <LinkButton href=edit label="Change" />
                    }
                })}
            {session::may(Role::Manager).then(|| view! { <Delete shown=shown /> })}
        </PageHeader>
        <div class="split">
            <div class="stack">
                {move || view! { <Payments payments=payments.get() /> }.into_any()}
                {move || view! { <Holds holds=holds.get() /> }.into_any()}
                {move || view! { <Links links=links.get() /> }.into_any()}
            </div>
            <div class="stack">
                <Facts shown=shown />
                <Cards id=id shown=shown />
            </div>
        </div>
    }
}

#[component]
fn Facts(shown: Shown) -> impl IntoView {
    let fact = |name: &'static str, value: Option<String>| {
        value.filter(|value| !value.is_empty()).map(|value| {
            view! {
                <dt>{name}</dt>
                <dd dir="auto" class="customer-lines">{value}</dd>
            }
            .into_any()
        })
    };
    let facts = move || {
        let customer = shown.get()?;
        let waits = customer
            .waits_for_dojo
            .then(|| "Dojo is still being told of the last change.".to_owned());
        let consent = customer.consent.map(|consent| {
            view! {
                <dt>"Agreed to"</dt>
                <dd dir="auto">{consent.text} " " <span class="quiet"><Time at=consent.at exact=true /></span></dd>
            }
            .into_any()
        });
        let facts = view! {
            <dl class="facts">
                {fact("E-mail address", customer.email_address)}
                {fact("Phone number", customer.phone_number)}
                {fact("Notes", Some(customer.notes))}
                {fact("Reference of the shop", customer.shop_reference)}
                {fact("At Dojo", customer.dojo_customer_id)}
                {fact("State", waits)}
                {consent}
                <dt>"Customer since"</dt>
                <dd><Time at=customer.created_at exact=true /></dd>
            </dl>
        };
        Some(facts.into_any())
    };
    view! {
        <section class="card stack" aria-labelledby="customer-facts">
            <h2 id="customer-facts">"Who it is"</h2>
            {facts}
        </section>
    }
}
