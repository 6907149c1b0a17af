//! Fourteen days as bars, and the same as a table.

use leptos::prelude::*;
use shared::console::overview::Day;
use shared::{Currency, Money};

use super::figures::rate;
use crate::format;

/// The height of the drawing, in its own units. Its width is one hundred a day.
const HEIGHT: i64 = 400;

/// The lowest bar of a day that took anything at all.
const LEAST: i64 = 6;

/// The bars of each currency that anything was taken in: sums of two currencies share no scale.
#[component]
pub(super) fn Fortnight(
    /// The oldest first.
    days: Vec<Day>,
) -> impl IntoView {
    let mut taken: Vec<Currency> = Currency::ALL.into();
    taken.retain(|currency| days.iter().any(|day| taken_in(day, *currency) > 0));
    let charts = match *taken {
        [] => view! { <p class="quiet">"Nothing taken yet"</p> }.into_any(),
        [one] => chart(&days, one, String::new()),
        _ => {
            let named =
                |currency: Currency| chart(&days, currency, format!("{}: ", currency.name()));
            taken.into_iter().map(named).collect_view().into_any()
        }
    };
    view! {
        <section class="card stack" aria-labelledby="overview-fortnight">
            <h2 id="overview-fortnight">"14 days"</h2>
            {charts}
            <details class="more">
                <summary>"As a table"</summary>
                <Table days=days />
            </details>
        </section>
    }
}

/// One currency's bars, below `name` and their scale.
fn chart(days: &[Day], currency: Currency, name: String) -> AnyView {
    let most = days.iter().map(|day| taken_in(day, currency)).max();
    let most = most.unwrap_or(0).max(1);
    let bars = (0_i64..).zip(days).map(|(nth, day)| {
        let value = taken_in(day, currency);
        let height = if value > 0 {
            (value.saturating_mul(HEIGHT) / most).max(LEAST)
        } else {
            0
        };
        let title = format!(
            "{}: {}",
            format::date(day.from),
            Money::new(value, currency)
        );
        view! {
            <rect
                x=(nth * 100 + 14).to_string()
                y=(HEIGHT - height).to_string()
                width="72"
                height=height.to_string()
                rx="6"
            >
                <title>{title}</title>
            </rect>
        }
    });
    let bars = bars.collect_view();
    let labels = days.iter().map(|day| {
        // "2026-11-21": the day of the month without its nought.
        let of_month = day.date.rsplit('-').next().unwrap_or_default();
        view! { <span>{of_month.trim_start_matches('0').to_owned()}</span> }
    });
    let labels = labels.collect_view();
    view! {
        <div class="overview-chart" aria-hidden="true">
            <p class="quiet">{name} {format!("Up to {} a day", Money::new(most, currency))}</p>
            <svg viewBox=format!("0 0 1400 {HEIGHT}") preserveAspectRatio="none">{bars}</svg>
            <div class="overview-dates">{labels}</div>
        </div>
    }
    .into_any()
}

/// In minor units.
fn taken_in(day: &Day, currency: Currency) -> i64 {
    let sums = day.takings.iter().map(|sum| sum.taken);
    sums.filter(|taken| taken.currency_code == currency)
        .map(|taken| taken.value)
        .sum()
}

#[component]
fn Table(days: Vec<Day>) -> impl IntoView {
    let rows = days.into_iter().rev().map(|day| {
        let sums = day.takings.iter().map(|sum| sum.taken.to_string());
        let sums = sums.collect::<Vec<_>>().join(", ");
        let tried = (day.tried > 0).then(|| rate(day.paid, day.tried));
        view! {
            <tr>
                <th scope="row">{format::date(day.from)}</th>
                <td class="number">{if sums.is_empty() { "–".to_owned() } else { sums }}</td>
                <td class="number">{day.paid}</td>
                <td class="number">{tried.unwrap_or_else(|| "–".to_owned())}</td>
            </tr>
        }
    });
    view! {
        <div class="table-frame" tabindex="0" role="group" aria-label="14 days as a table">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">"Day"</th>
                        <th scope="col" class="number">"Taken"</th>
                        <th scope="col" class="number">"Payments"</th>
                        <th scope="col" class="number">"Went through"</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}
