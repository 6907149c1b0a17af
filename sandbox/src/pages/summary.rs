//! The bill: who asks for how much and for what, as the intent's configuration says.

use maud::{Markup, html};

use super::{
    subject::Subject,
    words::{amount, money},
};
use crate::machine::{intent::Intent, setup_intent::SetupIntent};

/// The bill's half of the page.
pub(crate) fn bill(subject: Subject<'_>) -> Markup {
    let details = subject.config().and_then(|config| config.details.as_ref());
    let shows_total = details.is_some_and(|details| details.show_total);
    let shows_reference = details.is_some_and(|details| details.show_reference);
    let description = match subject {
        Subject::Payment(intent) => intent.request.description.as_deref(),
        Subject::Setup(setup) => setup.request.description.as_deref(),
    };
    html! {
        section class="bill" aria-label="What it is for" {
            h1 dir="auto" { (subject.title()) }
            @if shows_total {
                @if let Some(total) = subject.total() { p class="amount" { (total) } }
            }
            @if let Some(description) = description.filter(|text| !text.is_empty()) {
                p class="muted" dir="auto" { (description) }
            }
            @if shows_reference {
                p class="small" { span class="muted" { "Reference " } bdi { (subject.reference()) } }
            }
            @match subject {
                Subject::Payment(intent) => { (lines(intent, shows_total)) }
                Subject::Setup(setup) => { (terms(setup)) }
            }
        }
    }
}

fn lines(intent: &Intent, shows_total: bool) -> Markup {
    let request = &intent.request;
    let currency = &intent.currency;
    let additions: Vec<_> = [
        ("Tip", intent.tips.unwrap_or(0)),
        ("Service charge", intent.service_charge),
        ("Cashback", intent.cashback),
    ]
    .into_iter()
    .filter(|(_, value)| *value != 0)
    .collect();
    let empty =
        request.item_lines.is_empty() && request.tax_lines.is_empty() && additions.is_empty();
    html! {
        @if !empty {
            table class="lines" {
                tbody {
                    @for line in &request.item_lines { (item_line(line)) }
                    @for line in &request.tax_lines { (tax_line(line)) }
                    @for (name, value) in additions {
                        tr { th scope="row" { (name) } td class="number" { (amount(value, currency)) } }
                    }
                }
                @if shows_total {
                    tfoot {
                        tr { th scope="row" { "Total" } td class="number" { (amount(intent.total(), currency)) } }
                    }
                }
            }
        }
    }
}

fn item_line(line: &dojo::ItemLine) -> Markup {
    html! {
        tr {
            th scope="row" {
                @if let Some(quantity) = line.quantity.filter(|quantity| *quantity > 1) {
                    span class="muted" { (quantity) " × " }
                }
                bdi { (line.name.as_deref().or(line.id.as_deref()).unwrap_or("Item")) }
                @for modifier in &line.modifiers {
                    span class="sub" dir="auto" { (modifier.name) }
                }
            }
            td class="number" { (money(&line.amount_total)) }
        }
    }
}

fn tax_line(line: &dojo::TaxLine) -> Markup {
    html! {
        tr {
            th scope="row" {
                bdi { (line.caption.as_deref().unwrap_or("Tax")) }
                @if let Some(caption) = &line.sub_caption {
                    span class="sub" dir="auto" { (caption) }
                }
            }
            td class="number" { (money(&line.amount_total)) }
        }
    }
}

/// What the merchant may do with the card later, which the shopper has to read before giving it.
fn terms(setup: &SetupIntent) -> Markup {
    html! {
        h2 { "What you agree to" }
        p class="terms" dir="auto" { (setup.request.terms) }
        @if let Some(intended) = &setup.request.intended_amount {
            p { "Nothing is charged now. Later, the terms allow " strong { (money(intended)) } "." }
        } @else {
            p { "Nothing is charged now." }
        }
    }
}
