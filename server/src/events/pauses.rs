//! How long to wait before the next try: soon at first, then less and less often.

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

/// Between looks at an intent that a shopper was shown.
const POLLS: [i64; 8] = [
    2 * SECOND,
    5 * SECOND,
    15 * SECOND,
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    HOUR,
    6 * HOUR,
];

/// Between tries at a webhook or a callback.
const TRIES: [i64; 14] = [
    SECOND,
    5 * SECOND,
    15 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    4 * HOUR,
    8 * HOUR,
    12 * HOUR,
    24 * HOUR,
];

/// How often a callback is sent once more each day after that: for thirty days in all.
const DAILY: i64 = 28;

/// The longest pause after a look that failed.
pub(crate) const OUTAGE: i64 = MINUTE;

/// The pause after the `polls`-th look, in milliseconds.
pub(crate) fn after_poll(polls: i64) -> i64 {
    nth(&POLLS, polls).unwrap_or(6 * HOUR)
}

/// The pause after the `tries`-th try (1 is the first), in milliseconds; `None` when it is time to give up.
pub(crate) fn after_try(tries: i64) -> Option<i64> {
    nth(&TRIES, tries - 1)
}

/// The same for a callback: a shop may be closed for weeks.
pub(crate) fn after_callback(tries: i64) -> Option<i64> {
    let first = i64::try_from(TRIES.len()).unwrap_or(i64::MAX);
    after_try(tries).or_else(|| (tries <= first + DAILY).then_some(24 * HOUR))
}

fn nth(pauses: &[i64], at: i64) -> Option<i64> {
    pauses.get(usize::try_from(at).ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_become_rare_and_never_end() {
        assert_eq!(after_poll(0), 2_000);
        assert_eq!(after_poll(1), 5_000);
        assert_eq!(after_poll(1_000), 6 * HOUR);
    }

    #[test]
    fn tries_end_after_more_than_two_days() {
        assert_eq!(after_try(1), Some(1_000));
        assert_eq!(after_try(15), None);
        let total: i64 = (1..15).filter_map(after_try).sum();
        assert!(total > 48 * HOUR);
    }

    #[test]
    fn a_callback_is_repeated_daily_for_thirty_days() {
        assert_eq!(after_callback(1), Some(1_000));
        assert_eq!(after_callback(15), Some(24 * HOUR));
        let pauses: Vec<i64> = (1..).map_while(after_callback).collect();
        let total: i64 = pauses.iter().sum();
        assert!((30 * 24 * HOUR..31 * 24 * HOUR).contains(&total), "{total}");
    }
}
