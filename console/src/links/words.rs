//! How links are put into words.

use std::fmt::Display;

use shared::console::links::{LinkStage, LinkState, LinkSummary};

use crate::ui::Tone;

/// What the status of a link means.
pub(super) fn tone(link: &LinkSummary) -> Tone {
    match (link.state, link.stage) {
        (LinkState::Expired | LinkState::Deactivated, _)
        | (_, LinkStage::Made | LinkStage::Released) => Tone::Neutral,
        (_, LinkStage::Opened | LinkStage::Tried | LinkStage::Authorized) => Tone::Info,
        (_, LinkStage::Declined) => Tone::Error,
        (_, LinkStage::Paid) => Tone::Success,
    }
}

/// How much it asks for.
pub(super) fn amount(link: &LinkSummary) -> String {
    match (link.amount, link.open_amount) {
        (Some(amount), _) => amount.to_string(),
        (None, Some(limits)) => format!("{} to {}", limits.minimum, limits.maximum),
        (None, None) => String::new(),
    }
}

/// How often it was used, of how often it can be.
pub(super) fn uses(link: &LinkSummary) -> String {
    match link.uses {
        Some(1) if link.used == 0 => "Not used, can be paid once".to_owned(),
        Some(1) => "Used once, as often as it can be".to_owned(),
        Some(uses) => format!("{} of {uses} used", link.used),
        None => format!("{} used, no limit", link.used),
    }
}

/// How many of what: `1 row`, `2 rows`.
pub(super) fn counted<N: Display + PartialEq + From<u8>>(number: N, what: &str) -> String {
    let plural = if number == N::from(1) { "" } else { "s" };
    format!("{number} {what}{plural}")
}

/// The row or the rows that were read, by how many can be used and how many cannot.
pub(super) fn rows(good: usize, bad: usize) -> String {
    let are = |number| if number == 1 { "is" } else { "are" };
    match (good, bad) {
        (1, 0) => "The one row is fine.".to_owned(),
        (0, 1) => "The one row cannot be used.".to_owned(),
        (good, 0) => format!("All {good} rows are fine."),
        (0, bad) => format!("None of the {bad} rows can be used."),
        (good, bad) => {
            let found = counted(good, "row");
            format!("{found} {} fine, {bad} {} not.", are(good), are(bad))
        }
    }
}

/// What staff did, from the audit trail's name for it.
pub(super) fn action(action: &str) -> &'static str {
    match action {
        "link.made" => "Made",
        "link.changed" => "Changed",
        "link.deactivated" => "Deactivated",
        "link.reactivated" => "Reactivated",
        "link.sent" => "Sent by e-mail",
        "link.reminded" => "Reminded by e-mail",
        _ => "Changed",
    }
}

#[cfg(test)]
mod tests {
    use super::{counted, rows};

    #[test]
    fn one_is_not_many() {
        assert_eq!(counted(1_i64, "link"), "1 link");
        assert_eq!(counted(0_usize, "link"), "0 links");
        for (good, bad, words) in [
            (1, 0, "The one row is fine."),
            (3, 0, "All 3 rows are fine."),
            (0, 1, "The one row cannot be used."),
            (0, 2, "None of the 2 rows can be used."),
            (1, 2, "1 row is fine, 2 are not."),
            (2, 1, "2 rows are fine, 1 is not."),
        ] {
            assert_eq!(rows(good, bad), words);
        }
    }
}
