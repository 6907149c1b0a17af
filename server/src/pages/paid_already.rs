//! What is said to whoever did not make the payment that they see.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use shared::CheckoutStatus;

use super::outcome::{fact, mark};
use super::{PageContext, bill, layout};
use crate::checkout::CheckoutRecord;

/// What whoever opens a link is told that was paid, perhaps by somebody else. True for the payer too, on another device or should
/// the answer to them have been lost.
#[must_use]
pub fn by_somebody(context: &PageContext, record: &CheckoutRecord, zone: &TimeZone) -> Markup {
    let heading = match record.status {
        CheckoutStatus::Refunded => "Paid and refunded",
        _ => "Already paid",
    };
    let main = html! {
        section.outcome.card {
            (mark("–"))
            h1 { (heading) }
            p { "This was paid, and nobody can pay it once more." }
            @if record.status == CheckoutStatus::Refunded {
                p { bdi { (context.merchant.name) } " has given all of it back since." }
            } @else if record.status == CheckoutStatus::Authorized {
                p { "The card is authorized now and charged later." }
            }
            p { "If that was you, your payment went through. If it was not, your card was not charged." }
            dl.facts {
                (fact("Amount", &html! { (bill::total(record)) }))
                (fact("Reference", &html! { bdi { (record.reference) } }))
                @if let Some(at) = record.authorized_at.or(record.paid_at) { (fact("Time", &bill::time(at, zone))) }
            }
            (layout::contact(&context.merchant))
        }
    };
    layout::page(context, heading, &main)
}

/// What stands above a payment if the same browser tried to make it in another window too.
#[must_use]
pub fn elsewhere() -> Markup {
    html! {
        div.notice.notice-warning role="status" {
            p { "This had been paid in another window." }
            p { "You were charged once, as shown below. The card that you entered last was not charged." }
        }
    }
}
