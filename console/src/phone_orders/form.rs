//! The order, in the sequence in which callers tell it.

use leptos::prelude::*;
use shared::console::phone_orders::MadePhoneOrder;

use super::desk::Desk;
use crate::api;
use crate::ui::{Button, Kind, MoneyField, Refusal, Submission, TextField, unsaved};

/// Making an order of what is on the desk.
#[derive(Clone, Copy)]
pub(super) struct Making {
    desk: Desk,
    submission: Submission,
}

impl Making {
    pub(super) fn new(desk: Desk) -> Self {
        Self {
            desk,
            submission: Submission::new(),
        }
    }

    /// Makes the order, unless it looks like one that was made before; `is_another` says that it is not.
    pub(super) fn make(self, is_another: bool) {
        let Self { desk, submission } = self;
        let Some(new) = desk.order(is_another) else {
            return;
        };
        submission.run(async move {
            let made: MadePhoneOrder = api::post("/phone-orders", &new).await?;
            match made.order {
                Some(order) => desk.made(&order),
                None => {
                    unsaved::keep();
                    let _ = desk.duplicates.try_set(made.duplicates);
                }
            }
            Ok(())
        });
    }
}

/// The fields, and the button that makes the order.
#[component]
pub(super) fn Form(desk: Desk, making: Making) -> impl IntoView {
    let submission = making.submission;
    let error = move |field| {
        let (mine, theirs) = (desk.error_at(field), submission.error_at(field));
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
    // What the server refused may be mended by what is typed now.
    Effect::new(move |_| {
        desk.track();
        submission.forget();
    });
    view! {
        <form
            class="phone-form"
            data-keeps=""
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                making.make(false);
            }
        >
            <MoneyField
                label="Amount"
                value=desk.amount
                currency=Signal::derive(Desk::currency)
                error=error("amount")
                required=true
                node=desk.amount_node
            />
            <TextField label="Reference" value=desk.reference error=error("reference") max_chars=60 required=true />
            <TextField label="Caller’s name" value=desk.name error=error("caller.name") max_chars=100 />
            <TextField label="Caller’s phone" kind="tel" value=desk.phone error=error("caller.phoneNumber") max_chars=50 />
            <TextField label="Caller’s e-mail" kind="email" value=desk.email error=error("caller.emailAddress") max_chars=254 />
            <TextField label="Note for staff" value=desk.note error=error("note") max_chars=200 />
            <Refusal error=submission.error_elsewhere(&[
                "amount",
                "reference",
                "caller.name",
                "caller.phoneNumber",
                "caller.emailAddress",
                "note",
            ]) />
            <Button kind=Kind::Primary label=label pending=submission.pending() />
        </form>
    }
}
