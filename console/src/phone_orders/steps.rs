//! What happened so far, with times, as it happens.

use leptos::html;
use leptos::prelude::*;
use shared::CheckoutStatus;
use shared::console::phone_orders::{PhoneOrder, Step, StepKind, Way};

use super::order::Shown;
use crate::{browser, format};

/// The steps so far and what is waited for. Read out as they come.
#[component]
pub(super) fn Steps(shown: Shown) -> impl IntoView {
    let steps = Memo::new(move |_| {
        shown.with(|order| {
            let steps = order.as_ref().map(|order| order.steps.clone());
            steps.unwrap_or_default()
        })
    });
    let waited_for =
        Memo::new(move |_| shown.with(|order| order.as_ref().map_or("", |order| next(order))));
    let log = NodeRef::<html::Div>::new();
    // The newest step is seen, also when there is little room beside the advice.
    Effect::new(move |_| {
        shown.track();
        browser::after(0, move || {
            if let Some(log) = log.try_get_untracked().flatten() {
                log.set_scroll_top(log.scroll_height());
            }
        });
    });
    view! {
        <div class="phone-log" node_ref=log role="log" aria-label="Steps" tabindex="0">
            <ol class="phone-steps">
                <For each=move || steps.get().into_iter().enumerate() key=|(at, _)| *at let((_, step))>
                    <li class=class(step.kind)>
                        <span class="phone-step-time" title=format::exact(step.at)>{format::time(step.at)}</span>
                        <span>{words(&step)}</span>
                    </li>
                </For>
            </ol>
        </div>
        <p class="quiet phone-waits" hidden=move || waited_for.get().is_empty()>{move || waited_for.get()}</p>
    }
}

fn class(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Paid => "phone-step-good",
        StepKind::Declined | StepKind::NeedsReview => "phone-step-bad",
        _ => "",
    }
}

fn words(step: &Step) -> String {
    let by = step.by.as_deref().unwrap_or("staff");
    let detail = step.detail.as_deref().unwrap_or_default();
    match step.kind {
        StepKind::Made => format!("Order taken by {by}"),
        StepKind::Keying => format!("{by} keys the card"),
        StepKind::LinkOpen => "Link ready for the caller".to_owned(),
        StepKind::Sent => format!("Link {detail}"),
        StepKind::Opened => "Caller opened the link".to_owned(),
        StepKind::EnteringCard => "Caller sees the card form".to_owned(),
        StepKind::Challenged => "3-D Secure: the bank asks the caller to confirm".to_owned(),
        StepKind::Declined => "Declined by the bank".to_owned(),
        StepKind::Paid => "Paid".to_owned(),
        StepKind::NeedsReview => "Money came, but not as asked for".to_owned(),
        StepKind::ReceiptSent => format!("Receipt sent to {detail}"),
        StepKind::Cancelled => "Order cancelled".to_owned(),
        StepKind::Expired => "Order expired".to_owned(),
        StepKind::Other => "Something happened that this page does not know. Reload it.".to_owned(),
    }
}

/// What is waited for now.
fn next(order: &PhoneOrder) -> &'static str {
    let last = order.steps.last().map(|step| step.kind);
    match (order.status, order.way, last) {
        (CheckoutStatus::Waiting, _, _) => "Waiting for the bank’s answer…",
        (CheckoutStatus::Open, Way::Undecided, _) => "Choose how the caller pays.",
        (CheckoutStatus::Open, Way::Link, Some(StepKind::LinkOpen)) => {
            "Send the link in one of the ways shown."
        }
        (CheckoutStatus::Open, Way::Link, Some(StepKind::Sent)) => {
            "Waiting for the caller to open it…"
        }
        (CheckoutStatus::Open, Way::Link, Some(StepKind::Challenged)) => {
            "The caller confirms with their bank…"
        }
        (CheckoutStatus::Open, Way::Link, Some(StepKind::Declined)) => {
            "The caller can try another card…"
        }
        (CheckoutStatus::Open, Way::Link, _) => "Waiting for the caller to pay…",
        _ => "",
    }
}
