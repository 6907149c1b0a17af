//! Setup intents: a card is held now and charged later, once.

use std::fmt;

use dojo::{CreateSetupIntentRequest, Secret};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    Refusal,
    challenge::{self, Challenge},
    intent::{Authorization, EventKind, EventRecord, OPEN_FOR, SESSION_FOR, Session, later},
    payments::{self, Attempt, Outcome, Prepared, TransactionResult},
};
use crate::{account::AccountState, cards::MaskedCard, id};

/// A setup intent.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetupIntent {
    /// `si_sandbox_…`
    pub id: String,
    /// Where it stands.
    pub status: SetupStatus,
    /// What was asked for.
    pub request: CreateSetupIntentRequest,
    /// For a component.
    pub session: Session,
    /// The card that it holds.
    pub authorization: Option<Authorization>,
    /// What happened to it.
    pub events: Vec<EventRecord>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// When it runs out unless a card is given.
    pub expire_at: Timestamp,
}

/// Where a setup intent stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SetupStatus {
    /// Waits for a card.
    Created,
    /// Holds one.
    Authorized,
    /// Was deleted before it held one.
    Canceled,
    /// Was charged.
    Completed,
    /// Nobody gave a card in time.
    Expired,
    /// The card ran out.
    CardExpired,
    /// Was deleted while it held a card.
    Closed,
}

impl fmt::Display for SetupStatus {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The variants are named as Dojo writes them.
        fmt::Debug::fmt(self, formatter)
    }
}

impl SetupIntent {
    /// A setup intent without a card.
    ///
    /// # Errors
    /// If it would have expired already.
    pub fn create(request: CreateSetupIntentRequest, now: Timestamp) -> Result<Self, Refusal> {
        let expire_at = request.expire_at.unwrap_or_else(|| later(now, OPEN_FOR));
        if expire_at <= now {
            return Err(Refusal::invalid(
                "ExpireAt",
                "The time must be in the future.",
            ));
        }
        Ok(Self {
            id: id::new("si_sandbox_"),
            status: SetupStatus::Created,
            request,
            session: new_session(now),
            authorization: None,
            events: Vec::new(),
            created_at: now,
            updated_at: now,
            expire_at,
        })
    }

    /// Replaces the client session secret.
    ///
    /// # Errors
    /// If it does not wait for a card.
    pub fn refresh_session(&mut self, now: Timestamp) -> Result<(), Refusal> {
        if self.status != SetupStatus::Created {
            return Err(Refusal::state(
                &self.id,
                self.status,
                "given a new client session secret",
            ));
        }
        self.session = new_session(now);
        self.updated_at = now;
        Ok(())
    }

    /// Cancels it, or closes it if it holds a card and that is wanted.
    ///
    /// # Errors
    /// In every other state.
    pub fn delete(&mut self, include_authorized: bool, now: Timestamp) -> Result<(), Refusal> {
        self.status = match self.status {
            SetupStatus::Created => SetupStatus::Canceled,
            SetupStatus::Authorized if include_authorized => SetupStatus::Closed,
            status => return Err(Refusal::state(&self.id, status, "canceled")),
        };
        self.updated_at = now;
        Ok(())
    }

    /// When something happens to it by itself, if ever.
    #[must_use]
    pub fn due_at(&self) -> Option<Timestamp> {
        match (self.status, &self.authorization) {
            (SetupStatus::Created, _) => Some(self.expire_at),
            (SetupStatus::Authorized, Some(made)) => Some(made.card.expiry.ends_at()),
            _ => None,
        }
    }

    /// Carries out what is due.
    pub fn settle(&mut self, now: Timestamp) {
        let Some(at) = self.due_at().filter(|at| *at <= now) else {
            return;
        };
        self.status = match self.status {
            SetupStatus::Authorized => SetupStatus::CardExpired,
            _ => SetupStatus::Expired,
        };
        self.updated_at = at;
    }

