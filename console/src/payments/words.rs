//! How payments are named on the screen.

use shared::console::payments::{
    PaymentDetail, PaymentLine, PaymentStatus, RefundKind, RefundLine, RefundStatus,
};

use crate::ui::Tone;

/// A payment's status: the word, and what it means.
pub(crate) fn status(line: &PaymentLine) -> (Tone, &'static str) {
    let tone = match line.status {
        PaymentStatus::Created | PaymentStatus::Canceled => Tone::Neutral,
        PaymentStatus::Authorized => Tone::Info,
        PaymentStatus::Captured if line.refunded_amount.value == 0 => Tone::Success,
        PaymentStatus::Captured | PaymentStatus::Refunded => Tone::Warning,
        PaymentStatus::Reversed if line.captured_amount.value == 0 => Tone::Neutral,
        PaymentStatus::Reversed => Tone::Warning,
    };
    (tone, line.status_words())
}

/// A refund's status.
pub(crate) fn refund_status(status: RefundStatus) -> (Tone, &'static str) {
    match status {
        RefundStatus::AwaitingApproval => (Tone::Warning, "Needs a second person"),
        RefundStatus::Sending | RefundStatus::Accepted => (Tone::Info, "On its way"),
        RefundStatus::Unknown => (Tone::Warning, "Outcome unknown"),
        RefundStatus::Done => (Tone::Success, "Done"),
        RefundStatus::Refused => (Tone::Error, "Refused by Dojo"),
        RefundStatus::Rejected => (Tone::Neutral, "Declined"),
    }
}
