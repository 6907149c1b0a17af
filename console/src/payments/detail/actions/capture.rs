//! Taking authorized money.

use leptos::prelude::*;
use shared::Money;
use shared::console::payments::{CaptureRequest, OfferKind};
use shared::money::MoneyError;

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
    let text = act.draft.or(most.without_symbol());
    let entered = move || up_to(&text.get(), most);
    let amount = move || entered().ok();
    let card = shown.card.clone();
    let consequence = move || match entered() {
        Err(Some(wrong)) => wrong.to_string(),
        Err(None) => format!("At most {most} can be captured."),
        Ok(money) => {
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

/// What was entered, at most so much. What is wrong with it; `None` if it is only too much, or nothing was entered yet.
pub(super) fn up_to(text: &str, most: Money) -> Result<Money, Option<MoneyError>> {
    match Money::parse(text, most.currency_code) {
        Ok(money) if money.value <= most.value => Ok(money),
        Ok(_) | Err(MoneyError::Empty | MoneyError::TooLarge) => Err(None),
        Err(wrong) => Err(Some(wrong)),
    }
}
