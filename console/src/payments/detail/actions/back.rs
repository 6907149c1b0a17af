//! Giving money back.

use leptos::prelude::*;
use shared::Money;
use shared::console::payments::{Offer, OfferKind, RefundRequest};

use super::capture::up_to;
use super::{Foot, Kind, seen_request};
use crate::payments::detail::act::{Act, Shown};
use crate::ui::{MoneyField, Refusal, TextArea, TextField};

/// Why money goes back most often; any other reason can be typed.
const REASONS: [&str; 6] = [
    "Customer changed their mind",
    "Goods not received",
    "Goods damaged or not as described",
    "Paid twice",
    "Wrong amount",
    "Fraudulent payment",
];

/// Refunds a part or all of what is left.
#[component]
pub(super) fn Refund(act: Act, shown: Shown) -> impl IntoView {
    let offer = shown.offer(OfferKind::Refund).cloned();
    let most = offer
        .as_ref()
        .and_then(|offer| offer.most)
        .unwrap_or(shown.left);
    let second = Second::of(offer.as_ref());
    let (currency, left) = (most.currency_code, shown.left);
    let text = act.draft.or({
        if most == left {
            most.without_symbol()
        } else {
            String::new()
        }
    });
    let (reason, notes) = (act.draft.reason, act.draft.notes);
    let entered = move || up_to(&text.get(), most);
    let amount = move || entered().ok();
    let by_reversal = most.value < left.value;
    let card = shown.card.clone();
    let consequence = move || match entered() {
        Err(Some(wrong)) => wrong.to_string(),
        Err(None) if by_reversal => format!(
            "Enter a part, up to {most}. To give back all {left} on the day it was paid, reverse the payment instead."
        ),
        Err(None) => format!("At most {most} can be refunded."),
        Ok(money) => {
            let stays = Money::new(left.value - money.value, currency);
            let why = second.why(money).map(|why| format!(" {why}"));
            let why = why.unwrap_or_default();
            format!("{money} goes back to {card}; {stays} stays captured.{why}")
        }
    };
    let label = move || match amount() {
        None => "Refund".to_owned(),
        Some(money) if second.is_needed(money) => format!("Ask to refund {money}"),
        Some(money) => format!("Refund {money}"),
    };
    let seen = shown.seen;
    let press = move |()| {
        let Some(amount) = amount() else { return };
        let given =
            |text: RwSignal<String>| Some(text.get_untracked()).filter(|text| !text.is_empty());
        let body = RefundRequest {
            amount,
            reason: given(reason),
            notes: given(notes),
            seen,
        };
        act.give_back("refunds", &body);
    };
    view! {
        <MoneyField label="Amount to refund" value=text currency=currency error=act.submission.error_at("amount") />
        <TextField
            label="Reason (optional)"
            value=reason
            max_chars=200
            suggestions=&REASONS
            hint="Dojo keeps it with the refund"
            error=act.submission.error_at("reason")
        />
        <TextArea label="Notes (optional)" value=notes rows=2 max_chars=1000 error=act.submission.error_at("notes") />
        <p class="payment-consequence" aria-live="polite">{consequence}</p>
        <Refusal error=act.submission.error_elsewhere(&["amount", "reason", "notes"]) />
        <Foot
            act=act
            keep="Keep the money"
            kind=Kind::Danger
            label=Signal::derive(label)
            disabled=Signal::derive(move || amount().is_none())
            on_press=Callback::new(press)
        />
    }
}

/// Undoes the payment as a whole.
#[component]
pub(super) fn Reverse(act: Act, shown: Shown) -> impl IntoView {
    let offer = shown.offer(OfferKind::Reverse).cloned();
    let most = offer
        .as_ref()
        .and_then(|offer| offer.most)
        .unwrap_or(shown.total);
    let second = Second::of(offer.as_ref());
    let card = shown.card.clone();
    let (text, label, keep) = if shown.is_authorized {
        (
            format!(
                "{most} is let go on {card}: nothing was taken, and nothing can be captured afterwards."
            ),
            format!("Release {most}"),
            "Keep it held",
        )
    } else {
        (
            format!(
                "All of {most} goes back to {card}. It was paid today and is not settled yet, so it is undone as a whole; \
                 {} stays captured.",
                Money::new(0, most.currency_code)
            ),
            if second.is_needed(most) {
                format!("Ask to reverse {most}")
            } else {
                format!("Reverse {most}")
            },
            "Keep the money",
        )
    };
    let body = seen_request(&shown);
    view! {
        <p class="payment-consequence">{text}</p>
        {second.why(most).map(|why| view! { <p>{why}</p> })}
        <Refusal error=act.submission.error_elsewhere(&[]) />
        <Foot
            act=act
            keep=keep
            kind=Kind::Danger
            label=label
            on_press=Callback::new(move |()| act.give_back("reversal", &body))
        />
    }
}

/// When another manager must confirm what goes back.
#[derive(Clone, Copy)]
struct Second {
    limit: Option<Money>,
    /// What is left of it.
    alone: Option<Money>,
}

impl Second {
    fn of(offer: Option<&Offer>) -> Self {
        Self {
            limit: offer.and_then(|offer| offer.limit),
            alone: offer.and_then(|offer| offer.alone),
        }
    }

    fn is_needed(self, money: Money) -> bool {
        self.alone.is_some_and(|alone| money.value > alone.value)
    }

    /// Why this much waits, if it does.
    fn why(self, money: Money) -> Option<String> {
        let limit = self.limit.filter(|_| self.is_needed(money))?;
        let before = if self.alone == Some(limit) {
            "This"
        } else {
            "With what was asked for before, this"
        };
        Some(format!(
            "{before} is above {limit}, so another manager must confirm it before anything goes out."
        ))
    }
}
