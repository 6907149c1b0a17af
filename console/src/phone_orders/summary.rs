//! The order as it was taken.

use leptos::prelude::*;
use shared::console::phone_orders::PhoneOrder;
use shared::{CheckoutStatus, spoken};

use super::desk::Desk;
use super::order::Shown;
use super::script::Say;
use crate::api;
use crate::checkout_status::status;
use crate::ui::{Button, Dialog, Kind, Refusal, StatusChip, Submission, Time};

/// What was ordered and by whom, and what can be done with it besides paying.
#[component]
pub(super) fn Summary(desk: Desk, shown: Shown) -> impl IntoView {
    let asking = RwSignal::new(false);
    let open = Memo::new(move |_| {
        shown.with(|order| {
            let status = order.as_ref().map(|order| order.status);
            status == Some(CheckoutStatus::Open)
        })
    });
    let say =
        Signal::derive(move || shown.with(|order| order.as_ref().map(script).unwrap_or_default()));
    let same_caller = move |()| {
        if let Some(order) = shown.get_untracked() {
            desk.same_caller(order.caller);
        }
    };
    view! {
        {move || shown.get().map(|order| view! { <Facts order=order /> })}
        <Show when=move || open.get()>
            <Say text=say />
        </Show>
        <div class="cluster">
            <Button label="Same caller again" on_press=Callback::new(same_caller) />
            <Show when=move || open.get()>
                <Button kind=Kind::Quiet label="Cancel order" on_press=Callback::new(move |()| asking.set(true)) />
            </Show>
        </div>
        <Dialog open=asking title="Cancel this order?">
            <Cancelling shown=shown asking=asking />
        </Dialog>
    }
}

/// What staff read back.
fn script(order: &PhoneOrder) -> String {
    let name = order.caller.name.as_deref();
    spoken::read_back(order.amount, order.reference.as_str(), name)
}

#[component]
fn Facts(order: PhoneOrder) -> impl IntoView {
    let (tone, word) = status(order.status);
    let caller = order.caller;
    let fact = |name: &'static str, value: Option<String>| {
        value.map(|value| view! { <div><dt>{name}</dt><dd><bdi>{value}</bdi></dd></div> })
    };
    view! {
        <p class="phone-amount">
            <span class="amount">{order.amount.to_string()}</span>
            <StatusChip tone=tone label=word />
        </p>
        <dl class="phone-facts">
            {fact("Reference", Some(order.reference.to_string()))}
            {fact("Name", caller.name)}
            {fact("Phone number", caller.phone_number.map(String::from))}
            {fact("E-mail address", caller.email_address.map(String::from))}
            {fact("Note", order.note)}
            <div><dt>"Taken"</dt><dd><bdi>{order.staff_name}</bdi> ", " <Time at=order.created_at /></dd></div>
        </dl>
    }
}

#[component]
fn Cancelling(shown: Shown, asking: RwSignal<bool>) -> impl IntoView {
    let cancelling = Submission::new();
    let amount = shown.with_untracked(|order| {
        let amount = order.as_ref().map(|order| order.amount.to_string());
        amount.unwrap_or_default()
    });
    let cancel = move |()| {
        let Some(id) = shown.with_untracked(|order| order.as_ref().map(|order| order.id.clone()))
        else {
            return;
        };
        cancelling.run(async move {
            let order = api::post(&format!("/phone-orders/{id}/cancel"), &()).await?;
            let _ = shown.try_set(Some(order));
            asking.set(false);
            Ok(())
        });
    };
    view! {
        <p>{format!("Nobody can pay the {amount} any more, neither here nor with the link. Nothing was charged.")}</p>
        <Refusal error=cancelling.error_elsewhere(&[]) />
        <div class="cluster">
            <Button label="Keep the order" autofocus=true on_press=Callback::new(move |()| asking.set(false)) />
            <Button kind=Kind::Danger label="Cancel order" pending=cancelling.pending() on_press=Callback::new(cancel) />
        </div>
    }
}
