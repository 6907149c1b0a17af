//! Until when a link can be paid: whole days, as the business counts them.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use shared::console::links::DEFAULT_LIFETIME;

/// The last second of a day, in milliseconds since 1970. `None` for days beyond what clocks count.
pub(super) fn end_of_day(day: Date, zone: &TimeZone) -> Option<i64> {
    let end = day.tomorrow().and_then(|next| next.to_zoned(zone.clone()));
    Some(end.ok()?.timestamp().as_millisecond() - 1_000)
}

/// Unless something else was asked for: the end of a day, in 30 days, as in the form.
pub(super) fn by_default(zone: &TimeZone, now: i64) -> i64 {
    let at = now + DEFAULT_LIFETIME;
    let day = Timestamp::from_millisecond(at).map(|at| at.to_zoned(zone.clone()).date());
    day.ok().and_then(|day| end_of_day(day, zone)).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_ends_with_a_day_of_the_business_also_where_clocks_are_put_back() {
        let zone = TimeZone::get("Europe/London").unwrap();
        for (now, end) in [
            ("2026-09-25T22:30:00Z", "2026-10-25T23:59:59Z"),
            ("2026-09-24T23:30:00Z", "2026-10-25T23:59:59Z"),
            ("2026-06-01T12:00:00Z", "2026-07-01T22:59:59Z"),
        ] {
            let at = |text: &str| text.parse::<Timestamp>().unwrap().as_millisecond();
            assert_eq!(by_default(&zone, at(now)), at(end), "{now}");
        }
    }
}
