//! A payment intent as the sandbox keeps it. [`super::wire`] shows it as Dojo would.

use std::fmt;

use dojo::{CreatePaymentIntentRequest, Secret};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

pub use super::records::{Authorization, CaptureRecord, EventKind, EventRecord, RefundRecord};
use crate::id;

/// How long an authorization can be captured, and a captured Auto payment reversed.
pub const CAPTURE_WINDOW: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How long an unpaid intent stays open unless `expireAt` says otherwise.
pub const OPEN_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How long a client session secret is good.
pub const SESSION_FOR: SignedDuration = SignedDuration::from_mins(30);
/// The largest amount in minor units, so that no sum of amounts can overflow: 99,999,999.99.
pub const LARGEST_AMOUNT: i64 = 9_999_999_999;

/// A payment intent.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Intent {
    /// `pi_sandbox_…`
    pub id: String,
    /// Where it stands.
    pub status: Status,
    /// Whether paying captures at once.
    pub capture_mode: CaptureMode,
    /// What was asked for. Addresses, e-mail and metadata may be amended by the shopper, lines by a change of amount;
    /// the amounts in it are the first ones, the current ones stand below.
    pub request: CreatePaymentIntentRequest,
    /// `GBP` or `EUR`.
    pub currency: String,
    /// The current amount in minor units, without tip, service charge and cashback.
    pub amount: i64,
    /// The first amount, once it was changed.
    pub requested_amount: Option<i64>,
    /// The current tip.
    pub tips: Option<i64>,
    /// The service charge.
    pub service_charge: i64,
    /// The cashback.
    pub cashback: i64,
    /// Good for one attempt to pay, through a component.
    pub session: Option<Session>,
    /// The authorization, once there was one.
    pub authorization: Option<Authorization>,
    /// What was captured.
    pub captures: Vec<CaptureRecord>,
    /// What was refunded.
    pub refunds: Vec<RefundRecord>,
    /// `rvs_…`, once it was reversed through the API.
    pub reversal_id: Option<String>,
    /// Attempts and what became of them.
    pub events: Vec<EventRecord>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// When it is canceled if nobody pays.
    pub expire_at: Timestamp,
    /// How long an authorization waits for a capture.
    pub auto_expire_in: Option<SignedDuration>,
    /// What happens then.
    pub auto_expire_action: AutoExpireAction,
}

/// Where an intent stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Status {
    /// Can be paid.
    Created,
    /// Paid, to be captured.
    Authorized,
    /// Captured, perhaps in part refunded.
    Captured,
    /// Paid and given back in full before settlement.
    Reversed,
    /// Captured and refunded in full.
    Refunded,
    /// Never paid and never to be.
    Canceled,
}

impl fmt::Display for Status {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The variants are named as Dojo writes them.
        fmt::Debug::fmt(self, formatter)
    }
}

impl Status {
    /// The documented edges of the life of a payment intent.
    #[must_use]
    pub fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (
                Self::Created,
                Self::Authorized | Self::Captured | Self::Canceled
            ) | (Self::Authorized, Self::Captured | Self::Reversed)
                | (Self::Captured, Self::Refunded | Self::Reversed)
        )
    }
}

/// Whether paying captures at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CaptureMode {
    /// It does.
    Auto,
    /// It only authorizes.
    Manual,
}

/// What happens to an authorization that nobody captured in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AutoExpireAction {
    /// The money goes back: the intent becomes `Reversed`.
    Release,
    /// It is captured in full.
    Capture,
}

/// A client session secret. Each attempt to pay that is carried out consumes it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// What the component presents as payment token.
    pub secret: Secret,
    /// 30 minutes after it was made.
    pub expires_at: Timestamp,
    /// An attempt was made with it.
    pub spent: bool,
}

impl Intent {
    /// Amount, tip, service charge and cashback together.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.amount
            .saturating_add(self.tips.unwrap_or(0))
            .saturating_add(self.service_charge)
            .saturating_add(self.cashback)
    }

    /// What was captured, tips included.
    #[must_use]
    pub fn captured(&self) -> i64 {
        self.captures.iter().fold(0, |sum: i64, capture| {
            sum.saturating_add(capture.amount)
                .saturating_add(capture.tips.unwrap_or(0))
        })
    }

    /// What was refunded.
    #[must_use]
    pub fn refunded(&self) -> i64 {
        self.refunds
            .iter()
            .fold(0, |sum: i64, refund| sum.saturating_add(refund.amount))
    }

    /// Whether the method is among the intent's `paymentMethods`.
    #[must_use]
    pub fn allows(&self, method: &str) -> bool {
        if self.request.payment_methods.is_empty() {
            return method == "Card";
        }
        self.request
            .payment_methods
            .iter()
            .any(|allowed| allowed.as_str() == method)
    }

    /// Whether amount or tip may be changed: `config.payment.customAmountAllowed`, `config.payment.tipsAllowed`.
    #[must_use]
    pub fn allows_custom_amount(&self) -> bool {
        self.payment_config()
            .is_some_and(|config| config.custom_amount_allowed)
    }

    /// See [`Self::allows_custom_amount`].
    #[must_use]
    pub fn allows_tips(&self) -> bool {
        self.payment_config()
            .is_some_and(|config| config.tips_allowed)
    }

    /// The customer named on creation, if their secret was right: only then cards are offered and saved.
    #[must_use]
    pub fn verified_customer(&self) -> Option<&str> {
        let customer = self.request.customer.as_ref()?;
        customer.secret.as_ref()?;
        customer.id.as_deref()
    }

    /// Replaces the client session secret, which kills the old one.
    pub fn renew_session(&mut self, now: Timestamp) {
        self.session = Some(Session {
            secret: Secret::new(id::secret("")),
            expires_at: later(now, SESSION_FOR),
            spent: false,
        });
    }

    pub(crate) fn record(&mut self, kind: EventKind, now: Timestamp) {
        let authorization = self.authorization.as_ref();
        self.events.push(EventRecord {
            kind,
            at: now,
            transaction_id: authorization.map(|made| made.transaction_id.clone()),
            auth_code: authorization.map(|made| made.auth_code.clone()),
            card: authorization.map(|made| made.card.clone()),
            payment_method_id: authorization.and_then(|made| made.payment_method_id.clone()),
        });
    }

    pub(crate) fn become_status(&mut self, next: Status, now: Timestamp) {
        debug_assert!(
            self.status == next || self.status.may_become(next),
            "{} to {next}",
            self.status
        );
        self.status = next;
        self.updated_at = now;
    }

    fn payment_config(&self) -> Option<&dojo::PaymentConfigDetails> {
        self.request.config.as_ref()?.payment.as_ref()
    }
}

/// The time that much later, as far as the calendar reaches.
#[must_use]
pub fn later(time: Timestamp, by: SignedDuration) -> Timestamp {
    time.checked_add(by).unwrap_or(Timestamp::MAX)
}
