//! The shopper's page of a hold: what they agree to, and how it stands afterwards. It needs no scripts.

use maud::{Markup, PreEscaped, html};
use shared::card::card_name;
use shared::console::holds::HoldKind;

use super::{PageContext, layout};
use crate::holds::{Visit, consent};
use crate::store::holds::{ChargeStatus, HoldRow};

/// The page; `problem` says why what was sent before could not be used.
pub(crate) fn page(
    context: &PageContext,
    row: &HoldRow,
    visit: Visit,
    problem: Option<&str>,
) -> Markup {
    let (title, main) = match visit {
        Visit::Ask { declined } => (
            "Keep a card for your booking",
            ask(context, row, declined, problem),
        ),
        Visit::Waiting => ("Your card is being confirmed", waiting(context, row)),
        Visit::Held => ("Your card is kept", held(context, row)),
        Visit::Charged => ("Your card was charged", charged(context, row)),
        Visit::Closed => (
            "This request has ended",
            ended(
                context,
                row,
                "This request has ended",
                &html! { bdi { (context.merchant.name) } " does not keep a card for it, and nothing can be charged by it." },
            ),
        ),
        Visit::Expired => (
            "This request has expired",
            ended(
                context,
                row,
                "This request has expired",
                &html! {
                    "It was not answered in time. Nothing was charged. If you still need it, ask "
                    bdi { (context.merchant.name) } " for a new one."
                },
            ),
        ),
    };
    layout::page(context, title, &main)
}

fn ask(context: &PageContext, row: &HoldRow, declined: bool, problem: Option<&str>) -> Markup {
    let merchant = &context.merchant.name;
    html! {
        section.card.stack.hold {
            h1 { "Keep a card for your booking" }
            p { bdi { (merchant) } " asks you to leave a card for " bdi { strong { (row.reference) } } ". " strong { "Nothing is charged now." } }
            @if let Some(problem) = problem {
                div.notice.notice-error role="alert" { p #agree-problem { (problem) } p { "Nothing was charged." } }
            } @else if declined {
                div.notice.notice-error role="alert" {
                    p { "Your card was declined." }
                    p { "Nothing was charged. Try another card, or ask your bank why." }
                }
            }
            dl.facts {
                (fact("Reference", &html! { bdi { (row.reference) } }))
                (fact("At most", &html! { span.amount { (row.amount) } }))
                (fact("When", &html! { (when(row.kind)) }))
            }
            h2 { "What you agree to" }
            div.hold-terms dir="auto" { @for paragraph in row.terms.split('\n') { p { (paragraph) } } }
            form.stack method="post" action=(format!("/h/{}/agree", row.code)) {
                div.choice {
                    label.choice-label.choice-consent for="agree" {
                        input #agree type="checkbox" name="agree" value="yes" required
                            aria-invalid=[problem.map(|_| "true")] aria-describedby=[problem.map(|_| "agree-problem")];
                        span { (consent(merchant, row.amount)) }
                    }
                }
                button.button.button-primary.button-wide type="submit" { "Continue to Dojo's secure page" }
                p.quiet { "You give your card on a page of Dojo, our payment service, and come back here afterwards." }
            }
            (layout::contact(&context.merchant))
        }
    }
}

fn when(kind: HoldKind) -> &'static str {
    match kind {
        HoldKind::NoShow => "Only if you do not come, as the terms say",
        HoldKind::Unscheduled => "Later, as the terms say",
    }
}

fn waiting(context: &PageContext, row: &HoldRow) -> Markup {
    html! {
        section.outcome.card {
            h1 { "Your card is being confirmed" }
            p role="status" {
                "We are asking our payment service whether your card is kept. It is safe to close this page. Nothing is charged."
            }
            p { a.button href=(format!("/h/{}/return", row.code)) { "Look again" } }
            (again(context))
            (facts(row))
            (layout::contact(&context.merchant))
        }
    }
}

/// With scripts the page looks again by itself.
fn again(context: &PageContext) -> Markup {
    html! {
        script nonce=(context.nonce.as_str()) {
            (PreEscaped("setTimeout(()=>location.replace(document.querySelector('.outcome a').href),4000)"))
        }
    }
}

fn held(context: &PageContext, row: &HoldRow) -> Markup {
    html! {
        section.outcome.outcome-success.card {
            span.outcome-mark aria-hidden="true" { "✓" }
            h1 { "Your card is kept" }
            p { "Thank you. " strong { "Nothing was charged." } " " bdi { (context.merchant.name) } " may charge up to "
                span.amount { (row.amount) } " if the terms allow it." }
            (facts(row))
            (terms(row))
            (layout::contact(&context.merchant))
        }
    }
}

fn charged(context: &PageContext, row: &HoldRow) -> Markup {
    let amount = row
        .charge
        .filter(|(status, _)| *status == ChargeStatus::Charged)
        .and_then(|(_, amount)| amount);
    html! {
        section.outcome.card {
            h1 { "Your card was charged" }
            p {
                bdi { (context.merchant.name) } " has charged "
                @if let Some(amount) = amount { span.amount { (amount) } } @else { "your card" }
                " under the terms that you agreed to. Your card is not kept for it any more."
            }
            (facts(row))
            (terms(row))
            (layout::contact(&context.merchant))
        }
    }
}

fn ended(context: &PageContext, row: &HoldRow, heading: &str, sentence: &Markup) -> Markup {
    html! {
        section.outcome.card {
            span.outcome-mark aria-hidden="true" { "–" }
            h1 { (heading) }
            p { (sentence) }
            (facts(row))
            (layout::contact(&context.merchant))
        }
    }
}

fn facts(row: &HoldRow) -> Markup {
    html! {
        dl.facts {
            (fact("Reference", &html! { bdi { (row.reference) } }))
            @if let (Some(kind), Some(last_four)) = (&row.card_type, &row.last_four) {
                (fact("Card", &html! { (card_name(Some(kind), Some(last_four))) }))
            }
        }
    }
}

fn terms(row: &HoldRow) -> Markup {
    html! {
        details {
            summary { "What you agreed to" }
            div.hold-terms dir="auto" { @for paragraph in row.terms.split('\n') { p { (paragraph) } } }
        }
    }
}

fn fact(name: &str, value: &Markup) -> Markup {
    html! { div { dt { (name) } dd { (value) } } }
}
