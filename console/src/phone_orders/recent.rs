//! The orders of before, to go back to.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::console::live::LiveKind;
use shared::console::phone_orders::RecentPhoneOrder;

use super::desk::PATH;
use crate::checkout_status::status;
use crate::live;
use crate::ui::{Reading, Skeleton, StatusChip, Time, load};

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
