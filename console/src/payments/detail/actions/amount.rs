//! Asking for another amount or tip.

use leptos::prelude::*;
use shared::console::payments::{NewAmount, OfferKind};
use shared::money::MoneyError;
use shared::{Currency, Money};

use super::{Foot, Kind};
use crate::payments::detail::act::{Act, Shown};
use crate::ui::{MoneyField, Refusal};

/// Changes the amount or the tip.
#[component]
pub(super) fn Change(act: Act, shown: Shown, kind: OfferKind) -> impl IntoView {
    let is_tip = kind == OfferKind::ChangeTip;
    let (total, tips) = (shown.total, shown.tips);
    let currency = total.currency_code;
    let before = if is_tip {
        tips
    } else {
        Money::new(total.value - tips.value, currency)
    };
    let rest = total.value - before.value;
    let text = act.draft.or(before.without_symbol());
    let entered = move || read(&text.get(), currency, is_tip).ok();
    let amount = move || entered().filter(|money| *money != before);
    let refused = act.submission.error_at("amount");
    let error = Signal::derive(move || {
        let wrong = read(&text.get(), currency, is_tip).err();
        wrong
            .map(|wrong| wrong.to_string())
            .or_else(|| refused.get())
    });
    let held = shown.is_authorized;
    let consequence = move || match amount() {
        None => format!("It is {before} now."),
        Some(money) => {
            let new = Money::new(money.value + rest, currency);
            if held {
                format!("The bank is asked to hold {new} instead of {total}. Nothing is taken yet.")
            } else {
                format!("The shopper is asked for {new} instead of {total}.")
            }
        }
    };
    let (label, action) = if is_tip {
        ("New tip", "tip")
    } else {
        ("New amount", "amount")
    };
    let seen = shown.seen;
    let press = move |()| {
        if let Some(amount) = amount() {
            act.send(
                action,
                &NewAmount { amount, seen },
                format!("Changed to {amount}"),
            );
        }
    };
    view! {
        <MoneyField label=label value=text currency=currency error=error />
        <p class="payment-consequence" aria-live="polite">{consequence}</p>
        <Refusal error=act.submission.error_elsewhere(&["amount"]) />
        <Foot
            act=act
            keep="Leave it as it is"
            kind=Kind::Primary
            label=Signal::derive(move || amount().map_or_else(|| "Change".to_owned(), |money| format!("Change to {money}")))
            disabled=Signal::derive(move || amount().is_none())
            on_press=Callback::new(press)
        />
    }
}

/// A tip may be nothing.
fn read(text: &str, currency: Currency, may_be_zero: bool) -> Result<Money, MoneyError> {
    if may_be_zero {
        Money::parse_or_zero(text, currency)
    } else {
        Money::parse(text, currency)
    }
}
