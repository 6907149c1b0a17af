//! Taking authorized money.

use leptos::prelude::*;
use shared::Money;
use shared::console::payments::{CaptureRequest, OfferKind};

use super::{Foot, Kind};
use crate::payments::detail::act::{Act, Shown};
use crate::ui::{MoneyField, Refusal};

/// Captures all or a part.
#[component]
pub(super) fn Capture(act: Act, shown: Shown) -> impl IntoView {
    let most = shown
        .offer(OfferKind::Capture)
        .and_then(|offer| offer.most)
        .unwrap_or(shown.total);
    let currency = most.currency_code;
    let text = RwSignal::new(plain(most));
    let amount = move || {
        Money::parse(&text.get(), currency)
            .ok()
            .filter(|money| money.value <= most.value)
    };
    let card = shown.card.clone();
    let consequence = move || match amount() {
        None => format!("At most {most} can be captured."),
        Some(money) => {
            let rest = Money::new(most.value - money.value, currency);
            let rest = if rest.value == 0 {
                "Nothing stays held.".to_owned()
            } else {
                format!("{rest} stays held and can be captured until the authorization ends.")
            };
            format!("{money} is taken from {card}. {rest}")
        }
    };
    let seen = shown.seen;
    let press = move |()| {
        if let Some(amount) = amount() {
            let done = format!("{amount} captured");
            act.send("capture", &CaptureRequest { amount, seen }, done);
        }
    };
    view! {
        <MoneyField label="Amount to capture" value=text currency=currency error=act.submission.error_at("amount") />
        <p class="payment-consequence" aria-live="polite">{consequence}</p>
        <Refusal error=act.submission.error_elsewhere(&["amount"]) />
        <Foot
            act=act
            keep="Do not capture"
            kind=Kind::Primary
            label=Signal::derive(move || amount().map_or_else(|| "Capture".to_owned(), |money| format!("Capture {money}")))
            disabled=Signal::derive(move || amount().is_none())
            on_press=Callback::new(press)
        />
    }
}

/// The amount without its sign, for a field.
pub(super) fn plain(money: Money) -> String {
    let text = money.to_string();
    text.trim_start_matches(money.currency_code.symbol())
        .to_owned()
}
