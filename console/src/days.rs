//! Days in the business's zone, as the browser's date field has them.

use js_sys::Date;

use crate::format;

const SECOND: f64 = 1_000.0;

/// The last second of a day such as `2027-01-31`, in milliseconds since 1970.
pub(crate) fn end_of_day(day: &str) -> Option<i64> {
    let as_utc = Date::parse(&format!("{day}T23:59:59Z"));
    if as_utc.is_nan() {
        return None;
    }
    // What the clock on the wall shows then, read as UTC, tells how far the zone is from it.
    let wall = Date::parse(&format!("{}Z", wall_clock(as_utc).replace(' ', "T")));
    whole(as_utc - (wall - as_utc))
}

/// The day of a time, such as `2027-01-31`.
#[expect(clippy::as_conversions, reason = "JavaScript's times are floats")]
#[expect(clippy::cast_precision_loss, reason = "exact for 285,000 years")]
pub(crate) fn day_of(at: i64) -> String {
    wall_clock(at as f64).chars().take(10).collect()
}

#[expect(clippy::as_conversions, reason = "JavaScript's times are floats")]
#[expect(clippy::cast_possible_truncation, reason = "whole seconds, checked")]
fn whole(at: f64) -> Option<i64> {
    (at.is_finite() && at.abs() < 8.64e15).then(|| ((at / SECOND).floor() * SECOND) as i64)
}

/// `2027-01-31 23:59:59`, as Swedes write it.
fn wall_clock(at: f64) -> String {
    let parts = [
        ("year", "numeric"),
        ("month", "2-digit"),
        ("day", "2-digit"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("second", "2-digit"),
    ];
    format::in_zone(at, "sv-SE", &parts)
}
