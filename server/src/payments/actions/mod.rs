//! What staff do with payments, one file each. An action is refused unless the payment is still as the screen showed it, is
//! written into the audit trail before Dojo is asked, and believes afterwards only what reading the payment tells.

mod amounts;
mod cancel;
mod capture;
mod decide;
mod flags;
mod notes;
mod receipt;
mod refresh;
mod refunds;
mod reverse;
mod settle_refund;
mod step;
mod views;
pub(crate) mod words;

pub(crate) use amounts::{change_amount, change_tip};
pub(crate) use cancel::cancel;
pub(crate) use capture::capture;
pub(crate) use decide::decide;
pub(crate) use flags::resolve_flag;
pub(crate) use notes::add_note;
pub(crate) use receipt::send_receipt;
pub(crate) use refresh::refresh;
pub(crate) use refunds::refund;
pub(crate) use reverse::reverse;
pub(crate) use settle_refund::settle_refund;
pub(crate) use views::{AREA as VIEWS, forget_view, keep_view};
