//! How payments are named on the screen.

use shared::console::payments::{PaymentLine, PaymentStatus, RefundStatus};

use crate::ui::Tone;

/// A payment's status: the word, and what it means.
pub(super) fn status(line: &PaymentLine) -> (Tone, &'static str) {
    let tone = match line.status {
        PaymentStatus::Created => Tone::Neutral,
        PaymentStatus::Authorized => Tone::Info,
        PaymentStatus::Captured => Tone::Success,
        PaymentStatus::Refunded | PaymentStatus::Reversed => Tone::Warning,
        PaymentStatus::Canceled => Tone::Neutral,
    };
    if line.status == PaymentStatus::Captured && line.refunded_amount.value > 0 {
        return (Tone::Warning, "Partly refunded");
    }
    (tone, line.status.words())
}

/// A refund's status.
pub(super) fn refund_status(status: RefundStatus) -> (Tone, &'static str) {
    match status {
        RefundStatus::AwaitingApproval => (Tone::Warning, "Needs a second person"),
        RefundStatus::Sending | RefundStatus::Accepted => (Tone::Info, "On its way"),
        RefundStatus::Unknown => (Tone::Warning, "Outcome unknown"),
        RefundStatus::Done => (Tone::Success, "Done"),
        RefundStatus::Refused => (Tone::Error, "Refused by Dojo"),
        RefundStatus::Rejected => (Tone::Neutral, "Declined"),
    }
}

/// `Visa •••• 1005`, as far as it is known.
pub(super) fn card(card_type: Option<&str>, last_four: Option<&str>) -> String {
    let scheme = match card_type {
        Some("VISA") => "Visa",
        Some("MASTERCARD") => "Mastercard",
        Some("MAESTRO") => "Maestro",
        Some("AMEX") => "American Express",
        Some("DISCOVER") => "Discover",
        Some("DCI") => "Diners Club",
        Some(other) => other,
        None => "Card",
    };
    match last_four {
        Some(last_four) => format!("{scheme} •••• {last_four}"),
        None => scheme.to_owned(),
    }
}
