//! How a checkout stands, as links and phone orders show it.

use shared::CheckoutStatus;

use crate::ui::Tone;

/// The word for it, and what it means.
pub(crate) fn status(status: CheckoutStatus) -> (Tone, &'static str) {
    match status {
        CheckoutStatus::Open => (Tone::Neutral, "Not paid"),
        CheckoutStatus::Waiting => (Tone::Info, "Being confirmed"),
        CheckoutStatus::Paid => (Tone::Success, "Paid"),
        CheckoutStatus::Authorized => (Tone::Info, "Authorized"),
        CheckoutStatus::NeedsReview => (Tone::Warning, "Needs review"),
        CheckoutStatus::Refunded => (Tone::Neutral, "Refunded"),
        CheckoutStatus::Expired => (Tone::Neutral, "Expired"),
        CheckoutStatus::Cancelled => (Tone::Neutral, "Cancelled"),
    }
}
