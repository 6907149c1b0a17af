//! Dojo's receipt by e-mail.

use leptos::prelude::*;
use shared::EmailAddress;
use shared::checkout::ReceiptRequest;
use shared::console::phone_orders::PhoneOrder;

use super::choose::path;
use super::order::Shown;
use crate::api;
use crate::ui::{Button, Refusal, Submission, TextField, focus, toast};

/// Where to, filled in if it is known.
#[component]
pub(super) fn Receipt(shown: Shown, order: PhoneOrder) -> impl IntoView {
    let known = order.caller.email_address.map(String::from);
    let address = RwSignal::new(known.unwrap_or_default());
    let wrong = RwSignal::new(None::<String>);
    let sending = Submission::new();
    focus::follow(sending);
    let send = move || match EmailAddress::try_from(address.get_untracked()) {
        Err(error) => {
            wrong.set(Some(error.to_string()));
            focus::go_to_first_wrong();
        }
        Ok(email_address) => {
            wrong.set(None);
            let Some(path) = path(shown, "/receipt") else {
                return;
            };
            sending.run(async move {
                let order = api::post(&path, &ReceiptRequest { email_address }).await?;
                let _ = shown.try_set(Some(order));
                toast::success("Dojo sends the receipt.");
                Ok(())
            });
        }
    };
    let theirs = sending.error_at("emailAddress");
    let error = Signal::derive(move || wrong.get().or_else(|| theirs.get()));
    view! {
        <form
            class="phone-receipt"
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <TextField label="Receipt by e-mail" kind="email" value=address error=error max_chars=254 />
            <Button label="Send receipt" pending=sending.pending() />
        </form>
        <Refusal error=sending.error_elsewhere(&["emailAddress"]) />
    }
}
