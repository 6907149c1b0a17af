//! Phone orders: one screen for one conversation. The order on the left, paying in the middle, what happens on the right.

mod advice;
mod card_fields;
mod charging;
mod choose;
mod desk;
mod duplicates;
mod form;
mod keyed;
mod link;
mod order;
mod over;
mod paying;
mod receipt;
mod recent;
mod script;
mod steps;
mod summary;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::ui::{Button, PageHeader};

use desk::Desk;
use duplicates::Duplicates;
use form::{Form, Making};
use order::Order;
use recent::Recent;

/// The screen. `?order=` names the order that is on it; without one a new order is taken.
#[component]
pub fn PhoneOrders() -> impl IntoView {
    let query = use_query_map();
    let shown = Memo::new(move |_| query.with(|query| query.get("order")));
    let desk = Desk::new();
    view! {
        <PageHeader title="Phone orders">
            <span data-shortcut="new">
                <Button label="New order (n)" on_press=Callback::new(move |()| desk.begin_anew()) />
            </span>
        </PageHeader>
        {move || match shown.get() {
            None => view! { <Taking desk=desk /> }.into_any(),
            Some(id) => view! { <Order desk=desk id=id /> }.into_any(),
        }}
    }
}

/// A new order is being taken.
#[component]
fn Taking(desk: Desk) -> impl IntoView {
    let making = Making::new(desk);
    view! {
        <div class="phone-orders">
            <section class="card phone-column" aria-labelledby="phone-form">
                <h2 id="phone-form">"Order"</h2>
                <Form desk=desk making=making />
            </section>
            <section class="card phone-column" aria-labelledby="phone-pay">
                <h2 id="phone-pay">"Payment"</h2>
                <script::Preview desk=desk />
                <Duplicates desk=desk on_another=Callback::new(move |()| making.make(true)) />
            </section>
            <section class="card phone-column" aria-labelledby="phone-recent">
                <h2 id="phone-recent">"Recent orders"</h2>
                <Recent />
            </section>
        </div>
    }
}
