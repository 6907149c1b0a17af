//! Days as the business has them: from midnight to midnight in its time zone, whatever the clocks do meanwhile.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use crate::DomainError;

/// A day's first moment and the next one's, in milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) date: String,
    pub(super) from: i64,
    pub(super) until: i64,
}

/// The last `count` days, the oldest first, the last being that of `now`.
pub(super) fn last(
    now: Timestamp,
    zone: &TimeZone,
    count: i64,
) -> Result<Vec<Bounds>, DomainError> {
    let today = now.to_zoned(zone.clone()).date();
    let begins = |ago: i64| -> Result<(String, i64), jiff::Error> {
        let date = today.checked_sub(ago.days())?;
        let begin = date.to_zoned(zone.clone())?.start_of_day()?;
        Ok((date.to_string(), begin.timestamp().as_millisecond()))
    };
    (0..count)
        .rev()
        .map(|ago| {
            let (date, from) = begins(ago)?;
            let (_, until) = begins(ago - 1)?;
            Ok(Bounds { date, from, until })
        })
        .collect::<Result<_, jiff::Error>>()
        .map_err(|cause| DomainError::Internal(format!("the calendar: {cause}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 60 * 60 * 1000;

    fn hours(now: &str, zone: &str) -> Vec<(String, i64)> {
        let zone = TimeZone::get(zone).unwrap();
        let days = last(now.parse().unwrap(), &zone, 3).unwrap();
        for pair in days.windows(2) {
            assert_eq!(pair[0].until, pair[1].from);
        }
        days.into_iter()
            .map(|day| (day.date, (day.until - day.from) / HOUR))
            .collect()
    }

    #[test]
    fn a_day_has_23_24_or_25_hours_as_the_clocks_go() {
        let day = |date: &str, hours| (date.to_owned(), hours);
        assert_eq!(
            hours("2026-03-30T11:00:00Z", "Europe/London"),
            [
                day("2026-03-28", 24),
                day("2026-03-29", 23),
                day("2026-03-30", 24)
            ]
        );
        assert_eq!(
            hours("2026-10-26T11:00:00Z", "Europe/London"),
            [
                day("2026-10-24", 24),
                day("2026-10-25", 25),
                day("2026-10-26", 24)
            ]
        );
    }

    #[test]
    fn midnight_is_the_businesss_and_not_greenwichs() {
        let today = |now: &str, zone: &str| hours(now, zone).pop().unwrap().0;
        assert_eq!(today("2026-07-01T22:59:59Z", "Europe/London"), "2026-07-01");
        assert_eq!(today("2026-07-01T23:00:00Z", "Europe/London"), "2026-07-02");
        assert_eq!(today("2026-07-01T23:00:00Z", "UTC"), "2026-07-01");
    }

    #[test]
    fn a_day_whose_midnight_does_not_exist_begins_with_its_first_moment() {
        // In Cairo the clocks went from 24:00 to 01:00 on 24 April 2026.
        let day = hours("2026-04-24T12:00:00Z", "Africa/Cairo").pop().unwrap();
        assert_eq!(day, ("2026-04-24".to_owned(), 23));
    }
}
