//! Undoing a whole payment.

use jiff::Timestamp;

use super::{
    Refusal,
    intent::{CAPTURE_WINDOW, CaptureMode, EventKind, Intent, Status, later},
};
use crate::id;

/// Reverses an authorization, or an Auto payment within seven days, and answers with the reversal's id.
///
/// # Errors
/// In every other state; and after a refund, because only the whole amount can be reversed.
pub fn reverse(intent: &mut Intent, now: Timestamp) -> Result<String, Refusal> {
    let in_time = intent
        .authorization
        .as_ref()
        .is_some_and(|made| now <= later(made.at, CAPTURE_WINDOW));
    let reversible = match (intent.status, intent.capture_mode) {
        (Status::Authorized, _) => true,
        (Status::Captured, CaptureMode::Auto) => in_time && intent.refunds.is_empty(),
        (Status::Captured, CaptureMode::Manual)
        | (Status::Created | Status::Reversed | Status::Refunded | Status::Canceled, _) => false,
    };
    if !reversible {
        return Err(Refusal::state(&intent.id, intent.status, "reversed"));
    }
    let id = id::new("rvs_");
    intent.reversal_id = Some(id.clone());
    release(intent, now);
    Ok(id)
}

/// Lets the money go.
pub(super) fn release(intent: &mut Intent, now: Timestamp) {
    intent.become_status(Status::Reversed, now);
    intent.record(EventKind::Reversed, now);
}
