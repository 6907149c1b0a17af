//! A charge that Dojo carried out otherwise than it was asked to.

use dojo::PaymentIntent;
use shared::console::live::{LiveEvent, LiveKind};
use shared::{Currency, Money};

use crate::store::Tx;
use crate::store::flags::{self, FlagKind};
use crate::store::holds::charges::ChargeRow;
use crate::{DomainError, live};

/// Puts the payment before a person if its money or its reference is not the charge's.
///
/// # Errors
/// [`DomainError::Store`].
pub(super) async fn raise(
    tx: &mut Tx,
    charge: &ChargeRow,
    intent: &PaymentIntent,
    now: i64,
) -> Result<(), DomainError> {
    let Some((kind, detail)) = between(charge, intent) else {
        return Ok(());
    };
    if !flags::raise(tx, &intent.id, None, kind, &detail, now).await? {
        return Ok(());
    }
    tracing::warn!(
        charge_id = charge.id,
        payment_intent_id = intent.id,
        flag = kind.as_str(),
        detail,
        "a charge needs review"
    );
    let event = LiveEvent {
        kind: LiveKind::Attention,
        id: intent.id.clone(),
    };
    live::tell(tx, &event, now).await
}

fn between(charge: &ChargeRow, intent: &PaymentIntent) -> Option<(FlagKind, String)> {
    let asked = charge.amount;
    let as_asked = |money: &dojo::Money| {
        money.value == asked.value && money.currency_code == asked.currency_code.code()
    };
    if !as_asked(&intent.amount) || !as_asked(&total(intent)) {
        let detail = format!("asked for {asked}, Dojo took {}", taken(intent));
        return Some((FlagKind::AmountMismatch, detail));
    }
    (intent.reference != charge.reference).then(|| {
        (
            FlagKind::ReferenceMismatch,
            format!("another reference than that of {}", charge.id),
        )
    })
}

/// What Dojo took, in words: its figures, never those that were asked for.
pub(super) fn taken(intent: &PaymentIntent) -> String {
    let total = total(intent);
    match Currency::try_from(total.currency_code.as_str()) {
        Ok(currency) => Money::new(total.value, currency).to_string(),
        Err(_) => format!("{} in minor units of {}", total.value, total.currency_code),
    }
}

fn total(intent: &PaymentIntent) -> dojo::Money {
    intent.total_amount.clone().unwrap_or_else(|| {
        let tips = intent.tips_amount.as_ref().map_or(0, |tips| tips.value);
        let amount = intent.amount.value.saturating_add(tips);
        dojo::Money::new(amount, intent.amount.currency_code.clone())
    })
}
