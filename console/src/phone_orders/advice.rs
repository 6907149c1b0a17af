//! After a card was not accepted: what to say, what is known, what to do.

use leptos::prelude::*;

use super::order::Shown;
use super::script::Say;
use crate::ui::{Notice, Tone};

/// The advice, as long as it counts.
#[component]
pub(super) fn AdviceBox(shown: Shown) -> impl IntoView {
    let advice = Memo::new(move |_| {
        shown.with(|order| {
            let refused = order.as_ref()?.refused.as_ref()?;
            Some(refused.advice())
        })
    });
    move || {
        advice.get().map(|advice| {
            view! {
                <Notice tone=Tone::Error title="The card was not accepted">
                    <Say text=advice.caller.to_owned() />
                    <p>{advice.staff}</p>
                    <p><strong>{advice.next.text()}</strong></p>
                </Notice>
            }
            .into_any()
        })
    }
}
