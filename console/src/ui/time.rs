//! Times and amounts, as every list and page shows them.

use leptos::prelude::*;
use shared::Money;

use crate::{browser, format};

/// How often "5 minutes ago" is looked at again (milliseconds).
const PERIOD: i32 = 30_000;

thread_local! {
    /// One clock for all times on the page.
    static CLOCK: ArcTrigger = {
        browser::after(PERIOD, tick);
        ArcTrigger::new()
    };
}

fn tick() {
    CLOCK.with(ArcTrigger::notify);
    browser::after(PERIOD, tick);
}

/// A time: how long ago, and exactly when on hover, in the business's zone.
#[component]
pub fn Time(
    /// In milliseconds since 1970.
    at: i64,
    /// Shows date and time instead of how long ago.
    #[prop(optional)]
    exact: bool,
) -> impl IntoView {
    let text = move || {
        if exact {
            return format::date_time(at);
        }
        CLOCK.with(ArcTrigger::track);
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
