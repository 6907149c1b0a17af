//! Cancelling, and sending a receipt.

use leptos::prelude::*;
use shared::EmailAddress;
use shared::console::payments::ReceiptRequest;

use super::{Foot, Kind, seen_request};
use crate::payments::detail::act::{Act, Shown};
use crate::ui::{Refusal, TextField};

/// Withdraws what nobody has paid.
#[component]
pub(super) fn Cancel(act: Act, shown: Shown) -> impl IntoView {
    let body = seen_request(&shown);
    let total = shown.total;
    view! {
        <p class="payment-consequence">
            {format!("Nobody can pay this {total} any more, and links that lead to it say so. No money has moved.")}
        </p>
        <Refusal error=act.submission.error_elsewhere(&[]) />
        <Foot
            act=act
            keep="Keep it open"
            kind=Kind::Danger
            label=format!("Cancel {total}")
            on_press=Callback::new(move |()| act.send("cancel", &body, "Payment cancelled".to_owned()))
        />
    }
}

/// Has Dojo send its receipt.
#[component]
pub(super) fn Receipt(act: Act, shown: Shown) -> impl IntoView {
    let text = act.draft.or(shown.email_address);
    let wrong = RwSignal::new(None::<String>);
    let refused = act.submission.error_at("emailAddress");
    let error = Signal::derive(move || wrong.get().or_else(|| refused.get()));
    let press = move |()| match EmailAddress::try_from(text.get_untracked()) {
        Err(invalid) => wrong.set(Some(invalid.to_string())),
        Ok(email_address) => {
            wrong.set(None);
            let done = format!("Receipt sent to {email_address}");
            act.send("receipt", &ReceiptRequest { email_address }, done);
        }
    };
    view! {
        <TextField label="E-mail address" kind="email" value=text error=error max_chars=254 />
        <p class="quiet">"Dojo sends its own receipt to this address, and to the one that the shopper gave."</p>
        <Refusal error=act.submission.error_elsewhere(&["emailAddress"]) />
        <Foot act=act keep="Do not send" kind=Kind::Primary label="Send receipt" on_press=Callback::new(press) />
    }
}
