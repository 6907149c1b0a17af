//! The orders of before, to go back to.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::CheckoutStatus;
use shared::console::live::LiveKind;
use shared::console::phone_orders::RecentPhoneOrder;

use super::desk::PATH;
use crate::live;
use crate::ui::{Reading, Skeleton, StatusChip, Time, Tone, load};

/// The newest orders.
#[component]
pub(super) fn Recent() -> impl IntoView {
    let reading = Reading::<Vec<RecentPhoneOrder>>::new(|| {
        live::track(LiveKind::PhoneOrder);
        "/phone-orders".to_owned()
    });
    load(
        reading,
        || view! { <Skeleton rows=4 /> }.into_any(),
        |orders| {
            if orders.is_empty() {
                return view! {
                    <p class="quiet">"The orders that you take appear here, so that you can go back to them."</p>
                }
                .into_any();
            }
            view! { <ul class="phone-recent">{orders.into_iter().map(row).collect_view()}</ul> }
                .into_any()
        },
    )
}

fn row(order: RecentPhoneOrder) -> impl IntoView {
    let (tone, word) = status(order.status);
    let who = order.caller_name.clone().unwrap_or_default();
    view! {
        <li>
            <A href=format!("{PATH}?order={}", order.id) attr:data-row="">
                <bdi>{order.reference.clone()}</bdi>
            </A>
            <span class="amount">{order.amount.to_string()}</span>
            <span class="quiet"><bdi>{who}</bdi> " " <Time at=order.created_at /></span>
            <StatusChip tone=tone label=word />
        </li>
    }
}

/// A status as staff call it.
pub(super) fn status(status: CheckoutStatus) -> (Tone, &'static str) {
    match status {
        CheckoutStatus::Open => (Tone::Neutral, "Not paid"),
        CheckoutStatus::Waiting => (Tone::Info, "Being confirmed"),
        CheckoutStatus::Paid => (Tone::Success, "Paid"),
        CheckoutStatus::Authorized => (Tone::Success, "Authorized"),
        CheckoutStatus::NeedsReview => (Tone::Warning, "Needs review"),
        CheckoutStatus::Expired => (Tone::Neutral, "Expired"),
        CheckoutStatus::Cancelled => (Tone::Neutral, "Cancelled"),
    }
}
