//! After a card was not accepted: what to say, what is known, what to do.

use leptos::prelude::*;

use super::order::Shown;
use super::script::Say;

/// The advice, as long as it counts.
#[component]
pub(super) fn AdviceBox(shown: Shown) -> impl IntoView {
    let advice = Memo::new(move |_| {
        shown.with(|order| {
            let order = order.as_ref()?;
            let refused = order.refused.as_ref()?;
            Some(refused.advice(order.way))
        })
    });
    move || {
        advice.get().map(|advice| {
            view! {
                <div class="phone-advice" role="alert">
                    <h3>"The card was not accepted"</h3>
                    <Say text=advice.caller.to_owned() />
                    <p><span class="phone-label">"For you:"</span> " " {advice.staff}</p>
                    <p><span class="phone-label">"Next:"</span> " " <strong>{advice.next.text()}</strong></p>
                </div>
            }
            .into_any()
        })
    }
}
