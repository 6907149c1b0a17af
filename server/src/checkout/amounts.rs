//! The amounts that a shopper may choose, and changing the intent to them.

use dojo::PaymentIntent;
use shared::{AttemptRequest, Money};

use super::CheckoutRecord;
use crate::DomainError;
use crate::app::App;
use crate::payments;
use crate::store::attempts::{self, AttemptRow};
use crate::store::checkouts;

/// What is to be charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) amount: Money,
    /// Minor units; zero for no tip.
    pub(super) tips_amount: i64,
}

/// What the request asks for, within the limits of the checkout.
pub(super) fn wanted(
    record: &CheckoutRecord,
    request: &AttemptRequest,
) -> Result<Wanted, DomainError> {
    let amount = chosen_amount(record, request.amount)?;
    let tips_amount = chosen_tip(record, request.tips_amount)?;
    match amount.value.checked_add(tips_amount) {
        Some(total) if total <= Money::MAX_VALUE => Ok(Wanted {
            amount,
            tips_amount,
        }),
        _ => Err(DomainError::invalid(
            "tipsAmount",
            "Amount and tip together must be at most 99,999,999.99.",
        )),
    }
}

fn chosen_amount(record: &CheckoutRecord, asked: Option<i64>) -> Result<Money, DomainError> {
    let currency = record.amount.currency_code;
    match (record.open_amount, asked) {
        (None, None) => Ok(record.amount),
        (None, Some(_)) => Err(DomainError::invalid(
            "amount",
            "The amount of this checkout is fixed.",
        )),
        (Some(_), None) if record.amount.value > 0 => Ok(record.amount),
        (Some(_), None) => Err(DomainError::invalid("amount", "Enter the amount to pay.")),
        (Some(limits), Some(value)) => {
            if (limits.minimum.value..=limits.maximum.value).contains(&value) {
                Ok(Money::new(value, currency))
            } else {
                Err(DomainError::invalid(
                    "amount",
                    format!(
                        "Enter an amount from {} to {}.",
                        limits.minimum, limits.maximum
                    ),
                ))
            }
        }
    }
}

fn chosen_tip(record: &CheckoutRecord, asked: Option<i64>) -> Result<i64, DomainError> {
    match (&record.tip, asked) {
        (_, None) => Ok(record.tips_amount.map_or(0, |tips| tips.value)),
        (_, Some(0)) => Ok(0),
        (None, Some(_)) => Err(DomainError::invalid(
            "tipsAmount",
            "A tip cannot be added to this checkout.",
        )),
        (Some(tip), Some(value)) => {
            if (0..=tip.maximum.value).contains(&value) {
                Ok(value)
            } else {
                Err(DomainError::invalid(
                    "tipsAmount",
                    format!("Enter a tip of at most {}.", tip.maximum),
                ))
            }
        }
    }
}

/// Changes the intent to the wanted amounts. What is intended is committed first, so that a payment at either the old or
/// the new amount is recognised whatever happens in between.
pub(super) async fn change(
    app: &App,
    attempt: &AttemptRow,
    intent: PaymentIntent,
    wanted: Wanted,
) -> Result<PaymentIntent, DomainError> {
    let now = app.clock.now_ms();
    let amount = wanted.amount.value;
    if !attempts::set_pending_amounts(&app.store, &attempt.id, amount, wanted.tips_amount, now)
        .await?
    {
        return Err(DomainError::Conflict(
            "This checkout is changing. Nothing was charged. Try again.",
        ));
    }
    let mut intent = intent;
    let currency = wanted.amount.currency_code.code();
    if intent.amount.value != amount {
        let money = dojo::Money::new(amount, currency);
        let changed = app.dojo.set_amount(&intent.id, money).await;
        intent = or_as_it_is(app, attempt, changed).await?;
    }
    if tips(&intent) != wanted.tips_amount {
        let money = dojo::Money::new(wanted.tips_amount, currency);
        let changed = app.dojo.set_tips_amount(&intent.id, money).await;
        intent = or_as_it_is(app, attempt, changed).await?;
    }
    Ok(intent)
}

/// Writes down that Dojo has the wanted amounts: whatever else it was to be changed to before is not asked for any more.
/// `false` if the attempt was paid, closed or changed meanwhile.
pub(super) async fn settle(
    app: &App,
    attempt: &AttemptRow,
    wanted: Wanted,
) -> Result<bool, DomainError> {
    let (amount, tips_amount) = (wanted.amount.value, wanted.tips_amount);
    let now = app.clock.now_ms();
    attempts::settle_amounts(&app.store, &attempt.id, amount, tips_amount, now).await
}

/// After a refusal or a lost answer, how the intent stands.
async fn or_as_it_is(
    app: &App,
    attempt: &AttemptRow,
    changed: Result<PaymentIntent, dojo::Error>,
) -> Result<PaymentIntent, DomainError> {
    match changed {
        Ok(intent) => Ok(intent),
        Err(error @ dojo::Error::Unreachable(_)) => Err(DomainError::changing(error)),
        Err(error) => {
            tracing::info!(attempt_id = attempt.id, %error, "an amount was not changed");
            payments::settle(app, attempt).await
        }
    }
}

/// Whether the intent asks for exactly this.
pub(super) fn fits(intent: &PaymentIntent, wanted: Wanted) -> bool {
    intent.amount.value == wanted.amount.value && tips(intent) == wanted.tips_amount
}

fn tips(intent: &PaymentIntent) -> i64 {
    intent.tips_amount.as_ref().map_or(0, |tips| tips.value)
}

/// Remembers the shopper's choice, once Dojo has it.
pub(super) async fn remember(
    app: &App,
    record: &CheckoutRecord,
    wanted: Wanted,
) -> Result<(), DomainError> {
    let tips_amount = record.tip.as_ref().map(|_| wanted.tips_amount);
    if record.amount == wanted.amount && record.tips_amount.map(|tips| tips.value) == tips_amount {
        return Ok(());
    }
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    let id = record.id.as_str();
    checkouts::set_amounts(&mut tx, id, wanted.amount.value, tips_amount, now).await?;
    Ok(tx.commit().await?)
}
