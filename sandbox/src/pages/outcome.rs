//! What is there when nothing is left to do: paid, withdrawn, expired, unknown.

use http::StatusCode;
use maud::{Markup, html};

use super::{
    card::card_name,
    layout::{Page, header},
    subject::Subject,
};
use crate::machine::{
    intent::{EventKind, Intent, Status},
    setup_intent::{SetupIntent, SetupStatus},
};

/// The words of an outcome.
struct Words {
    status: StatusCode,
    class: &'static str,
    heading: &'static str,
    sentence: &'static str,
}

const CANCELLED: Words = Words {
    status: StatusCode::GONE,
    class: "closed",
    heading: "This payment was cancelled",
    sentence: "It can no longer be paid. Nothing was charged.",
};

const EXPIRED: Words = Words {
    status: StatusCode::GONE,
    class: "closed",
    heading: "This payment link has expired",
    sentence: "It was not used in time. Ask for a new one. Nothing was charged.",
};

/// The page of an intent that can do nothing more.
pub(crate) fn of(subject: Subject<'_>) -> Page<'static> {
    let words = match subject {
        Subject::Payment(intent) => payment_words(intent),
        Subject::Setup(setup) => setup_words(setup),
    };
    let facts = (words.status == StatusCode::OK).then(|| facts(subject));
    Page {
        title: words.heading,
        class: "checkout",
        status: words.status,
        leads_to: None,
        body: html! {
            (header())
            main class={ "outcome outcome-" (words.class) } {
                p class="muted" dir="auto" { (subject.title()) }
                h1 { (words.heading) }
                @if let Some(facts) = facts { (facts) }
                @if !words.sentence.is_empty() { p { (words.sentence) } }
                @if let Some(address) = subject.redirect_url() {
                    p {
                        a class="button" href=(address) rel="noreferrer" { span { "Return to " bdi { (subject.title()) } } }
                    }
                }
            }
        },
    }
}

/// There is no such payment.
pub(crate) fn unknown() -> Page<'static> {
    Page {
        title: "Page not found",
        class: "checkout",
        status: StatusCode::NOT_FOUND,
        leads_to: None,
        body: html! {
            (header())
            main class="outcome" {
                h1 { "Page not found" }
                p { "There is no payment at this address. Check the link that you were sent." }
            }
        },
    }
}

fn payment_words(intent: &Intent) -> Words {
    let paid = |sentence| Words {
        status: StatusCode::OK,
        class: "success",
        heading: "Payment successful",
        sentence,
    };
    match intent.status {
        Status::Created | Status::Authorized | Status::Captured => paid(""),
        Status::Refunded => paid("This payment was refunded later."),
        Status::Reversed => paid("This payment was given back later."),
        Status::Canceled if ran_out(intent) => EXPIRED,
        Status::Canceled => CANCELLED,
    }
}

fn ran_out(intent: &Intent) -> bool {
    intent
        .events
        .iter()
        .any(|event| event.kind == EventKind::Canceled && event.at >= intent.expire_at)
}

fn setup_words(setup: &SetupIntent) -> Words {
    match setup.status {
        SetupStatus::Expired => EXPIRED,
        SetupStatus::Canceled | SetupStatus::Closed => Words {
            heading: "This request was cancelled",
            sentence: "No card is held for it.",
            ..CANCELLED
        },
        SetupStatus::Created
        | SetupStatus::Authorized
        | SetupStatus::Completed
        | SetupStatus::CardExpired => Words {
            status: StatusCode::OK,
            class: "success",
            heading: "Card saved",
            sentence: "It is charged only as the terms allow.",
        },
    }
}

fn facts(subject: Subject<'_>) -> Markup {
    let made = match subject {
        Subject::Payment(intent) => intent.authorization.as_ref(),
        Subject::Setup(setup) => setup.authorization.as_ref(),
    };
    let paid = match subject {
        Subject::Payment(_) => subject.total(),
        Subject::Setup(_) => None,
    };
    html! {
        dl class="facts" {
            @if let Some(paid) = paid { dt { "Amount" } dd { (paid) } }
            dt { "Reference" } dd { bdi { (subject.reference()) } }
            @if let Some(made) = made {
                dt { "Card" } dd { (card_name(&made.card)) }
                dt { "Auth code" } dd { (made.auth_code) }
            }
        }
    }
}
