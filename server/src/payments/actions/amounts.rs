//! Asking for another amount or tip.

use serde_json::{Value, json};
use shared::Money;
use shared::console::payments::NewAmount;

use super::step::{Names, Step, begin};
use crate::DomainError;
use crate::app::App;
use crate::checkout::{Asked, Repricing};
use crate::payments::allowances::Allowances;
use crate::payments::standing::Standing;
use crate::staff::Actor;

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

/// Changes the amount of an unpaid payment, or of an authorization: raised or lowered. If it is to pay a checkout of ours, that
/// asks for the new amount too, and its limits count.
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
    let asked = Asked {
        amount: Some(value),
        ..Asked::default()
    };
    let change = Change::begin(app, actor, AMOUNT, id, request, asked, |standing| {
        if !allowances.may_change_amount(standing) {
            return Err(DomainError::Conflict(
                "The amount of this payment cannot be changed. Nothing was done.",
            ));
        }
        check(standing, request.amount, 1)
    })
    .await?;
    let sent = app.dojo.set_amount(id, change.money(value)).await;
    change.finish(sent, |amount, _| amount == value).await
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
    let asked = Asked {
        tips_amount: Some(value),
        ..Asked::default()
    };
    let change = Change::begin(app, actor, TIP, id, request, asked, |standing| {
        if !allowances.may_change_tip(standing) {
            return Err(DomainError::Conflict(
                "The tip of this payment cannot be changed. Nothing was done.",
            ));
        }
        check(standing, request.amount, 0)
    })
    .await?;
    let sent = app.dojo.set_tips_amount(id, change.money(value)).await;
    change
        .finish(sent, |_, tips_amount| tips_amount == value)
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

/// A change that was begun, here and at the checkout that the intent is to pay, if there is one.
struct Change<'a> {
    app: &'a App,
    step: Step<'a>,
    asked: Asked,
    repricing: Option<Repricing>,
}

impl<'a> Change<'a> {
    async fn begin(
        app: &'a App,
        actor: &'a Actor,
        names: Names,
        id: &str,
        request: &NewAmount,
        asked: Asked,
        check: impl FnOnce(&Standing) -> Result<(), DomainError>,
    ) -> Result<Self, DomainError> {
        let repricing = repricing(app, id).await?;
        let step = begin(
            app,
            actor,
            names,
            id,
            &request.seen,
            after(asked, request.amount),
            |standing, _| {
                check(standing)?;
                match &repricing {
                    // What is authorized is the checkout's no more.
                    Some(repricing) if standing.is("Created") => {
                        repricing.check(app, asked).map_err(at_amount)
                    }
                    _ => Ok(()),
                }
            },
        )
        .await?;
        let repricing = repricing.filter(|_| step.standing.is("Created"));
        if let Some(repricing) = &repricing
            && !repricing.commit(app, asked).await?
        {
            step.withdraw("The shopper was changing it.").await?;
            return Err(DomainError::Conflict(
                "The shopper is changing this payment at this moment. Nothing was done. Look again in a minute.",
            ));
        }
        Ok(Self {
            app,
            step,
            asked,
            repricing,
        })
    }

    fn money(&self, value: i64) -> dojo::Money {
        dojo::Money::new(value, self.step.standing.currency.code())
    }

    /// `shows` is asked with amount and tip as they are.
    async fn finish<T>(
        &self,
        sent: Result<T, dojo::Error>,
        shows: impl FnOnce(i64, i64) -> bool,
    ) -> Result<(), DomainError> {
        if let Some(repricing) = &self.repricing {
            match &sent {
                Ok(_) => repricing.settle(self.app, self.asked).await?,
                Err(error) if error.changed_nothing() => repricing.take_back(self.app).await?,
                Err(_) => {}
            }
        }
        self.step
            .finish(sent, |payment| shows(payment.amount, payment.tips_amount))
            .await
    }
}

/// The checkout that the intent is to pay.
async fn repricing(app: &App, id: &str) -> Result<Option<Repricing>, DomainError> {
    let belonging = Standing::read(&app.store, id)
        .await?
        .ok_or(DomainError::NotFound)?
        .belonging;
    match (belonging.checkout_id, belonging.attempt_id) {
        (Some(checkout_id), Some(attempt_id)) => Repricing::begin(app, &checkout_id, &attempt_id)
            .await
            .map(Some),
        _ => Ok(None),
    }
}

/// For the audit trail.
fn after(asked: Asked, money: Money) -> Value {
    match asked.amount {
        Some(_) => json!({ "amount": money }),
        None => json!({ "tipsAmount": money }),
    }
}

/// The field's name in what staff send.
fn at_amount(error: DomainError) -> DomainError {
    match error {
        DomainError::InvalidField { message, .. } => DomainError::invalid("amount", message),
        other => other,
    }
}
