//! Changing amount and tip, and renewing the client session secret.

use dojo::{Money, SetAmountRequest};
use jiff::Timestamp;

use super::{
    Refusal,
    intent::{CaptureMode, Intent, LARGEST_AMOUNT, Status},
};

/// Changes the amount of an open intent, or tops an authorization up (or down).
///
/// # Errors
/// If the state, the configuration or the amount do not allow it.
pub fn set_amount(
    intent: &mut Intent,
    change: SetAmountRequest,
    now: Timestamp,
) -> Result<(), Refusal> {
    let changeable = match (intent.status, intent.capture_mode) {
        (Status::Created, _) | (Status::Authorized, CaptureMode::Manual) => true,
        (
            Status::Authorized
            | Status::Captured
            | Status::Reversed
            | Status::Refunded
            | Status::Canceled,
            _,
        ) => false,
    };
    if !changeable {
        return Err(Refusal::state(
            &intent.id,
            intent.status,
            "given another amount",
        ));
    }
    if !intent.allows_custom_amount() {
        return Err(not_configured(intent, "amount", "customAmountAllowed"));
    }
    let value = in_currency(intent, "Amount", &change.amount)?;
    if value == 0 {
        return Err(Refusal::invalid(
            "Amount",
            "The amount must be greater than 0.",
        ));
    }
    let total = intent
        .total()
        .saturating_sub(intent.amount)
        .saturating_add(value);
    within_limit("Amount", total)?;

    intent.requested_amount.get_or_insert(intent.amount);
    intent.amount = value;
    if !change.item_lines.is_empty() {
        intent.request.item_lines = change.item_lines;
    }
    if !change.tax_lines.is_empty() {
        intent.request.tax_lines = change.tax_lines;
    }
    changed(intent, now);
    Ok(())
}

/// Changes the tip of an open intent.
///
/// # Errors
/// If the state, the configuration or the amount do not allow it.
pub fn set_tips(intent: &mut Intent, tips: &Money, now: Timestamp) -> Result<(), Refusal> {
    if intent.status != Status::Created {
        return Err(Refusal::state(&intent.id, intent.status, "given a tip"));
    }
    if !intent.allows_tips() {
        return Err(not_configured(intent, "tip", "tipsAllowed"));
    }
    let value = in_currency(intent, "TipsAmount", tips)?;
    let without = intent.total().saturating_sub(intent.tips.unwrap_or(0));
    let total = without.saturating_add(value);
    within_limit("TipsAmount", total)?;

    intent.tips = Some(value);
    changed(intent, now);
    Ok(())
}

/// Replaces the client session secret of an open intent.
///
/// # Errors
/// If the intent is not open.
pub fn refresh_session(intent: &mut Intent, now: Timestamp) -> Result<(), Refusal> {
    if intent.status != Status::Created {
        return Err(Refusal::state(
            &intent.id,
            intent.status,
            "given a new client session secret",
        ));
    }
    intent.renew_session(now);
    intent.updated_at = now;
    Ok(())
}

/// Withdraws an open intent.
///
/// # Errors
/// If the intent is not open.
pub fn cancel(intent: &mut Intent, now: Timestamp) -> Result<(), Refusal> {
    if intent.status != Status::Created {
        return Err(Refusal::state(&intent.id, intent.status, "canceled"));
    }
    intent.become_status(Status::Canceled, now);
    intent.record(super::intent::EventKind::Canceled, now);
    Ok(())
}

fn changed(intent: &mut Intent, now: Timestamp) {
    if intent.status == Status::Created && intent.session.is_some() {
        intent.renew_session(now);
    }
    intent.updated_at = now;
}

fn not_configured(intent: &Intent, what: &str, option: &str) -> Refusal {
    Refusal::NotConfigured(format!(
        "{} is {} but was created without config.payment.{option}, so its {what} cannot be changed.",
        intent.id, intent.status
    ))
}

fn in_currency(intent: &Intent, field: &'static str, money: &Money) -> Result<i64, Refusal> {
    if money.currency_code != intent.currency {
        return Err(Refusal::invalid(
            field,
            format!("The currency must stay {}.", intent.currency),
        ));
    }
    if money.value < 0 {
        return Err(Refusal::invalid(field, "The amount must not be negative."));
    }
    within_limit(field, money.value)?;
    Ok(money.value)
}

fn within_limit(field: &'static str, value: i64) -> Result<(), Refusal> {
    if value > LARGEST_AMOUNT {
        return Err(Refusal::invalid(
            field,
            format!("The total must be at most {LARGEST_AMOUNT}."),
        ));
    }
    Ok(())
}
