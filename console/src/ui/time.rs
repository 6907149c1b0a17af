//! Times and amounts, as every list and page shows them.

use leptos::prelude::*;
use shared::Money;

use crate::format;

/// A time: how long ago, and exactly when on hover, in the business's zone.
#[component]
pub fn Time(
    /// In milliseconds since 1970.
    at: i64,
    /// Shows date and time instead of how long ago.
    #[prop(optional)]
    exact: bool,
) -> impl IntoView {
    let text = if exact {
        format::date_time(at)
    } else {
        format::relative(at)
    };
    view! { <time title=format::exact(at)>{text}</time> }
}

/// An amount with its currency.
#[component]
pub fn Amount(
    /// How much.
    #[prop(into)]
    money: Signal<Money>,
) -> impl IntoView {
    view! { <span class="amount">{move || money.get().to_string()}</span> }
}
