//! Capturing authorized money, in parts or at once.

use jiff::Timestamp;

use super::{
    Refusal,
    intent::{
        Authorization, CAPTURE_WINDOW, CaptureMode, CaptureRecord, EventKind, Intent, Status, later,
    },
};
use crate::id;

/// Captures a part or all of what is authorized and answers with the capture's id.
///
/// # Errors
/// If the intent is not `Manual` and authorized, the seven days have passed, something was refunded already, or the sum
/// would exceed what is authorized.
pub fn capture(
    intent: &mut Intent,
    amount: i64,
    tips: Option<i64>,
    now: Timestamp,
) -> Result<String, Refusal> {
    let state = || Err(Refusal::state(&intent.id, intent.status, "captured"));
    let authorized_at = match (&intent.authorization, intent.capture_mode, intent.status) {
        (Some(made), CaptureMode::Manual, Status::Authorized | Status::Captured) => made.at,
        _ => return state(),
    };
    if !intent.refunds.is_empty() || now >= later(authorized_at, CAPTURE_WINDOW) {
        return state();
    }
    if amount <= 0 {
        return Err(Refusal::invalid(
            "Amount",
            "The amount must be greater than 0.",
        ));
    }
    let with_tips = match tips {
        Some(tips) if tips < 0 => {
            return Err(Refusal::invalid(
                "TipsAmount",
                "The tip must not be negative.",
            ));
        }
        tips => amount.saturating_add(tips.unwrap_or(0)),
    };
    let left = intent.total().saturating_sub(intent.captured());
    if with_tips > left {
        return Err(Refusal::invalid(
            "Amount",
            format!(
                "{} has {left} left to capture, {with_tips} were asked for.",
                intent.id
            ),
        ));
    }
    Ok(take(intent, amount, tips, now))
}

/// What an approval by the issuer does: captures at once or only authorizes, by the intent's mode.
pub(super) fn approve(intent: &mut Intent, authorization: Authorization, now: Timestamp) {
    intent.authorization = Some(authorization);
    match intent.capture_mode {
        CaptureMode::Auto => take_all(intent, now),
        CaptureMode::Manual => {
            intent.become_status(Status::Authorized, now);
            intent.record(EventKind::Authorized, now);
        }
    }
}

/// Captures everything that is authorized.
pub(super) fn take_all(intent: &mut Intent, now: Timestamp) {
    let amount = intent.total().saturating_sub(intent.tips.unwrap_or(0));
    take(intent, amount, intent.tips, now);
}

fn take(intent: &mut Intent, amount: i64, tips: Option<i64>, now: Timestamp) -> String {
    let id = id::new("cp_");
    intent.captures.push(CaptureRecord {
        id: id.clone(),
        amount,
        tips,
        at: now,
    });
    intent.become_status(Status::Captured, now);
    intent.record(EventKind::Captured, now);
    id
}
