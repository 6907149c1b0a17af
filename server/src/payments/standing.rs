//! Where the money of a payment is, what is on its way back counted in.

mod reserved;

use shared::console::payments::{Figures, Seen};
use shared::{Currency, Money};

use super::list::{same_day, shown_status};
use crate::DomainError;
use crate::business::BusinessSettings;
use crate::store::payments::{Belonging, MirroredPayment, PaymentRow};
use crate::store::refunds::{self, RefundRow, RefundStep};
use crate::store::{Store, Tx, payments};

/// How long after the payment Dojo reverses it (milliseconds).
const REVERSIBLE: i64 = 7 * 24 * 60 * 60 * 1000;

/// A payment and its refunds, read together.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    pub(crate) payment: PaymentRow,
    pub(crate) belonging: Belonging,
    /// The newest first.
    pub(crate) refunds: Vec<RefundRow>,
    pub(crate) currency: Currency,
}

/// What gives back all that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Return {
    /// The payment is undone as a whole.
    Reversal,
    /// The money is sent back.
    Refund,
}

impl Standing {
    /// As it was at one moment a moment ago.
    ///
    /// # Errors
    /// [`DomainError::Store`].
    pub(crate) async fn read(store: &Store, id: &str) -> Result<Option<Self>, DomainError> {
        let mut snapshot = store.snapshot().await?;
        let Some(mirrored) = payments::find_within(&mut snapshot, id).await? else {
            return Ok(None);
        };
        let refunds = refunds::of_payment(&mut *snapshot, id).await?;
        snapshot.rollback().await?;
        Self::new(mirrored, refunds).map(Some)
    }

    /// As it is, and stays for the rest of the transaction.
    ///
    /// # Errors
    /// [`DomainError::Store`].
    pub(crate) async fn lock(tx: &mut Tx, id: &str) -> Result<Option<Self>, DomainError> {
        let Some(mirrored) = payments::lock(tx, id).await? else {
            return Ok(None);
        };
        let refunds = refunds::of_payment(&mut **tx, id).await?;
        Self::new(mirrored, refunds).map(Some)
    }

    fn new(mirrored: MirroredPayment, refunds: Vec<RefundRow>) -> Result<Self, DomainError> {
        let payment = mirrored.payment;
        let currency = Currency::try_from(payment.currency.as_str())
            .map_err(|cause| DomainError::Internal(format!("{}: {cause}", payment.currency)))?;
        Ok(Self {
            payment,
            belonging: mirrored.belonging,
            refunds,
            currency,
        })
    }

    /// As if this refund had not been asked for.
    pub(crate) fn without(mut self, refund_id: &str) -> Self {
        self.refunds.retain(|refund| refund.id != refund_id);
        self
    }

    pub(crate) fn is(&self, status: &str) -> bool {
        self.payment.status == status
    }

    pub(crate) fn is_manual(&self) -> bool {
        self.payment.capture_mode == "Manual"
    }

    /// What is on its way back, or waits for a second person, without what the payment shows as given back already.
    pub(crate) fn reserved(&self) -> i64 {
        reserved::reserved(&self.payment, &self.refunds)
    }

    /// What went back, or is to, without a second person's word. It counts together, so that splitting a refund does not get
    /// around the limit.
    pub(crate) fn alone(&self) -> i64 {
        self.refunds
            .iter()
            .filter(|refund| refund.decided_by.is_none())
            .filter(|refund| refund.status.reserves() || refund.status == RefundStep::Done)
            .fold(0, |sum, refund| sum.saturating_add(refund.amount))
    }

    /// What can still be given back.
    pub(crate) fn left(&self) -> i64 {
        if !self.is("Captured") {
            return 0;
        }
        let payment = &self.payment;
        payment
            .captured_amount
            .saturating_sub(payment.refunded_amount)
            .saturating_sub(self.reserved())
            .max(0)
    }

    /// What can still be captured.
    pub(crate) fn left_to_capture(&self, now: i64) -> i64 {
        let payment = &self.payment;
        let open = payment.lapses_at.is_some_and(|at| now < at)
            && self.is_manual()
            && payment.refunded_amount == 0
            && self.reserved() == 0
            && (self.is("Authorized") || self.is("Captured"));
        if !open {
            return 0;
        }
        payment
            .total_amount
            .saturating_sub(payment.captured_amount)
            .max(0)
    }

    /// Whether the bank holds money that is not captured: all of it, or the rest after a part.
    pub(crate) fn is_held(&self, now: i64) -> bool {
        self.is("Authorized") || self.left_to_capture(now) > 0
    }

    /// How all of it is given back. Reversed: what was authorized and not captured; and what was captured at once, on the same
    /// day of the business, while nothing of it went back: until then it has not been settled, and the shopper sees no two
    /// entries. Everything else is refunded. `None` if there is nothing to give back.
    pub(crate) fn whole_return(&self, settings: &BusinessSettings, now: i64) -> Option<Return> {
        let payment = &self.payment;
        if self.is("Authorized") {
            return (self.reserved() == 0).then_some(Return::Reversal);
        }
        if self.left() == 0 {
            return None;
        }
        let untouched = payment.refunded_amount == 0 && self.reserved() == 0;
        let fresh = payment
            .paid_at
            .is_some_and(|at| now - at < REVERSIBLE && same_day(at, now, &settings.time_zone));
        Some(if untouched && fresh && !self.is_manual() {
            Return::Reversal
        } else {
            Return::Refund
        })
    }

    pub(crate) fn money(&self, value: i64) -> Money {
        Money::new(value, self.currency)
    }

    /// For the screen.
    pub(crate) fn figures(&self, now: i64) -> Figures {
        let payment = &self.payment;
        let authorized = match payment.status.as_str() {
            "Created" | "Canceled" => 0,
            _ => payment.total_amount,
        };
        Figures {
            amount: self.money(payment.amount),
            tips_amount: self.money(payment.tips_amount),
            authorized: self.money(authorized),
            captured: self.money(payment.captured_amount),
            refunded: self.money(payment.refunded_amount),
            reserved: self.money(self.reserved()),
            left: self.money(self.left()),
            left_to_capture: self.money(self.left_to_capture(now)),
        }
    }

    /// What an action from a screen that shows this gives back.
    pub(crate) fn seen(&self) -> Seen {
        Seen {
            status: shown_status(&self.payment.status),
            total: self.payment.total_amount,
            captured: self.payment.captured_amount,
            refunded: self.payment.refunded_amount,
            reserved: self.reserved(),
        }
    }

    /// Errs if the screen showed something else.
    ///
    /// # Errors
    /// [`DomainError::Stale`] with the new figures.
    pub(crate) fn check_seen(&self, seen: &Seen) -> Result<(), DomainError> {
        if self.seen() == *seen {
            return Ok(());
        }
        Err(self.changed())
    }

    /// [`DomainError::Stale`] with the figures as they are.
    pub(crate) fn changed(&self) -> DomainError {
        let is = self.seen();
        DomainError::Stale(format!(
            "This payment has changed since you opened it, so nothing was done. Now it is {}: {} captured, {} refunded, {} \
             on its way back, {} left. Look again and decide.",
            is.status
                .words_of(is.total, is.captured, is.refunded)
                .to_lowercase(),
            self.money(is.captured),
            self.money(is.refunded),
            self.money(is.reserved),
            self.money(self.left()),
        ))
    }
}
