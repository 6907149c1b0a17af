//! The order, in the sequence in which callers tell it.

use leptos::prelude::*;
use shared::console::phone_orders::MadePhoneOrder;

use super::desk::Desk;
use super::duplicates::Duplicates;
use crate::api;
use crate::api::IdempotencyKey;
use crate::ui::{Button, Kind, MoneyField, Refusal, Submission, TextField};

/// The fields, and the button that makes the order.
#[component]
pub(super) fn Form(desk: Desk) -> impl IntoView {
    let making = Submission::new();
    // One key for each attempt to make an order, kept while its outcome is not known.
    let key = RwSignal::new(IdempotencyKey::new());
    let make = Callback::new(move |is_another: bool| {
        let Some(new) = desk.order(is_another) else {
            return;
        };
        making.run(async move {
            let path = "/phone-orders";
            let made: Result<MadePhoneOrder, api::Error> =
                api::post_once(path, &new, &key.get_untracked()).await;
            if !matches!(made, Err(api::Error::Offline)) {
                key.set(IdempotencyKey::new());
            }
            let made = made?;
            match made.order {
                Some(order) => desk.made(&order),
                None => desk.duplicates.set(made.duplicates),
            }
            Ok(())
        });
    });
    let error = move |field| {
        let (mine, theirs) = (desk.error_at(field), making.error_at(field));
        Signal::derive(move || mine.get().or_else(|| theirs.get()))
    };
    let label = Signal::derive(move || {
        let amount = desk.amount.get();
        match shared::Money::parse(&amount, Desk::currency()) {
            Ok(amount) => format!("Take order of {amount}"),
            Err(_) => "Take order".to_owned(),
        }
    });
    Effect::new(move |_| desk.focus());
    view! {
        <form
            class="phone-form"
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                make.run(false);
            }
        >
            <div class="phone-pair">
                <MoneyField
                    label="Amount"
                    value=desk.amount
                    currency=Signal::derive(Desk::currency)
                    error=error("amount")
                    required=true
                    node=desk.amount_node
                />
                <TextField label="Reference" value=desk.reference error=error("reference") max_chars=60 required=true />
            </div>
            <TextField label="Caller’s name" value=desk.name error=error("caller.name") max_chars=100 />
            <TextField label="Caller’s phone" kind="tel" value=desk.phone error=error("caller.phoneNumber") max_chars=50 />
            <TextField label="Caller’s e-mail" kind="email" value=desk.email error=error("caller.emailAddress") max_chars=254 />
            <TextField label="Note for staff" value=desk.note error=error("note") max_chars=200 />
            <Refusal error=making.error_elsewhere(&[
                "amount",
                "reference",
                "caller.name",
                "caller.phoneNumber",
                "caller.emailAddress",
                "note",
            ]) />
            <Duplicates desk=desk on_another=Callback::new(move |()| make.run(true)) />
            <Button kind=Kind::Primary label=label pending=making.pending() />
        </form>
    }
}
