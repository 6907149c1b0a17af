//! `/l/{code}`: the bill of a payment link, or why it cannot be paid.

use maud::{Markup, html};
use shared::CheckoutId;
use shared::console::links::LinkTerms;

use super::{PageContext, bill, layout};
use crate::links::Closed;

/// What shoppers see of a link.
#[derive(Clone, Debug)]
pub struct ShownLink {
    /// What stands in its address.
    pub code: String,
    /// What it asks for.
    pub terms: LinkTerms,
    /// Until when it can be paid, in words.
    pub until: String,
}

/// The bill, with the button that leads to a checkout; `paid` was paid by the same browser before.
#[must_use]
pub fn bill(context: &PageContext, link: &ShownLink, paid: Option<&CheckoutId>) -> Markup {
    let total = match link.terms.amount {
        Some(amount) => amount.to_string(),
        None => bill::YOU_CHOOSE.to_owned(),
    };
    let action = match (link.terms.amount, paid) {
        (Some(amount), None) => format!("Pay {amount}"),
        (Some(amount), Some(_)) => format!("Pay {amount} again"),
        (None, None) => "Choose the amount and pay".to_owned(),
        (None, Some(_)) => "Pay once more".to_owned(),
    };
    let title = match link.terms.amount {
        Some(amount) => format!("Pay {amount}"),
        None => "Pay".to_owned(),
    };
    let head = html! {
        meta property="og:type" content="website";
        meta property="og:site_name" content=(context.merchant.name);
        meta property="og:title" content=(format!("{title} to {}", context.merchant.name));
    };
    let main = html! {
        div.columns {
            section #bill .bill aria-labelledby="bill-title" {
                h1 #bill-title { "Pay " bdi { (context.merchant.name) } }
                p #total { (total) }
                (bill::conditions(link.terms.open_amount, link.terms.capture_later))
                p { span.quiet { "Reference " } bdi { (link.terms.reference) } }
                @if let Some(description) = &link.terms.description {
                    p dir="auto" { (description) }
                }
                (items(&link.terms))
            }
            section #enter .card.stack aria-label="Payment" {
                @if let Some(paid) = paid {
                    div.notice.notice-success role="status" {
                        p { "You have paid already." }
                        p { a href=(format!("/pay/{paid}")) { "See your payment" } }
                    }
                }
                form.stack method="post" action=(format!("/l/{}", link.code)) {
                    button.button.button-primary.button-wide type="submit" { (action) }
                }
                @if let Some(asked) = link.terms.collect.words() {
                    p.quiet { "You are asked for your " (asked) "." }
                }
                p.quiet { "Can be paid until " (link.until) "." }
                (layout::contact(&context.merchant))
            }
        }
    };
    layout::framed(context, &title, &head, &main)
}

/// Why nobody can pay, and whom to ask.
#[must_use]
pub fn closed(context: &PageContext, link: &ShownLink, why: Closed) -> Markup {
    let merchant = html! { bdi { (context.merchant.name) } };
    let (heading, text, next) = match why {
        Closed::UsedUp if link.terms.uses == Some(1) => (
            "This link has been paid",
            html! { "It could be paid once, and somebody has. No more money was taken." },
            html! { "If it was not you, ask " (merchant) " for a link of your own." },
        ),
        Closed::UsedUp => (
            "This link is used up",
            html! { "It was paid as often as it could be. No money was taken from you." },
            html! { "To pay, ask " (merchant) " for a new link." },
        ),
        Closed::BeingPaid => (
            "Others are paying at the moment",
            html! { "All that is left of this link is being paid right now. No money was taken from you." },
            html! { "Should somebody give up, it can be paid again within half an hour: try again then." },
        ),
        Closed::Expired => (
            "This link has expired",
            html! { "It could be paid until " (link.until) ". No money was taken." },
            html! { "To pay, ask " (merchant) " for a new link." },
        ),
        Closed::Deactivated => (
            "This link is switched off",
            html! { (merchant) " has withdrawn it. No money was taken." },
            html! { "To pay, ask " (merchant) " for a new link." },
        ),
        Closed::Declined => (
            "This link takes no card for now",
            html! { "Within the last hour, too many cards were declined on it. No money was taken from you." },
            html! { "Try again in an hour, or ask " (merchant) " how to pay." },
        ),
    };
    let main = html! {
        section.outcome.card {
            span.outcome-mark aria-hidden="true" { "–" }
            h1 { (heading) }
            p { (text) }
            dl.facts {
                div { dt { "Amount" } dd { (total(&link.terms)) } }
                div { dt { "Reference" } dd { bdi { (link.terms.reference) } } }
            }
            p { (next) }
            @if why == Closed::BeingPaid {
                div.cluster { a.button href=(format!("/l/{}", link.code)) { "Try again" } }
            }
            (layout::contact(&context.merchant))
        }
    };
    layout::page(context, heading, &main)
}

fn total(terms: &LinkTerms) -> String {
    match (terms.amount, terms.open_amount) {
        (Some(amount), _) => amount.to_string(),
        (None, Some(limits)) => format!("You choose: {} to {}", limits.minimum, limits.maximum),
        (None, None) => String::new(),
    }
}

fn items(terms: &LinkTerms) -> Markup {
    html! {
        @if !terms.items.is_empty() {
            details open[terms.items.len() <= 4] {
                summary { "What you pay for" }
                ul.bill-lines {
                    @for item in &terms.items {
                        li.bill-line {
                            span { bdi { (item.name) } @if item.quantity > 1 { " × " (item.quantity) } }
                            span.amount { (item.amount_total) }
                        }
                    }
                }
            }
        }
    }
}
