//! Giving money back.

use leptos::prelude::*;
use shared::Money;
use shared::console::payments::{OfferKind, RefundRequest};

use super::capture::{plain, up_to};
use super::{Foot, Kind, seen_request};
use crate::payments::detail::act::{Act, Shown};
use crate::ui::{MoneyField, Refusal, TextArea, TextField};

/// Refunds a part or all of what is left.
#[component]
pub(super) fn Refund(act: Act, shown: Shown) -> impl IntoView {
    let offer = shown.offer(OfferKind::Refund).cloned();
    let most = offer
        .as_ref()
        .and_then(|offer| offer.most)
        .unwrap_or(shown.left);
    let limit = offer.and_then(|offer| offer.limit);
    let (currency, left) = (most.currency_code, shown.left);
    let text = act.draft.amount_or(|| {
        if most == left {
            plain(most)
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
            let second = match limit {
                Some(limit) if money.value > limit.value => format!(
                    " This is above {limit}, so another manager must confirm it before anything goes out."
                ),
                _ => String::new(),
            };
            format!("{money} goes back to {card}; {stays} stays captured.{second}")
        }
    };
    let needs_second =
        move || amount().is_some_and(|money| limit.is_some_and(|limit| money.value > limit.value));
    let label = move || match amount() {
        None => "Refund".to_owned(),
        Some(money) if needs_second() => format!("Ask to refund {money}"),
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
        let done = if needs_second() {
            format!("{amount} waits for another manager")
        } else {
            format!("{amount} refunded")
        };
        act.send("refunds", &body, done);
    };
    view! {
        <MoneyField label="Amount to refund" value=text currency=currency error=act.submission.error_at("amount") />
        <TextField label="Reason" value=reason max_chars=200 hint="Dojo keeps it with the refund" error=act.submission.error_at("reason") />
        <TextArea label="Notes" value=notes rows=2 max_chars=1000 error=act.submission.error_at("notes") />
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
    let limit = offer.and_then(|offer| offer.limit);
    let needs_second = limit.is_some_and(|limit| most.value > limit.value);
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
            if needs_second {
                format!("Ask to reverse {most}")
            } else {
                format!("Reverse {most}")
            },
            "Keep the money",
        )
    };
    let second = limit.filter(|_| needs_second).map(|limit| {
        view! { <p>{format!("This is above {limit}, so another manager must confirm it before anything goes out.")}</p> }
    });
    let body = seen_request(&shown);
    let done = if needs_second {
        format!("{most} waits for another manager")
    } else if shown.is_authorized {
        format!("{most} released")
    } else {
        format!("{most} reversed")
    };
    view! {
        <p class="payment-consequence">{text}</p>
        {second}
        <Refusal error=act.submission.error_elsewhere(&[]) />
        <Foot
            act=act
            keep=keep
            kind=Kind::Danger
            label=label
            on_press=Callback::new(move |()| act.send("reversal", &body, done.clone()))
        />
    }
}
