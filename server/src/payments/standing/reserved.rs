//! What is on its way back and not yet part of what the payment shows as given back: Dojo's sum has a refund in it before the
//! refund's own row says so, and nobody is to see it in both.

use std::collections::BTreeSet;

use crate::store::payments::PaymentRow;
use crate::store::refunds::{RefundRow, RefundStep};

/// What is on its way back, or waits for a second person, in minor units.
pub(super) fn reserved(payment: &PaymentRow, refunds: &[RefundRow]) -> i64 {
    let is_undone = payment.status == "Reversed";
    let reserving = refunds
        .iter()
        .filter(|refund| refund.status.reserves())
        .filter(|refund| !(refund.is_reversal && is_undone && is_sent(refund)));
    sum(reserving).saturating_sub(shown(payment, refunds))
}

/// What the payment shows of refunds that are open still.
///
/// Dojo tells one sum of all refunds. What of it is neither of settled ones nor from elsewhere is of open ones, if it is what some
/// of them come to; of which does not matter. If it is not, other money is among it, and all of them stay reserved.
fn shown(payment: &PaymentRow, refunds: &[RefundRow]) -> i64 {
    let ours = || refunds.iter().filter(|refund| !refund.is_reversal);
    let done = sum(ours().filter(|refund| refund.status == RefundStep::Done));
    let open: Vec<&RefundRow> = ours()
        .filter(|refund| refund.status.reserves() && is_sent(refund))
        .collect();
    let more = payment
        .refunded_amount
        .saturating_sub(done)
        .saturating_sub(from_elsewhere(refunds));
    let mut sums = BTreeSet::from([0]);
    for refund in open {
        let with: Vec<i64> = sums
            .iter()
            .map(|sum: &i64| sum.saturating_add(refund.amount))
            .filter(|sum| *sum <= more)
            .collect();
        sums.extend(with);
    }
    if sums.contains(&more) { more } else { 0 }
}

/// What had been sent back elsewhere at the least, when one of ours was sent.
fn from_elsewhere(refunds: &[RefundRow]) -> i64 {
    refunds
        .iter()
        .filter(|refund| refund.first_sent_at.is_some())
        .map(|refund| {
            refund
                .refunded_before
                .saturating_sub(before(refunds, refund))
        })
        .max()
        .unwrap_or(0)
        .max(0)
}

/// What of ours can have been among what was refunded when this one was sent.
fn before(refunds: &[RefundRow], refund: &RefundRow) -> i64 {
    sum(refunds.iter().filter(|other| {
        other.id != refund.id
            && !other.is_reversal
            && other.first_sent_at.is_some()
            && other.first_sent_at <= refund.first_sent_at
            && (other.status.reserves() || other.status == RefundStep::Done)
    }))
}

/// Whether Dojo has been asked.
fn is_sent(refund: &RefundRow) -> bool {
    refund.status != RefundStep::AwaitingApproval
}

fn sum<'a>(refunds: impl Iterator<Item = &'a RefundRow>) -> i64 {
    refunds.fold(0, |sum, refund| sum.saturating_add(refund.amount))
}
