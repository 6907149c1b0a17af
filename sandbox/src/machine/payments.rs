//! Paying an intent: the one function behind the control plane, the hosted page and the components.

use dojo::PaymentCustomerDetails;
use jiff::Timestamp;

pub use super::attempt::{Attempt, Instrument, Outcome, Prepared, Shopper, TransactionResult};
use super::{
    Refusal, captures,
    challenge::{self, Challenge},
    intent::{Authorization, EventKind, EventRecord, Intent, Session, Status},
};
use crate::{account::AccountState, cards::MaskedCard, id};

/// Tries to pay an intent.
///
/// What cannot be right (a wrong token, a malformed number, an intent that is not open) is answered without consuming
/// the client session secret; everything else is an executed attempt and consumes it.
///
/// # Errors
/// If there is no such intent.
pub fn pay(
    state: &mut AccountState,
    intent_id: &str,
    attempt: Attempt,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    let intent = state
        .intents
        .get(intent_id)
        .ok_or_else(|| Refusal::NotFound(format!("There is no payment intent {intent_id}.")))?;
    let prepared = match check(state, intent, &attempt, now) {
        Ok(prepared) => prepared,
        Err(refused) => return Ok(Outcome::Finished(refused)),
    };
    let total = intent.total();
    let challenged = prepared.card.behaviour.challenges
        && prepared.card_can_be_challenged()
        && intent.request.card_holder_not_present != Some(true);
    state.change_intent(intent_id, now, |intent| {
        amend(intent, attempt.shopper);
        if let Some(session) = &mut intent.session {
            session.spent = true;
        }
        intent.updated_at = now;
        Ok(())
    })?;
    if challenged {
        let challenge = Challenge::new(intent_id, total, prepared, now);
        return begin(state, challenge, now).map(Outcome::Challenge);
    }
    conclude(state, intent_id, prepared, now).map(Outcome::Finished)
}

/// Checks a client session secret of an open intent or setup intent.
///
/// # Errors
/// The component's answer if it is wrong, spent or expired.
pub fn check_token(
    session: Option<&Session>,
    token: Option<&str>,
    now: Timestamp,
) -> Result<(), TransactionResult> {
    match (token, session) {
        (None, _) => Ok(()),
        (Some(""), _) => Err(TransactionResult::token_missing()),
        (Some(token), Some(session))
            if session.secret == token.into() && !session.spent && now < session.expires_at =>
        {
            Ok(())
        }
        (Some(_), _) => Err(TransactionResult::token_refused()),
    }
}

/// Asks the pretended issuer and books the answer.
pub(super) fn conclude(
    state: &mut AccountState,
    intent_id: &str,
    prepared: Prepared,
    now: Timestamp,
) -> Result<TransactionResult, Refusal> {
    if !prepared.approves || prepared.card.expiry.is_past(now) {
        return decline(state, intent_id, &prepared.card, now);
    }
    let customer = state
        .intents
        .get(intent_id)
        .and_then(|intent| intent.verified_customer())
        .map(str::to_owned);
    let payment_method_id = match (prepared.payment_method_id, customer) {
        (None, Some(customer)) if prepared.save_card => state
            .customers
            .edit(&customer)
            .map(|record| record.save(&prepared.card, now)),
        (known, _) => known,
    };
    let authorization = Authorization {
        transaction_id: id::transaction(),
        at: now,
        auth_code: id::auth_code(),
        card: prepared.card,
        payment_method_id,
        avs_result: prepared.avs_result,
        wallet: prepared.wallet,
    };
    let result = TransactionResult::successful(&authorization.auth_code);
    state.change_intent(intent_id, now, |intent| {
        captures::approve(intent, authorization, now);
        Ok(result)
    })
}

/// Books that the issuer said no: the intent stays open.
pub(super) fn decline(
    state: &mut AccountState,
    intent_id: &str,
    card: &MaskedCard,
    now: Timestamp,
) -> Result<TransactionResult, Refusal> {
    state.change_intent(intent_id, now, |intent| {
        intent
            .events
            .push(attempt_event(EventKind::Declined, card, now));
        intent.updated_at = now;
        Ok(TransactionResult::declined())
    })
}

