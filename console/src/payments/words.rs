//! How payments are named on the screen.

use shared::console::payments::{
    PaymentDetail, PaymentLine, PaymentStatus, RefundKind, RefundLine, RefundStatus,
};

use crate::ui::Tone;

/// A payment's status: the word, and what it means.
pub(crate) fn status(line: &PaymentLine) -> (Tone, &'static str) {
    let tone = match line.status {
        _ if line.is_declined() => Tone::Error,
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
        RefundStatus::Refused => (Tone::Error, "Not carried out"),
        RefundStatus::Rejected => (Tone::Neutral, "Declined"),
        RefundStatus::TakenBack => (Tone::Neutral, "Taken back"),
    }
}

/// What became of money that was to go back, once the server has answered; an error if this is not known yet.
pub(super) fn given_back(detail: &PaymentDetail, refund: &RefundLine) -> Result<String, String> {
    let amount = refund.amount;
    // Of a payment that was never captured, only the hold is let go.
    let is_hold = detail.figures.captured.value == 0;
    Ok(match refund.status {
        RefundStatus::AwaitingApproval => format!("{amount} waits for another manager"),
        RefundStatus::Done if is_hold => format!("{amount} released"),
        RefundStatus::Done if refund.kind == RefundKind::Reversal => format!("{amount} reversed"),
        RefundStatus::Done => format!("{amount} refunded"),
        RefundStatus::Sending | RefundStatus::Accepted if is_hold => {
            format!("{amount} is being released")
        }
        RefundStatus::Sending | RefundStatus::Accepted => format!("{amount} is on its way back"),
        RefundStatus::Unknown => {
            let what = if is_hold { "is released" } else { "goes back" };
            return Err(format!(
                "Dojo has not said yet whether {amount} {what}. It settles by itself, and nothing is done twice."
            ));
        }
        RefundStatus::Refused => return Err(format!("{amount} did not go back.")),
        RefundStatus::Rejected => format!("The refund of {amount} was declined"),
        RefundStatus::TakenBack => format!("The request to refund {amount} was taken back"),
    })
}
