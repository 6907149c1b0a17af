//! Whether a payment shows that a refund of ours went back. Dojo tells one sum of all refunds of a payment, of those that were made
//! in its portal too, so that the sum is compared with all that can have become of ours.

use super::super::standing::Standing;
use crate::store::refunds::{RefundRow, RefundStep};

/// What the payment shows of a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    Yes,
    No,
    /// This one, another one of which nothing is known either, or money that was sent back elsewhere.
    Perhaps,
}

/// What the payment shows of this refund or reversal.
///
/// A sum that is exactly that of all of ours counts as shown: the same amount sent back elsewhere cannot be told apart, and leaves
/// the same.
pub(super) fn shown(standing: &Standing, refund: &RefundRow) -> Shown {
    if refund.is_reversal {
        return if standing.is("Reversed") {
            Shown::Yes
        } else {
            Shown::No
        };
    }
    let refunded = standing.payment.refunded_amount;
    let least = refund
        .amount
        .saturating_add(from_elsewhere(standing, refund))
        .saturating_add(sum(standing, refund, &[RefundStep::Done]));
    // Of these nobody knows whether the sum has them in it.
    let open = [
        RefundStep::Accepted,
        RefundStep::Sending,
        RefundStep::Unknown,
    ];
    let most = least.saturating_add(sum(standing, refund, &open));
    if refunded < least {
        Shown::No
    } else if refunded == most {
        Shown::Yes
    } else {
        Shown::Perhaps
    }
}

/// What had been sent back elsewhere at the least when this was first sent.
fn from_elsewhere(standing: &Standing, refund: &RefundRow) -> i64 {
    let sent = [
        RefundStep::Done,
        RefundStep::Accepted,
        RefundStep::Sending,
        RefundStep::Unknown,
    ];
    others(standing, refund)
        .filter(|other| sent.contains(&other.status) && other.first_sent_at <= refund.first_sent_at)
        .fold(refund.refunded_before, |left, other| {
            left.saturating_sub(other.amount)
        })
        .max(0)
}

fn sum(standing: &Standing, refund: &RefundRow, steps: &[RefundStep]) -> i64 {
    others(standing, refund)
        .filter(|other| steps.contains(&other.status))
        .fold(0, |sum, other| sum.saturating_add(other.amount))
}

fn others<'a>(
    standing: &'a Standing,
    refund: &'a RefundRow,
) -> impl Iterator<Item = &'a RefundRow> {
    standing
        .refunds
        .iter()
        .filter(move |other| !other.is_reversal && other.id != refund.id)
}
