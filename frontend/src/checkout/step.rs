//! What comes next, once the server has looked at Dojo.

use shared::checkout::Decline;
use shared::{Checkout, CheckoutStatus};

/// Dojo's "Status code" that mean something to us (`docs/04-card-and-wallet-components`).
mod code {
    pub(super) const SUCCESSFUL: i32 = 0;
    pub(super) const AUTHORIZING: i32 = 3;
    pub(super) const REFERRED: i32 = 4;
    pub(super) const DECLINED: i32 = 5;
    pub(super) const INVALID_REQUEST: i32 = 400;
    pub(super) const TOKEN_REFUSED: i32 = 401;
    pub(super) const NO_TOKEN: i32 = 404;
}

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is settled: the server's page says how.
    ShowOutcome,
    /// It is not known: wait, and keep asking.
    Wait,
    /// Nothing was charged: say why, and let the shopper try again with a fresh client session secret.
    TryAgain(Reason),
}

/// Why nothing was charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The bank said no.
    Declined,
    /// The bank wants to speak to the shopper first.
    Referred,
    /// 3-D Secure was failed or left.
    AuthenticationFailed,
    /// The client session secret had expired, or was used in another tab.
    SessionEnded,
    /// Dojo refused what was entered, before it reached a bank.
    Refused,
    /// Something failed on the way.
    Failed,
}

/// Whether what was settled was paid in another window: here the component was refused.
#[must_use]
pub fn paid_elsewhere(checkout: &Checkout, component: Option<i32>) -> bool {
    let refused = matches!(component, Some(code::DECLINED | code::TOKEN_REFUSED));
    refused && checkout.status.was_paid()
}

/// Decides by what Dojo's API confirmed; what the component said only chooses words.
#[must_use]
pub fn after(checkout: &Checkout, component: Option<i32>) -> Step {
    match checkout.status {
        CheckoutStatus::Paid
        | CheckoutStatus::Authorized
        | CheckoutStatus::NeedsReview
        | CheckoutStatus::Refunded
        | CheckoutStatus::Expired
        | CheckoutStatus::Cancelled => Step::ShowOutcome,
        CheckoutStatus::Waiting => Step::Wait,
        // The component saw an approval that Dojo's API does not show yet.
        CheckoutStatus::Open if component == Some(code::SUCCESSFUL) => Step::Wait,
        CheckoutStatus::Open => Step::TryAgain(reason(checkout.decline, component)),
    }
}

/// The words for an earlier attempt, when the page opens after it.
#[must_use]
pub fn earlier(decline: Decline) -> Reason {
    match decline {
        Decline::Declined => Reason::Declined,
        Decline::AuthenticationFailed => Reason::AuthenticationFailed,
    }
}

fn reason(decline: Option<Decline>, component: Option<i32>) -> Reason {
    match component {
        // These never reached a bank, so an earlier decline is not theirs.
        Some(code::TOKEN_REFUSED | code::NO_TOKEN) => Reason::SessionEnded,
        Some(code::INVALID_REQUEST) => Reason::Refused,
        Some(code::REFERRED) => Reason::Referred,
        Some(code::DECLINED) => decline.map_or(Reason::Declined, earlier),
        Some(code::AUTHORIZING) => Reason::AuthenticationFailed,
        _ => decline.map_or(Reason::Failed, earlier),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkout::samples::checkout;

    fn standing(status: CheckoutStatus, decline: Option<Decline>) -> Checkout {
        let mut checkout = checkout();
        checkout.status = status;
        checkout.decline = decline;
        checkout
    }

    #[test]
    fn what_the_api_confirmed_wins_over_what_the_component_said() {
        for status in [
            CheckoutStatus::Paid,
            CheckoutStatus::Authorized,
            CheckoutStatus::NeedsReview,
            CheckoutStatus::Refunded,
            CheckoutStatus::Expired,
            CheckoutStatus::Cancelled,
        ] {
            for said in [None, Some(0), Some(5), Some(30), Some(401), Some(500)] {
                let step = after(&standing(status, Some(Decline::Declined)), said);
                assert_eq!(step, Step::ShowOutcome, "{status:?} {said:?}");
            }
        }
    }

    #[test]
    fn a_card_that_was_refused_did_not_pay_what_is_paid() {
        let paid = standing(CheckoutStatus::Paid, None);
        assert!(paid_elsewhere(&paid, Some(401)) && paid_elsewhere(&paid, Some(5)));
        for said in [None, Some(0), Some(30), Some(500)] {
            assert!(!paid_elsewhere(&paid, said), "{said:?}");
        }
        let cancelled = standing(CheckoutStatus::Cancelled, None);
        assert!(!paid_elsewhere(&cancelled, Some(401)));
    }

    #[test]
    fn an_approval_that_is_not_confirmed_is_waited_for() {
        assert_eq!(
            after(&standing(CheckoutStatus::Open, None), Some(0)),
            Step::Wait
        );
        assert_eq!(
            after(&standing(CheckoutStatus::Waiting, None), Some(5)),
            Step::Wait
        );
    }

    #[test]
    fn each_failure_has_its_reason() {
        let failed = Some(Decline::AuthenticationFailed);
        for (decline, said, reason) in [
            (None, Some(5), Reason::Declined),
            (Some(Decline::Declined), Some(5), Reason::Declined),
            (failed, Some(5), Reason::AuthenticationFailed),
            (None, Some(3), Reason::AuthenticationFailed),
            (None, Some(4), Reason::Referred),
            (None, Some(400), Reason::Refused),
            (None, Some(20), Reason::Failed),
            (None, Some(30), Reason::Failed),
            (None, Some(500), Reason::Failed),
            (None, None, Reason::Failed),
            (failed, None, Reason::AuthenticationFailed),
        ] {
            let step = after(&standing(CheckoutStatus::Open, decline), said);
            assert_eq!(step, Step::TryAgain(reason), "{decline:?} {said:?}");
        }
    }

    #[test]
    fn a_spent_session_is_not_taken_for_the_decline_before_it() {
        for said in [401, 404] {
            let step = after(
                &standing(CheckoutStatus::Open, Some(Decline::Declined)),
                Some(said),
            );
            assert_eq!(step, Step::TryAgain(Reason::SessionEnded));
        }
    }
}
