//! What a person must look at.

use leptos::prelude::*;
use shared::console::payments::{OfferKind, PaymentDetail};

use super::act::Act;
use crate::ui::{Button, Kind, Notice, Tone};

/// Every flag, what to do about it, and a way to take it down.
#[component]
pub(super) fn Flags(detail: PaymentDetail, act: Act) -> impl IntoView {
    let back = [OfferKind::Reverse, OfferKind::Refund]
        .into_iter()
        .find(|kind| detail.offers.iter().any(|offer| offer.kind == *kind));
    detail
        .flags
        .into_iter()
        .map(|flag| {
            let proposed = back.filter(|_| flag.propose_return).map(|kind| {
                view! { <Button kind=Kind::Danger label="Give it back…" on_press=Callback::new(move |()| act.begin(kind)) /> }
            });
            let path = format!("flags/{}", flag.kind);
            let resolve = flag.can_resolve.then(|| {
                let press = move |()| act.delete(&path, "Taken down".to_owned());
                view! { <Button label="I have looked at it" pending=act.submission.pending() on_press=Callback::new(press) /> }
            });
            view! {
                <Notice tone=Tone::Warning title=flag.title>
                    <p>{flag.detail}</p>
                    <p>{flag.proposal}</p>
                    <div class="cluster">{proposed}{resolve}</div>
                </Notice>
            }
        })
        .collect_view()
}
