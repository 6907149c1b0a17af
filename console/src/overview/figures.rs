//! The figures of one day.

use leptos::prelude::*;
use shared::Money;
use shared::console::overview::Day as DayFigures;

use crate::session;

/// One day: what was captured on it, how many payments, how many of those that were tried went through.
#[component]
pub(super) fn Day(
    /// What it is called.
    name: &'static str,
    /// Its figures.
    day: DayFigures,
) -> impl IntoView {
    let currency = session::bootstrap().with_untracked(|bootstrap| bootstrap.currency);
    let id = format!("overview-{}", name.to_lowercase());
    let heading = id.clone();
    let (paid, tried) = (day.paid, day.tried);
    let takings = if day.takings.is_empty() {
        view! { <p class="overview-sum">{Money::new(0, currency).to_string()}</p> }.into_any()
    } else {
        let sums = day.takings.into_iter().map(|sum| {
            let back = sum.given_back;
            view! {
                <p class="overview-sum">{sum.taken.to_string()}</p>
                <p class="quiet">
                    {plural(sum.count, "payment", "payments")} ", "
                    {sum.average.to_string()} " on average"
                    {(back.value > 0).then(|| format!(", {back} of it given back since"))}
                </p>
            }
        });
        sums.collect_view().into_any()
    };
    view! {
        <section class="card overview-day" aria-labelledby=heading>
            <h2 id=id>{name}</h2>
            {takings}
            <p class="quiet">{success(paid, tried)}</p>
        </section>
    }
}

/// `96 % of 25 tried payments went through`
fn success(paid: i64, tried: i64) -> String {
    match tried {
        ..=0 => "Nobody has tried to pay yet".to_owned(),
        1 if paid == 1 => "The one payment that was tried went through".to_owned(),
        1 => "The one payment that was tried did not go through".to_owned(),
        _ => format!(
            "{} of {tried} tried payments went through",
            rate(paid, tried)
        ),
    }
}

/// The share in whole hundredths, the nearest; but "100%" only of all of them, and "0%" only of none.
pub(super) fn rate(paid: i64, tried: i64) -> String {
    let tried = tried.max(1);
    let nearest = paid.saturating_mul(200).saturating_add(tried) / (tried.saturating_mul(2));
    let percent = match paid {
        ..=0 => 0,
        paid if paid >= tried => 100,
        _ => nearest.clamp(1, 99),
    };
    format!("{percent}%")
}

/// `1 payment`, `2 payments`
pub(super) fn plural(count: i64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
