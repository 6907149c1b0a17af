//! What happens to an intent by itself, when its time comes.

use jiff::Timestamp;

use super::{
    amounts, captures,
    intent::{AutoExpireAction, CAPTURE_WINDOW, Intent, Status, later},
    reversal,
};

/// When something happens to the intent by itself, if ever.
#[must_use]
pub fn due_at(intent: &Intent) -> Option<Timestamp> {
    match (intent.status, &intent.authorization) {
        (Status::Created, _) => Some(intent.expire_at),
        (Status::Authorized, Some(made)) => Some(later(
            made.at,
            intent.auto_expire_in.unwrap_or(CAPTURE_WINDOW),
        )),
        (
            Status::Authorized
            | Status::Captured
            | Status::Reversed
            | Status::Refunded
            | Status::Canceled,
            _,
        ) => None,
    }
}

/// Carries out what is due: cancels an unpaid intent, captures or releases an authorization.
pub fn settle(intent: &mut Intent, now: Timestamp) {
    let Some(at) = due_at(intent).filter(|at| *at <= now) else {
        return;
    };
    match (intent.status, intent.auto_expire_action) {
        (Status::Authorized, AutoExpireAction::Capture) => captures::take_all(intent, at),
        (Status::Authorized, AutoExpireAction::Release) => reversal::release(intent, at),
        _ => {
            // Only an open intent is left, and that can be canceled.
            let _ = amounts::cancel(intent, at);
        }
    }
}
