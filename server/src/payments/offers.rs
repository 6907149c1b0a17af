//! What state and role allow to be done with a payment. The routes guard the roles, the actions guard the state; this only says
//! what is worth showing.

use shared::console::payments::{Offer, OfferKind};
use shared::{Money, Role};

use super::allowances::Allowances;
use super::standing::{Return, Standing};
use crate::DomainError;
use crate::app::App;
use crate::business::BusinessSettings;

/// Every offer, the most likely first.
pub(super) fn of(
    app: &App,
    standing: &Standing,
    allowances: Allowances,
    settings: &BusinessSettings,
    role: Role,
    now: i64,
) -> Result<Vec<Offer>, DomainError> {
    let mut offers = Vec::new();
    let mut offer = |kind, most: Option<Money>| {
        let limit = match kind {
            OfferKind::Refund | OfferKind::Reverse if !standing.is("Authorized") => {
                settings.refund_limit_in(standing.currency)
            }
            _ => None,
        };
        offers.push(Offer {
            kind,
            most,
            limit,
            alone: limit.map(|limit| standing.money((limit.value - standing.alone()).max(0))),
            address: None,
        });
    };
    if role >= Role::Manager {
        let to_capture = standing.left_to_capture(now);
        if to_capture > 0 {
            offer(OfferKind::Capture, Some(standing.money(to_capture)));
        }
        let left = standing.left();
        match standing.whole_return(settings, now) {
            Some(Return::Reversal) if standing.is("Authorized") => {
                let held = standing.money(standing.payment.total_amount);
                offer(OfferKind::Reverse, Some(held));
            }
            Some(Return::Reversal) => {
                offer(OfferKind::Reverse, Some(standing.money(left)));
                // The whole goes back by reversal, so a refund is for a part.
                if left > 1 {
                    offer(OfferKind::Refund, Some(standing.money(left - 1)));
                }
            }
            Some(Return::Refund) => offer(OfferKind::Refund, Some(standing.money(left))),
            None => {}
        }
        if allowances.may_change_amount(standing) {
            offer(OfferKind::ChangeAmount, None);
        }
        if allowances.may_change_tip(standing) {
            offer(OfferKind::ChangeTip, None);
        }
        if standing.is("Created") {
            offer(OfferKind::Cancel, None);
        }
    }
    if role >= Role::Clerk {
        if !standing.is("Created") && !standing.is("Canceled") {
            offer(OfferKind::SendReceipt, None);
        }
        offer(OfferKind::AddNote, None);
        offer(OfferKind::Refresh, None);
    }
    if standing.is("Created")
        && let Some(checkout_id) = &standing.belonging.checkout_id
    {
        let address = app
            .public_url
            .join(&format!("pay/{checkout_id}"))
            .map_err(|cause| DomainError::Internal(format!("public_url: {cause}")))?;
        offers.push(Offer {
            kind: OfferKind::CopyLink,
            most: None,
            limit: None,
            alone: None,
            address: Some(address.into()),
        });
    }
    Ok(offers)
}
