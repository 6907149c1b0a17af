//! How links are put into words.

use shared::console::links::{LinkStage, LinkState, LinkSummary};

use crate::ui::Tone;

/// What the status of a link means.
pub(super) fn tone(link: &LinkSummary) -> Tone {
    match (link.state, link.stage) {
        (LinkState::Expired | LinkState::Deactivated, _)
        | (_, LinkStage::Made | LinkStage::Released) => Tone::Neutral,
        (_, LinkStage::Opened | LinkStage::Tried) => Tone::Info,
        (_, LinkStage::Declined) => Tone::Error,
        (_, LinkStage::Authorized) => Tone::Warning,
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
