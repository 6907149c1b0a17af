//! Another amount or tip of an open checkout, on the word of staff: within the limits that the checkout gives the shopper, and
//! never beside a shopper who changes or pays it at the same moment.

use shared::{AttemptMethod, AttemptRequest, CheckoutId, CheckoutStatus};

use super::amounts::{self, Wanted};
use super::{CheckoutRecord, get};
use crate::DomainError;
use crate::app::App;
use crate::checkout::locks::Held;
use crate::store::attempts::{self, AttemptRow, AttemptStatus};
use crate::store::checkouts;

/// A checkout whose amounts staff are changing. Nobody else of this process works on it meanwhile.
pub(crate) struct Repricing {
    record: CheckoutRecord,
    attempt: AttemptRow,
    _held: Held,
}

/// What staff ask for; what is absent stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    /// Minor units.
    pub(crate) amount: Option<i64>,
    /// Minor units; zero for no tip.
    pub(crate) tips_amount: Option<i64>,
}

impl Repricing {
    /// Takes hold of the checkout that this attempt is to pay.
    ///
    /// # Errors
    /// [`DomainError::NotFound`], [`DomainError::Store`].
    pub(crate) async fn begin(
        app: &App,
        checkout_id: &str,
        attempt_id: &str,
    ) -> Result<Self, DomainError> {
        let id = CheckoutId::try_from(checkout_id.to_owned())
            .map_err(|cause| DomainError::Internal(cause.to_string()))?;
        let held = app.locks.hold(&id).await;
        let attempt = attempts::find(app.store.write(), attempt_id)
            .await?
            .ok_or(DomainError::NotFound)?;
        Ok(Self {
            record: get(app, &id).await?,
            attempt,
            _held: held,
        })
    }

    /// Whether staff may ask for this now.
    ///
    /// # Errors
    /// [`DomainError::Conflict`] if the checkout is closing or about to be paid, [`DomainError::InvalidField`] beyond its limits.
    pub(crate) fn check(&self, app: &App, asked: Asked) -> Result<(), DomainError> {
        let is_open = self.record.status == CheckoutStatus::Open
            && self.record.closing.is_none()
            && self.record.expire_at > app.clock.now()
            && self.attempt.status == AttemptStatus::Open
            && self.attempt.waiting_since.is_none();
        if !is_open {
            return Err(DomainError::Conflict(
                "The shopper is paying this at this moment, or it has been closed. Nothing was done. Look again in a minute.",
            ));
        }
        self.wanted(asked).map(drop)
    }

    /// The limits are those of the shopper.
    fn wanted(&self, asked: Asked) -> Result<Wanted, DomainError> {
        let (record, attempt) = (&self.record, &self.attempt);
        let amount = asked.amount.unwrap_or(attempt.amount);
        let tips_amount = asked.tips_amount.unwrap_or(attempt.tips_amount);
        let request = AttemptRequest {
            method: AttemptMethod::Card,
            amount: (record.open_amount.is_some() || asked.amount.is_some()).then_some(amount),
            tips_amount: Some(tips_amount),
            saved_card_id: None,
            spent_client_session_secret: None,
        };
        amounts::wanted(record, &request)
    }

    /// Writes down what is asked for, before Dojo is: the checkout shows it from here on, and whoever prepares it next carries it
    /// out, whatever becomes of the request. `false` if the attempt is not open any more or another process is changing it.
    ///
    /// # Errors
    /// [`DomainError::InvalidField`], [`DomainError::Store`].
    pub(crate) async fn commit(&self, app: &App, asked: Asked) -> Result<bool, DomainError> {
        let wanted = self.wanted(asked)?;
        let (amount, tips_amount) = (wanted.amount.value, wanted.tips_amount);
        let (id, now) = (&self.attempt.id, app.clock.now_ms());
        if !attempts::set_pending_amounts(&app.store, id, amount, tips_amount, now).await? {
            return Ok(false);
        }
        amounts::remember(app, &self.record, wanted).await?;
        Ok(true)
    }

    /// Dojo has it.
    ///
    /// # Errors
    /// [`DomainError::Store`].
    pub(crate) async fn settle(&self, app: &App, asked: Asked) -> Result<(), DomainError> {
        let wanted = self.wanted(asked)?;
        amounts::settle(app, &self.attempt, wanted).await.map(drop)
    }

    /// Dojo refused it: the checkout asks for what it did before.
    ///
    /// # Errors
    /// [`DomainError::Store`].
    pub(crate) async fn take_back(&self, app: &App) -> Result<(), DomainError> {
        let record = &self.record;
        let now = app.clock.now_ms();
        let tips_amount = record.tips_amount.map(|tips| tips.value);
        attempts::drop_pending_amounts(&app.store, &self.attempt.id, now).await?;
        let mut tx = app.store.begin().await?;
        let id = record.id.as_str();
        checkouts::set_amounts(&mut tx, id, record.amount.value, tips_amount, now).await?;
        Ok(tx.commit().await?)
    }
}
