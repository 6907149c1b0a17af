//! Who asks for how much, and for what: painted first, readable without scripts, and never moved again.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use shared::Money;
use shared::checkout::AmountLimits;

use super::PageContext;
use super::way_back::way_back;
use crate::checkout::CheckoutRecord;

/// Lines up to this number are shown at once; more are folded.
const SHOWN_AT_ONCE: usize = 4;

/// The bill. Its total (`#total`) and tip (`#bill-tip`) are kept up to date by the scripts while tip or amount are chosen.
#[must_use]
pub fn bill(context: &PageContext, record: &CheckoutRecord) -> Markup {
    let lines = record.item_lines.len() + record.tax_lines.len();
    html! {
        section #bill .bill aria-labelledby="bill-title" {
            h1 #bill-title { "Pay " bdi { (context.merchant.name) } }
            p #total { (total(record)) }
            (conditions(record.open_amount, record.origin.capture_later))
            p { span.quiet { "Reference " } bdi { (record.reference) } }
            @if let Some(description) = &record.description {
                p dir="auto" { (description) }
            }
            @if lines > 0 {
                details open[lines <= SHOWN_AT_ONCE] {
                    summary { "What you pay for" }
                    (bill_lines(record))
                }
            }
            @if let Some(url) = &record.cancel_url {
                p { a href=(way_back(url, &record.id)) { "Go back to " bdi { (context.merchant.name) } " without paying" } }
            }
        }
    }
}

/// What belongs to the total: between what the shopper chooses, and that the money is taken later.
#[must_use]
pub fn conditions(open_amount: Option<AmountLimits>, capture_later: bool) -> Markup {
    html! {
        @if let Some(limits) = open_amount {
            p.quiet { "From " (limits.minimum) " to " (limits.maximum) }
        }
        @if capture_later {
            p { "Your card is authorized now and charged later." }
        }
    }
}

/// The words for an amount that nobody has chosen yet.
pub const YOU_CHOOSE: &str = "You choose the amount";

/// The total as text; of an open amount that nobody has chosen yet, the words for that.
#[must_use]
pub fn total(record: &CheckoutRecord) -> String {
    if record.amount.value == 0 {
        return YOU_CHOOSE.to_owned();
    }
    total_amount(record).to_string()
}

/// Amount and tip together.
#[must_use]
pub fn total_amount(record: &CheckoutRecord) -> Money {
    record
        .tips_amount
        .and_then(|tip| record.amount.checked_add(tip).ok())
        .unwrap_or(record.amount)
}

fn bill_lines(record: &CheckoutRecord) -> Markup {
    html! {
        ul.bill-lines {
            @for line in &record.item_lines {
                li.bill-line {
                    span { bdi { (line.name) } @if line.quantity > 1 { " × " (line.quantity) } }
                    span.amount { (line.amount_total) }
                }
            }
            @for line in &record.tax_lines {
                li.bill-line {
                    span.quiet {
                        bdi { (line.caption) }
                        @if let Some(sub_caption) = &line.sub_caption { " " bdi { (sub_caption) } }
                    }
                    span.amount { (line.amount_total) }
                }
            }
            @if record.tip.is_some() || record.tips_amount.is_some() {
                // There from the start, so that nothing moves when a tip is chosen.
                li.bill-line {
                    span.quiet { "Tip" }
                    span.amount #bill-tip { (record.tips_amount.unwrap_or(Money::new(0, record.amount.currency_code))) }
                }
            }
        }
    }
}

/// A time for people, in the business's zone, with the exact instant for programs.
#[must_use]
pub fn time(at: jiff::Timestamp, zone: &TimeZone) -> Markup {
    let local = at.to_zoned(zone.clone());
    html! {
        time datetime=(at.strftime("%Y-%m-%dT%H:%M:%SZ")) title=(local.strftime("%Y-%m-%d %H:%M:%S %Z")) {
            (local.strftime("%-d %B %Y, %H:%M"))
        }
    }
}