    fn record(&mut self, kind: EventKind, card: &MaskedCard, now: Timestamp) {
        self.events.push(payments::attempt_event(kind, card, now));
        self.updated_at = now;
    }
}

/// A shopper gives a card. Works like [`payments::pay`], without money.
///
/// # Errors
/// If there is no such setup intent.
pub fn authorize(
    state: &mut AccountState,
    setup_id: &str,
    attempt: &Attempt,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    let setup = state
        .setup_intents
        .get(setup_id)
        .ok_or_else(|| not_found(setup_id))?;
    if let Err(refused) = payments::check_token(Some(&setup.session), attempt.token.as_deref(), now)
    {
        return Ok(Outcome::Finished(refused));
    }
    if setup.status != SetupStatus::Created {
        let refused = TransactionResult::invalid(format!("{setup_id} is {}.", setup.status));
        return Ok(Outcome::Finished(refused));
    }
    let methods = &setup.request.payment_methods;
    let allows = |method: &str| match methods.as_slice() {
        [] => method == "Card",
        methods => methods.iter().any(|allowed| allowed.as_str() == method),
    };
    let mut prepared = match payments::prepare(state, None, attempt, allows, now) {
        Ok(prepared) => prepared,
        Err(refused) => return Ok(Outcome::Finished(refused)),
    };
    prepared.avs_result = payments::avs_result(attempt.shopper.postcode.as_deref());
    if let Some(setup) = state.setup_intents.edit(setup_id) {
        setup.session.spent = true;
    }
    if prepared.card.behaviour.challenges && prepared.card_can_be_challenged() {
        if let Some(setup) = state.setup_intents.edit(setup_id) {
            setup.record(EventKind::AuthChallenged, &prepared.card, now);
        }
        let challenge = Challenge::new(setup_id, 0, prepared, now);
        let id = challenge.id.clone();
        challenge::open(state, challenge);
        return Ok(Outcome::Challenge(id));
    }
    conclude(state, setup_id, prepared, now).map(Outcome::Finished)
}

pub(super) fn conclude(
    state: &mut AccountState,
    setup_id: &str,
    prepared: Prepared,
    now: Timestamp,
) -> Result<TransactionResult, Refusal> {
    if !prepared.approves || prepared.card.expiry.is_past(now) {
        return decline(state, setup_id, &prepared.card, now);
    }
    let setup = state
        .setup_intents
        .edit(setup_id)
        .ok_or_else(|| not_found(setup_id))?;
    if setup.status != SetupStatus::Created {
        let refused = TransactionResult::invalid(format!("{setup_id} is {}.", setup.status));
        return Ok(refused);
    }
    setup.status = SetupStatus::Authorized;
    setup.record(EventKind::Authorized, &prepared.card, now);
    let authorization = Authorization {
        transaction_id: id::transaction(),
        at: now,
        auth_code: id::auth_code(),
        card: prepared.card,
        payment_method_id: Some(id::new("pm_")),
        avs_result: prepared.avs_result,
        wallet: prepared.wallet,
    };
    let result = TransactionResult::successful(&authorization.auth_code);
    setup.authorization = Some(authorization);
    state.schedule_setup(setup_id);
    Ok(result)
}

pub(super) fn decline(
    state: &mut AccountState,
    setup_id: &str,
    card: &MaskedCard,
    now: Timestamp,
) -> Result<TransactionResult, Refusal> {
    let setup = state
        .setup_intents
        .edit(setup_id)
        .ok_or_else(|| not_found(setup_id))?;
    setup.record(EventKind::Declined, card, now);
    Ok(TransactionResult::declined())
}

fn new_session(now: Timestamp) -> Session {
    Session {
        secret: Secret::new(id::secret("")),
        expires_at: later(now, SESSION_FOR),
        spent: false,
    }
}

pub(super) fn not_found(setup_id: &str) -> Refusal {
    Refusal::NotFound(format!("There is no setup intent {setup_id}."))
}
