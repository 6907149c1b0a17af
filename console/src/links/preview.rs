//! The shopper's page while the form is being filled in.

use leptos::prelude::*;

use super::form::Form;
use crate::session;

/// What shoppers will see.
#[component]
pub(super) fn Preview(form: Form) -> impl IntoView {
    let business = session::bootstrap().with_untracked(|bootstrap| bootstrap.business_name.clone());
    let amount = move || form.money(&form.amount.get()).filter(|_| !form.open.get());
    let total = move || match (amount(), form.open.get()) {
        (Some(amount), _) => amount.to_string(),
        (None, true) => "You choose the amount".to_owned(),
        (None, false) => format!("{}0.00", form.currency.get().symbol()),
    };
    let limits = move || {
        let limit = |text: RwSignal<String>| form.money(&text.get());
        let limits = limit(form.minimum).zip(limit(form.maximum));
        let limits = limits.filter(|_| form.open.get());
        limits.map(|(minimum, maximum)| {
            let text = format!("From {minimum} to {maximum}");
            view! { <p class="quiet">{text}</p> }
        })
    };
    let asked = move || {
        let text = format!("You are asked for your {}.", form.collect().words()?);
        Some(view! { <p class="quiet">{text}</p> })
    };
    let items = move || {
        form.items.get().into_iter().map(|item| {
            view! {
                <li class="link-line">
                    <span>
                        <bdi>{item.name}</bdi>
                        {move || {
                            let quantity = item.quantity.get();
                            (quantity != "1").then(|| format!(" × {quantity}"))
                        }}
                    </span>
                    <span class="amount">{move || form.money(&item.amount.get()).map(|money| money.to_string())}</span>
                </li>
            }
        })
        .collect_view()
    };
    view! {
        <aside class="card link-preview" aria-labelledby="link-preview">
            <p class="quiet" id="link-preview">"What the shopper will see"</p>
            <div class="link-preview-page">
                <p class="link-preview-heading">"Pay " <bdi>{business}</bdi></p>
                <p class="link-preview-total">{total}</p>
                {limits}
                <p hidden=move || form.capture.get() != "later">"Your card is authorized now and charged later."</p>
                <p>
                    <span class="quiet">"Reference "</span>
                    <bdi>{move || form.reference.get()}</bdi>
                </p>
                <p dir="auto" hidden=move || form.description.with(String::is_empty)>{form.description}</p>
                <ul class="link-lines">{items}</ul>
                <p class="quiet" hidden=move || !form.tip.get()>"A tip can be added."</p>
                {asked}
                <p class="link-preview-button" aria-hidden="true">
                    {move || match amount() {
                        Some(amount) => format!("Pay {amount}"),
                        None => "Pay".to_owned(),
                    }}
                </p>
            </div>
        </aside>
    }
}
