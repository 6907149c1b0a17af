//! An order that was made: its three columns.

use leptos::prelude::*;
use shared::console::live::LiveKind;
use shared::console::phone_orders::PhoneOrder;

use super::advice::AdviceBox;
use super::desk::Desk;
use super::paying::{HEADING, Paying};
use super::steps::Steps;
use super::summary::Summary;
use crate::live;
use crate::ui::{ErrorView, Reading, Skeleton};

/// The order as it stands, for every part of the screen. Set by whatever answer came last.
pub(super) type Shown = RwSignal<Option<PhoneOrder>>;

/// An order that was made. It is read again whenever it changes; the card's fields stay in their place meanwhile.
#[component]
pub(super) fn Order(desk: Desk, id: String) -> impl IntoView {
    let path = format!("/phone-orders/{id}");
    let reading = Reading::<PhoneOrder>::new(move || {
        live::track(LiveKind::PhoneOrder);
        path.clone()
    });
    let shown: Shown = RwSignal::new(None);
    Effect::new(move |_| {
        if let Some(order) = reading.ok()
            && shown.with_untracked(|shown| shown.as_ref() != Some(&order))
        {
            shown.set(Some(order));
        }
    });
    let is_there = Memo::new(move |_| shown.with(Option::is_some));
    let failed = Memo::new(move |_| reading.get().and_then(Result::err));
    move || {
        // Once it is there it stays, also while it cannot be read again: a card may be half keyed.
        if is_there.get() {
            return view! { <Columns desk=desk shown=shown /> }.into_any();
        }
        match failed.get() {
            Some(error) => {
                view! { <ErrorView error=error retry=Callback::new(move |()| reading.refetch()) /> }
                    .into_any()
            }
            None => view! {
                <div class="phone-orders">
                    <div class="card phone-column"><Skeleton rows=6 /></div>
                    <div class="card phone-column"><Skeleton rows=6 /></div>
                    <div class="card phone-column"><Skeleton rows=6 /></div>
                </div>
            }
            .into_any(),
        }
    }
}

#[component]
fn Columns(desk: Desk, shown: Shown) -> impl IntoView {
    view! {
        <div class="phone-orders">
            <section class="card phone-column" aria-labelledby="phone-order">
                <h2 id="phone-order">"Order"</h2>
                <Summary desk=desk shown=shown />
            </section>
            <section class="card phone-column" aria-labelledby=HEADING>
                <h2 id=HEADING tabindex="-1">"Payment"</h2>
                <Paying desk=desk shown=shown />
            </section>
            <section class="card phone-column" aria-labelledby="phone-steps">
                <h2 id="phone-steps">"What happens"</h2>
                <AdviceBox shown=shown />
                <Steps shown=shown />
            </section>
        </div>
    }
}
