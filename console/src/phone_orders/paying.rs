//! The middle of the screen: which of its faces is shown.

use leptos::prelude::*;
use shared::CheckoutStatus;
use shared::console::phone_orders::{PhoneOrder, Way};

use super::choose::{Choose, Waits};
use super::desk::Desk;
use super::keyed::Keyed;
use super::link::LinkOut;
use super::order::Shown;
use super::over::{Closed, Paid};
use crate::ui::focus;

/// The id of the heading above the middle.
pub(super) const HEADING: &str = "phone-pay";

/// What the middle shows. It is made anew only when this changes, so that nothing that is being typed is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Face {
    Choose,
    Keyed,
    Link,
    Waits,
    Paid,
    Closed,
}

fn face(order: &PhoneOrder) -> Face {
    match (order.status, order.way) {
        (CheckoutStatus::Open, Way::Undecided) => Face::Choose,
        (CheckoutStatus::Open, Way::Keyed) => Face::Keyed,
        // While the caller's bank answers, the link stays in sight.
        (CheckoutStatus::Open | CheckoutStatus::Waiting, Way::Link) => Face::Link,
        (CheckoutStatus::Waiting, _) => Face::Waits,
        (status, _) if status.was_paid() => Face::Paid,
        _ => Face::Closed,
    }
}

/// The middle of the screen.
#[component]
pub(super) fn Paying(desk: Desk, shown: Shown) -> impl IntoView {
    let face = Memo::new(move |_| shown.with(|order| order.as_ref().map(face)));
    // What staff need to key the card; made when they choose to, and not kept beyond this screen.
    let attempt = RwSignal::new(None);
    Effect::new(move |_| {
        // What had the focus may have gone with the last face. Then the heading takes it, unless the new face has done so.
        if face.get().is_some() {
            focus::land_on("#phone-pay");
        }
    });
    move || match face.get() {
        None => ().into_any(),
        Some(Face::Choose) => view! { <Choose shown=shown attempt=attempt /> }.into_any(),
        Some(Face::Keyed) => view! { <Keyed shown=shown attempt=attempt /> }.into_any(),
        Some(Face::Link) => view! { <LinkOut shown=shown attempt=attempt /> }.into_any(),
        Some(Face::Waits) => view! { <Waits /> }.into_any(),
        Some(Face::Paid) => view! { <Paid desk=desk shown=shown /> }.into_any(),
        Some(Face::Closed) => view! { <Closed desk=desk shown=shown /> }.into_any(),
    }
}
