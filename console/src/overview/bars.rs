//! Fourteen days as bars, and the same as a table.

use leptos::prelude::*;
use shared::console::overview::Day;
use shared::{Currency, Money};

use super::figures::rate;
use crate::{format, session};

/// The height of the drawing, in its own units. Its width is one hundred a day.
const HEIGHT: i64 = 400;

/// The lowest bar of a day that took anything at all.
const LEAST: i64 = 6;

/// The bars.
#[component]
pub(super) fn Fortnight(
    /// The oldest first.
    days: Vec<Day>,
) -> impl IntoView {
    let currency = session::bootstrap().with_untracked(|bootstrap| bootstrap.currency);
    let most = days.iter().map(|day| taken(day, currency)).max();
    let most = most.unwrap_or(0).max(0);
    let scale = if most > 0 {
        format!("Up to {} a day", Money::new(most, currency))
    } else {
        "Nothing taken yet".to_owned()
    };
    let bars = (0_i64..).zip(&days).map(|(nth, day)| {
        let value = taken(day, currency);
        let height = if value > 0 {
            (value.saturating_mul(HEIGHT) / most.max(1)).max(LEAST)
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
        <section class="card stack" aria-labelledby="overview-fortnight">
            <h2 id="overview-fortnight">"14 days"</h2>
            <div class="overview-chart" aria-hidden="true">
                <p class="quiet">{scale}</p>
                <svg viewBox=format!("0 0 1400 {HEIGHT}") preserveAspectRatio="none">{bars}</svg>
                <div class="overview-dates">{labels}</div>
            </div>
            <details class="more">
                <summary>"As a table"</summary>
                <Table days=days />
            </details>
        </section>
    }
}

fn taken(day: &Day, currency: Currency) -> i64 {
    let own = day
        .takings
        .iter()
        .find(|sum| sum.taken.currency_code == currency);
    own.map_or(0, |sum| sum.taken.value)
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