/// Looks at the instrument without changing anything.
pub(super) fn prepare(
    state: &AccountState,
    customer: Option<&str>,
    attempt: &Attempt,
    allows: impl Fn(&str) -> bool,
    now: Timestamp,
) -> Result<Prepared, TransactionResult> {
    let not_offered = |what| {
        Err(TransactionResult::invalid(format!(
            "{what} is not accepted."
        )))
    };
    let invalid = |error: crate::cards::CardError| TransactionResult::invalid(error.to_string());
    let (card, approves, payment_method_id, wallet) = match &attempt.instrument {
        Instrument::Card(_) if !allows("Card") => return not_offered("Card"),
        Instrument::SavedCard { .. } if !allows("SavedCard") => return not_offered("SavedCard"),
        Instrument::Wallet { .. } if !allows("Wallet") => return not_offered("Wallet"),
        Instrument::Card(input) => {
            let card = input.mask().map_err(invalid)?;
            let right = card.accepts_cv2(&input.cv2).map_err(invalid)?;
            (card, right, None, false)
        }
        Instrument::SavedCard { id, cv2 } => {
            let saved = customer
                .and_then(|customer| state.customers.get(customer))
                .and_then(|record| record.card(id))
                .ok_or_else(|| TransactionResult::invalid("There is no such saved card."))?;
            let right = saved.card.accepts_cv2(cv2).map_err(invalid)?;
            (saved.card.clone(), right, Some(saved.id.clone()), false)
        }
        Instrument::Wallet { card, approve } => {
            let card = match card {
                Some(input) => input.mask().map_err(invalid)?,
                None => MaskedCard::in_wallet(),
            };
            (card, *approve, None, true)
        }
    };
    Ok(Prepared {
        approves: approves && card.behaviour.approves && !card.expiry.is_past(now),
        payment_method_id,
        save_card: attempt.save_card && customer.is_some() && !wallet,
        avs_result: None,
        wallet,
        card,
    })
}

pub(super) fn attempt_event(kind: EventKind, card: &MaskedCard, now: Timestamp) -> EventRecord {
    EventRecord {
        kind,
        at: now,
        transaction_id: Some(id::transaction()),
        auth_code: None,
        card: Some(card.clone()),
        payment_method_id: None,
    }
}

/// What the issuer says about a postcode; nothing if there is none.
pub(super) fn avs_result(postcode: Option<&str>) -> Option<String> {
    let postcode: String = postcode?
        .chars()
        .filter(|character| !character.is_whitespace())
        .flat_map(char::to_uppercase)
        .collect();
    let result = match postcode.as_str() {
        "" => return None,
        "W21DG" => "ADDRESS_MATCH_POSTCODE_MATCH",
        "SW1A1AA" => "ADDRESS_MATCH_POSTCODE_NOT_MATCH",
        _ => "ADDRESS_NOT_MATCH_POSTCODE_NOT_MATCH",
    };
    Some(result.to_owned())
}

impl Prepared {
    /// A wrong security code or an expired card is declined before anyone asks for 3-D Secure; a wallet has asked itself.
    pub(super) fn card_can_be_challenged(&self) -> bool {
        !self.wallet && (self.approves || !self.card.behaviour.approves)
    }
}

fn check(
    state: &AccountState,
    intent: &Intent,
    attempt: &Attempt,
    now: Timestamp,
) -> Result<Prepared, TransactionResult> {
    check_token(intent.session.as_ref(), attempt.token.as_deref(), now)?;
    match intent.status {
        Status::Created => {}
        Status::Canceled => {
            return Err(TransactionResult::invalid(format!(
                "{} is {}.",
                intent.id, intent.status
            )));
        }
        Status::Authorized | Status::Captured | Status::Reversed | Status::Refunded => {
            return Err(TransactionResult::duplicate(format!(
                "{} is {} already.",
                intent.id, intent.status
            )));
        }
    }
    if intent.total() <= 0 {
        return Err(TransactionResult::invalid("There is nothing to pay."));
    }
    let mut prepared = prepare(
        state,
        intent.verified_customer(),
        attempt,
        |method| intent.allows(method),
        now,
    )?;
    let shopper = &attempt.shopper;
    let address = shopper
        .billing_address
        .as_ref()
        .or(intent.request.billing_address.as_ref());
    prepared.avs_result = avs_result(
        shopper
            .postcode
            .as_deref()
            .or_else(|| address.and_then(|address| address.postcode.as_deref())),
    );
    Ok(prepared)
}

/// The shopper's word overrides what the intent was created with.
fn amend(intent: &mut Intent, shopper: Shopper) {
    let request = &mut intent.request;
    if shopper.email.is_some() || shopper.phone.is_some() {
        let customer = request
            .customer
            .get_or_insert_with(PaymentCustomerDetails::default);
        customer.email_address = shopper.email.or(customer.email_address.take());
        customer.phone_number = shopper.phone.or(customer.phone_number.take());
    }
    if shopper.billing_address.is_some() {
        request.billing_address = shopper.billing_address;
    }
    if shopper.shipping_details.is_some() {
        request.shipping_details = shopper.shipping_details;
    }
    if !shopper.metadata.is_empty() {
        request
            .metadata
            .get_or_insert_default()
            .extend(shopper.metadata);
    }
}

fn begin(
    state: &mut AccountState,
    challenge: Challenge,
    now: Timestamp,
) -> Result<String, Refusal> {
    let id = challenge.id.clone();
    state.change_intent(&challenge.subject_id, now, |intent| {
        let event = attempt_event(EventKind::AuthChallenged, &challenge.prepared.card, now);
        intent.events.push(event);
        Ok(())
    })?;
    challenge::open(state, challenge);
    Ok(id)
}
