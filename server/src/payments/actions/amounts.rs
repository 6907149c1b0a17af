//! Asking for another amount or tip.

use serde_json::json;
use shared::Money;
use shared::console::payments::NewAmount;

use super::step::{Names, Step, begin};
use crate::DomainError;
use crate::app::App;
use crate::payments::allowances::Allowances;
use crate::payments::standing::Standing;
use crate::staff::Actor;
use crate::store::attempts;

const AMOUNT: Names = Names {
    requested: "payment.amount_requested",
    refused: "payment.amount_refused",
    unknown: "payment.amount_unknown",
};

const TIP: Names = Names {
    requested: "payment.tip_requested",
    refused: "payment.tip_refused",
    unknown: "payment.tip_unknown",
};

/// Changes the amount of an unpaid payment, or of an authorization: raised or lowered.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Stale`], [`DomainError::Conflict`], [`DomainError::InvalidField`], Dojo's.
pub(crate) async fn change_amount(
    app: &App,
    actor: &Actor,
    id: &str,
    request: &NewAmount,
) -> Result<(), DomainError> {
    let value = request.amount.value;
    let allowances = Allowances::read(app, id).await?;
    let after = json!({ "amount": request.amount });
    let step = begin(
        app,
        actor,
        AMOUNT,
        id,
        &request.seen,
        after,
        |standing, _| {
            if !allowances.may_change_amount(standing) {
                return Err(DomainError::Conflict(
                    "The amount of this payment cannot be changed. Nothing was done.",
                ));
            }
            check(standing, request.amount, 1)
        },
    )
    .await?;
    let tips_amount = step.standing.payment.tips_amount;
    announce(app, &step, value, tips_amount).await?;
    let money = dojo::Money::new(value, step.standing.currency.code());
    let sent = app.dojo.set_amount(id, money).await;
    step.finish(sent, |payment| payment.amount == value).await
}

/// Changes the tip of an unpaid payment.
///
/// # Errors
/// As [`change_amount`].
pub(crate) async fn change_tip(
    app: &App,
    actor: &Actor,
    id: &str,
    request: &NewAmount,
) -> Result<(), DomainError> {
    let value = request.amount.value;
    let allowances = Allowances::read(app, id).await?;
    let after = json!({ "tipsAmount": request.amount });
    let step = begin(app, actor, TIP, id, &request.seen, after, |standing, _| {
        if !allowances.may_change_tip(standing) {
            return Err(DomainError::Conflict(
                "The tip of this payment cannot be changed. Nothing was done.",
            ));
        }
        check(standing, request.amount, 0)
    })
    .await?;
    let amount = step.standing.payment.amount;
    announce(app, &step, amount, value).await?;
    let money = dojo::Money::new(value, step.standing.currency.code());
    let sent = app.dojo.set_tips_amount(id, money).await;
    step.finish(sent, |payment| payment.tips_amount == value)
        .await
}

fn check(standing: &Standing, amount: Money, least: i64) -> Result<(), DomainError> {
    let fits = amount.currency_code == standing.currency
        && (least..=Money::MAX_VALUE).contains(&amount.value);
    if fits {
        return Ok(());
    }
    Err(DomainError::invalid(
        "amount",
        "Enter an amount up to 99,999,999.99 in the currency of the payment.",
    ))
}

/// Lets the attempt know, if the intent is one's, so that what is paid is not taken for something else than asked for.
async fn announce(
    app: &App,
    step: &Step<'_>,
    amount: i64,
    tips_amount: i64,
) -> Result<(), DomainError> {
    let standing = &step.standing;
    let (Some(attempt_id), true) = (&standing.belonging.attempt_id, standing.is("Created")) else {
        return Ok(());
    };
    let now = app.clock.now_ms();
    if attempts::set_pending_amounts(&app.store, attempt_id, amount, tips_amount, now).await? {
        return Ok(());
    }
    step.withdraw("The shopper was changing it.").await?;
    Err(DomainError::Conflict(
        "The shopper is changing this payment at this moment. Nothing was done. Look again in a minute.",
    ))
}
