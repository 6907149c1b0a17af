//! How a checkout ended, or that it has not yet: one page for each state, the same with and without scripts.

use super::way_back::way_back;
use super::{PageContext, bill, layout};
use crate::checkout::{CheckoutRecord, Outcome};
use jiff::tz::TimeZone;
use maud::{Markup, html};
use shared::CheckoutStatus;
use shared::card::card_name;

/// What was asked of Dojo about the receipt, to be told once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receipt {
    /// Nothing yet.
    NotAsked,
    /// It is on its way.
    Sent,
    /// The business offers none.
    NotOffered,
}

/// The heading of a state; absent for the state in which the bill is shown.
#[must_use]
pub fn heading(status: CheckoutStatus) -> Option<&'static str> {
    match status {
        CheckoutStatus::Open => None,
        CheckoutStatus::Waiting => Some("Payment being confirmed"),
        CheckoutStatus::Paid => Some("Payment successful"),
        CheckoutStatus::Authorized => Some("Card authorized"),
        CheckoutStatus::NeedsReview => Some("Payment received, being checked"),
        CheckoutStatus::Refunded => Some("Payment refunded"),
        CheckoutStatus::Expired => Some("This checkout has expired"),
        CheckoutStatus::Cancelled => Some("This checkout was cancelled"),
    }
}

/// The page of a checkout that was paid.
#[must_use]
pub fn paid(
    context: &PageContext,
    record: &CheckoutRecord,
    outcome: Option<&Outcome>,
    receipt: Receipt,
    zone: &TimeZone,
) -> Markup {
    html! {
        section.outcome.outcome-success.card {
            (mark("✓"))
            h1 { "Payment successful" }
            p { "Thank you. " bdi { (context.merchant.name) } " has your payment." }
            @if let Some((charged, authorized)) = outcome.and_then(Outcome::part) {
                p { "Your card was charged " (charged) " of the " (authorized) " that was authorized." }
            }
            @if let Some(refunded) = outcome.map(|outcome| outcome.refunded_amount).filter(|sum| sum.value > 0) {
                p { (refunded) " of it was given back. " (SOON) }
            }
            (facts(record, outcome, zone))
            (way_on(context, record))
            (receipt_form(record, receipt))
            (layout::contact(&context.merchant))
        }
    }
}

/// How soon money that was given back is seen.
const SOON: &str = "Your bank may take a few days to show it.";

/// The page of a checkout that was paid and wholly refunded.
#[must_use]
pub fn refunded(
    context: &PageContext,
    record: &CheckoutRecord,
    outcome: Option<&Outcome>,
    receipt: Receipt,
    zone: &TimeZone,
) -> Markup {
    html! {
        section.outcome.card {
            (mark("–"))
            h1 { "Payment refunded" }
            p { bdi { (context.merchant.name) } " has given back all that you paid. " (SOON) }
            (facts(record, outcome, zone))
            (way_on(context, record))
            (receipt_form(record, receipt))
            (layout::contact(&context.merchant))
        }
    }
}

/// Back to the shop, and onto paper.
fn way_on(context: &PageContext, record: &CheckoutRecord) -> Markup {
    html! {
        div.cluster {
            @if let Some(url) = &record.redirect_url {
                a.button.button-primary href=(way_back(url, &record.id)) {
                    span { "Return to " bdi { (context.merchant.name) } }
                }
            }
            (print_button(context))
        }
    }
}

/// The page of a checkout whose money is taken later.
#[must_use]
pub fn authorized(
    context: &PageContext,
    record: &CheckoutRecord,
    outcome: Option<&Outcome>,
    zone: &TimeZone,
) -> Markup {
    html! {
        section.outcome.outcome-success.card {
            (mark("✓"))
            h1 { "Card authorized" }
            p {
                "Thank you. Your bank keeps this amount ready for " bdi { (context.merchant.name) }
                ", who will charge your card later. Nothing has been charged yet."
            }
            (facts(record, outcome, zone))
            (way_on(context, record))
            (layout::contact(&context.merchant))
        }
    }
}

/// The page of money that came, but not as asked for.
#[must_use]
pub fn needs_review(
    context: &PageContext,
    record: &CheckoutRecord,
    outcome: Option<&Outcome>,
    shop_is_told: bool,
    zone: &TimeZone,
) -> Markup {
    html! {
        section.outcome.outcome-warning.card {
            (mark("!"))
            h1 { "Payment received, being checked" }
            p {
                "Your payment arrived, but it does not match the bill exactly. "
                @if shop_is_told {
                    bdi { (context.merchant.name) } " is being told and will put it right. "
                } @else {
                    "Please tell " bdi { (context.merchant.name) } ", so that it is put right. "
                }
                "Please do not pay again."
            }
            (facts(record, outcome, zone))
            (layout::contact(&context.merchant))
        }
    }
}

