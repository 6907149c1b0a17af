//! The order is over: paid, or not to be paid any more.

use leptos::prelude::*;
use shared::card::card_name;
use shared::checks::{self, Verdict};
use shared::console::phone_orders::{PhoneOrder, PhonePayment};
use shared::{CheckoutStatus, spoken};

use super::desk::Desk;
use super::order::Shown;
use super::receipt::Receipt;
use super::script::Say;
use crate::ui::{Button, Kind, LinkButton, Notice, Tone};

/// What was paid, what the bank's checks said, the receipt.
#[component]
pub(super) fn Paid(desk: Desk, shown: Shown) -> impl IntoView {
    let order = shown.get_untracked();
    order.map(|order| {
        let amount = order.amount;
        let title = match order.status {
            CheckoutStatus::NeedsReview => "Money came, but not as asked for".to_owned(),
            CheckoutStatus::Refunded => format!("Paid {amount}, and refunded"),
            _ => format!("Paid {amount}"),
        };
        let tone = match order.status {
            CheckoutStatus::NeedsReview => Tone::Warning,
            CheckoutStatus::Refunded => Tone::Info,
            _ => Tone::Success,
        };
        let say = format!("Thank you, {} is paid. Is there anything else?", spoken::amount(amount));
        let href = order
            .payment
            .as_ref()
            .map(|payment| format!("/console/payments/{}", payment.payment_intent_id));
        let is_paid = order.status != CheckoutStatus::NeedsReview;
        let is_kept = is_paid && order.status != CheckoutStatus::Refunded;
        view! {
            <Notice tone=tone title=title />
            {is_kept.then(|| view! { <Say text=say /> })}
            {order.payment.clone().map(|payment| view! { <PaymentFacts payment=payment /> })}
            {is_paid.then(|| view! { <Receipt shown=shown order=order.clone() /> })}
            <div class="cluster">
                <Button kind=Kind::Primary label="New order (n)" on_press=Callback::new(move |()| desk.begin_anew()) />
                {href.map(|href| view! { <LinkButton href=href label="Open the payment" /> })}
            </div>
        }
    })
}

#[component]
fn PaymentFacts(payment: PhonePayment) -> impl IntoView {
    let check = checks::address(payment.avs_result.as_deref());
    let (sign, class) = match check.verdict {
        Verdict::Good => ("✓", "phone-check phone-check-good"),
        Verdict::Mixed => ("!", "phone-check phone-check-mixed"),
        Verdict::Bad => ("✗", "phone-check phone-check-bad"),
        Verdict::Unknown => ("–", "phone-check"),
    };
    let card = payment
        .last_four
        .map(|last_four| card_name(payment.card_type.as_deref(), Some(&last_four)));
    view! {
        <dl class="phone-facts">
            {card.map(|card| view! { <div><dt>"Card"</dt><dd>{card}</dd></div> })}
            {payment.auth_code.map(|code| view! { <div><dt>"Authorization code"</dt><dd>{code}</dd></div> })}
            <div>
                <dt>"Address check"</dt>
                <dd class=class><span aria-hidden="true">{sign}</span> " " {check.text}</dd>
            </div>
        </dl>
    }
}

/// Nobody can pay it any more.
#[component]
pub(super) fn Closed(desk: Desk, shown: Shown) -> impl IntoView {
    let order: Option<PhoneOrder> = shown.get_untracked();
    let title = match order.map(|order| order.status) {
        Some(CheckoutStatus::Expired) => "Nobody paid in time",
        _ => "The order was cancelled",
    };
    view! {
        <Notice tone=Tone::Info title=title>
            <p>"Nothing was charged, and it cannot be paid any more."</p>
        </Notice>
        <div class="cluster">
            <Button kind=Kind::Primary label="New order (n)" on_press=Callback::new(move |()| desk.begin_anew()) />
        </div>
    }
}