/// What stands beside the bill while the outcome is not known. Scripts replace it and look by themselves.
#[must_use]
pub fn waiting(context: &PageContext, record: &CheckoutRecord) -> Markup {
    html! {
        section #pay .pay.card aria-label="Payment" {
            div.stack role="status" {
                h2 { "Payment being confirmed" }
                p {
                    "We are asking our payment service how your payment ended. This page finds out by itself, and it is "
                    "safe to close it. You will not be charged twice."
                }
                noscript {
                    p { a.button href=(format!("/pay/{}", record.id)) { "Look again" } }
                }
            }
            (layout::contact(&context.merchant))
        }
    }
}

/// The page of a checkout that nobody can pay any more.
#[must_use]
pub fn closed(
    context: &PageContext,
    record: &CheckoutRecord,
    status: CheckoutStatus,
    link: Option<&str>,
    zone: &TimeZone,
) -> Markup {
    let expired = status == CheckoutStatus::Expired;
    html! {
        section.outcome.card {
            (mark("–"))
            h1 { (heading(status).unwrap_or_default()) }
            @if expired {
                p { "It could be paid until " (bill::time(record.expire_at, zone)) ". No money was taken." }
            } @else {
                p { bdi { (context.merchant.name) } " withdrew it, or the order was changed. No money was taken." }
            }
            dl.facts {
                (fact("Amount", &html! { (bill::total(record)) }))
                (fact("Reference", &html! { bdi { (record.reference) } }))
            }
            @if let Some(link) = link {
                p { "To pay, open the link again." }
                div.cluster { a.button.button-primary href=(link) { "Open the link again" } }
            } @else {
                p { "To pay, ask " bdi { (context.merchant.name) } " for a new link, or order again." }
            }
            @if let Some(url) = &record.redirect_url {
                div.cluster {
                    a.button.button-primary href=(way_back(url, &record.id)) {
                        span { "Return to " bdi { (context.merchant.name) } }
                    }
                }
            }
            (layout::contact(&context.merchant))
        }
    }
}

fn facts(record: &CheckoutRecord, outcome: Option<&Outcome>, zone: &TimeZone) -> Markup {
    let part = outcome.and_then(Outcome::part);
    let amount = match (outcome, part) {
        (_, Some((charged, _))) => charged,
        (Some(outcome), None) => outcome.total_amount,
        (None, None) => bill::total_amount(record),
    };
    // Of a part nobody knows how much of it is the tip.
    let tip = outcome
        .filter(|_| part.is_none())
        .and_then(|outcome| outcome.tips_amount);
    let at = record.paid_at.or(record.authorized_at);
    let card = outcome.and_then(|outcome| {
        let last_four = outcome.last_four.as_deref()?;
        Some(card_name(outcome.card_type.as_deref(), Some(last_four)))
    });
    html! {
        dl.facts {
            (fact(if part.is_some() { "Charged" } else { "Amount" }, &html! { span.amount { (amount) } }))
            @if let Some((_, authorized)) = part {
                (fact("Authorized", &html! { span.amount { (authorized) } }))
            }
            @if let Some(tip) = tip.filter(|tip| tip.value > 0) {
                (fact("Tip in it", &html! { span.amount { (tip) } }))
            }
            (fact("Reference", &html! { bdi { (record.reference) } }))
            @if let Some(card) = card { (fact("Paid with", &html! { (card) })) }
            @if let Some(code) = outcome.and_then(|outcome| outcome.auth_code.as_deref()) {
                (fact("Authorization code", &html! { (code) }))
            }
            @if let Some(at) = at { (fact("Time", &bill::time(at, zone))) }
            @if let Some(outcome) = outcome.filter(|outcome| outcome.refunded_amount.value > 0) {
                (fact("Refunded", &html! { span.amount { (outcome.refunded_amount) } }))
                @if let Some(at) = outcome.refunded_at { (fact("Refunded on", &bill::time(at, zone))) }
            }
        }
    }
}

pub(super) fn fact(name: &str, value: &Markup) -> Markup {
    html! { div { dt { (name) } dd { (value) } } }
}

pub(super) fn mark(sign: &str) -> Markup {
    html! { span.outcome-mark aria-hidden="true" { (sign) } }
}

/// Printing needs scripts, so without them the button stays away.
fn print_button(context: &PageContext) -> Markup {
    html! {
        button #print .button type="button" hidden { "Print" }
        script nonce=(context.nonce.as_str()) {
            (maud::PreEscaped("{const b=document.getElementById('print');b.hidden=false;b.onclick=()=>print()}"))
        }
    }
}

fn receipt_form(record: &CheckoutRecord, receipt: Receipt) -> Markup {
    html! {
        @if receipt == Receipt::Sent {
            div.notice.notice-success role="status" { p { "Receipt on its way" } p { "Look into your e-mail in a few minutes." } }
        } @else if receipt == Receipt::NotAsked {
            form.stack method="post" action=(format!("/pay/{}/receipt", record.id)) {
                div.field {
                    label.field-label for="email_address" { "E-mail address" }
                    span.field-hint #email-hint { "Dojo sends its receipt there." }
                    input #email_address name="email_address" type="email" autocomplete="email" required maxlength="254"
                        aria-describedby="email-hint";
                }
                div { button.button type="submit" { "E-mail a copy" } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::Timestamp;
    use shared::checkout::Collect;
    use shared::{Currency, Money};

    use super::*;
    use crate::pages::context::tests::context;

    fn record() -> CheckoutRecord {
        let opened: Timestamp = "2026-07-01T09:30:00Z".parse().unwrap();
        CheckoutRecord {
            id: "co_AAAAAAAAAAAAAAAAAAAAAA".to_owned().try_into().unwrap(),
            status: CheckoutStatus::NeedsReview,
            reference: "Order 245".to_owned().try_into().unwrap(),
            description: None,
            amount: Money::new(1250, Currency::Gbp),
            tips_amount: None,
            open_amount: None,
            tip: None,
            item_lines: Vec::new(),
            tax_lines: Vec::new(),
            collect: Collect::default(),
            methods: Vec::new(),
            customer_id: None,
            redirect_url: None,
            cancel_url: None,
            metadata: BTreeMap::new(),
            decline: None,
            created_at: opened,
            expire_at: opened,
            authorized_at: None,
            paid_at: Some(opened),
            paid_intent_id: None,
            closing: None,
            has_live_attempt: false,
            origin: crate::checkout::Origin::default(),
        }
    }

    fn outcome(captured_amount: i64) -> Outcome {
        Outcome {
            total_amount: Money::new(1300, Currency::Gbp),
            captured_amount: Money::new(captured_amount, Currency::Gbp),
            refunded_amount: Money::new(0, Currency::Gbp),
            refunded_at: None,
            tips_amount: Some(Money::new(50, Currency::Gbp)),
            reference: record().reference,
            payment_intent_id: "pi_1".to_owned(),
            last_four: Some("1005".to_owned()),
            card_type: Some("MASTERCARD".to_owned()),
            auth_code: None,
        }
    }

    fn paid_page(outcome: &Outcome) -> String {
        let (context, record) = (context(), record());
        let zone = TimeZone::UTC;
        paid(&context, &record, Some(outcome), Receipt::NotAsked, &zone).into_string()
    }

    #[test]
    fn who_was_charged_a_part_is_not_shown_all_of_it_as_paid() {
        let page = paid_page(&outcome(400));
        for text in ["charged £4.00 of the £13.00", "<dt>Charged</dt>"] {
            assert!(page.contains(text), "{text} is not in {page}");
        }
        assert!(!page.contains("Tip in it"), "{page}");
        let page = paid_page(&outcome(1300));
        for text in ["of the £13.00", "given back", "Refunded"] {
            assert!(!page.contains(text), "{text} is in {page}");
        }
    }

    #[test]
    fn what_was_given_back_is_told_with_its_time() {
        let back = Outcome {
            refunded_amount: Money::new(500, Currency::Gbp),
            refunded_at: Some("2026-07-03T16:00:00Z".parse().unwrap()),
            ..outcome(1300)
        };
        let page = paid_page(&back);
        for text in [
            "Payment successful",
            "£5.00 of it was given back",
            "3 July 2026, 16:00",
        ] {
            assert!(page.contains(text), "{text} is not in {page}");
        }
        let (context, record) = (context(), record());
        let zone = TimeZone::UTC;
        let page = refunded(&context, &record, Some(&back), Receipt::NotOffered, &zone);
        let page = page.into_string();
        for text in [
            "Payment refunded",
            "has given back all",
            "3 July 2026, 16:00",
        ] {
            assert!(page.contains(text), "{text} is not in {page}");
        }
        assert!(!page.contains("Payment successful"), "{page}");
    }

    #[test]
    fn money_that_differs_is_shown_as_it_came_and_not_asked_for_again() {
        let outcome = outcome(1300);
        let page = |told| {
            needs_review(&context(), &record(), Some(&outcome), told, &TimeZone::UTC).into_string()
        };
        assert!(page(true).contains("is being told"), "{}", page(true));
        assert!(page(false).contains("Please tell "), "{}", page(false));
        let page = page(false);
        assert!(!page.contains("being told"), "{page}");
        for text in [
            "Payment received, being checked",
            "do not pay again",
            "£13.00",
            "£0.50",
            "Mastercard •••• 1005",
            "020 7946 0000",
        ] {
            assert!(page.contains(text), "{text} is not in {page}");
        }
        assert!(!page.contains("Payment successful"), "{page}");
    }

    #[test]
    fn times_are_the_businesss_and_exact_for_programs() {
        let zone = TimeZone::get("Europe/London").unwrap();
        let page = paid(&context(), &record(), None, Receipt::NotAsked, &zone).into_string();
        assert!(page.contains("datetime=\"2026-07-01T09:30:00Z\""), "{page}");
        assert!(page.contains("1 July 2026, 10:30"), "{page}");
    }
}
