//! Faults in the API's answers: what is set, a form to add one, and the end of it all: forgetting the account.

use maud::{Markup, html};

use super::frame::{account_path, empty, table};
use crate::{
    account::AccountState,
    faults::{Fault, FaultKind},
    pages::field::Submitted,
};

/// Kinds with their names in the control plane and what they do.
const KINDS: [(FaultKind, &str, &str); 6] = [
    (FaultKind::Latency, "latency", "answer late"),
    (
        FaultKind::Status,
        "status",
        "refuse with a status, nothing carried out",
    ),
    (
        FaultKind::Reset,
        "reset",
        "reset the connection, nothing carried out",
    ),
    (
        FaultKind::DropResponse,
        "drop_response",
        "carry out, then close without an answer",
    ),
    (
        FaultKind::Truncate,
        "truncate",
        "carry out, then send half of the answer",
    ),
    (
        FaultKind::Garbage,
        "garbage",
        "carry out, then answer with nonsense",
    ),
];

const METHODS: [&str; 5] = ["POST", "GET", "PUT", "DELETE", "*"];

/// The faults' page.
pub(super) fn list(state: &AccountState) -> Markup {
    let base = account_path(&state.account_id);
    let faults = state.faults.list();
    let rows = html! {
        @for fault in faults {
            tr {
                td { code { (fault.method) } }
                td { code { (fault.path) } }
                td { (name(fault.kind)) }
                td { (details(fault)) }
                td { (fault.times.map_or_else(|| "always".to_owned(), |times| times.to_string())) }
            }
        }
    };
    html! {
        section {
            h2 { "Faults" }
            @if faults.is_empty() {
                (empty("The API answers as it should."))
            } @else {
                (table("Faults", &["Method", "Path", "Kind", "Value", "Times left"], &rows))
                form method="post" action={ (base) "/faults/clear" } {
                    button class="button" { "Clear all faults" }
                }
            }
        }
        section {
            h2 { "Add a fault" }
            (form(&base))
        }
        section class="danger" {
            h2 { "Reset" }
            p { "Forgets everything of this account: payments, customers, webhooks, e-mails, faults and its clock." }
            form method="post" action={ (base) "/reset" } class="line" {
                label class="check" {
                    input type="checkbox" name="sure" value="yes" required;
                    span { "Yes, forget everything" }
                }
                button class="button button-danger" { "Reset the account" }
            }
        }
    }
}

fn form(base: &str) -> Markup {
    html! {
        form method="post" action={ (base) "/faults" } class="fault-form" {
            div class="field" {
                label for="method" { "Method" }
                select id="method" name="method" {
                    @for method in METHODS { option value=(method) { (if method == "*" { "any" } else { method }) } }
                }
            }
            div class="field wide" {
                label for="path" { "Path, with * for any one segment" }
                input id="path" name="path" type="text" value="/payment-intents" required spellcheck="false"
                    autocomplete="off";
            }
            div class="field wide" {
                label for="kind" { "What happens" }
                select id="kind" name="kind" {
                    @for (_, name, words) in KINDS { option value=(name) { (name) ": " (words) } }
                }
            }
            (number("ms", "Milliseconds (for latency)", "2000", 60_000))
            (number("status", "Status (for status)", "503", 599))
            (number("times", "Times (empty: always)", "1", 1_000_000))
            div class="field" { button class="button button-primary" { "Add fault" } }
        }
    }
}

fn number(id: &str, label: &str, value: &str, most: u32) -> Markup {
    html! {
        div class="field" {
            label for=(id) { (label) }
            input id=(id) name=(id) type="number" min="1" max=(most) value=(value) inputmode="numeric";
        }
    }
}

/// The fault that the form asks for, if it makes sense.
pub(super) fn parse(submitted: &Submitted) -> Option<Fault> {
    let (kind, ..) = KINDS
        .into_iter()
        .find(|(_, name, _)| *name == submitted.text("kind"))?;
    let path = submitted.text("path");
    if !path.starts_with('/') || path.len() > 500 {
        return None;
    }
    let number = |name: &str| submitted.text(name).parse::<u32>().ok();
    Some(Fault {
        method: submitted.given("method")?,
        path: path.to_owned(),
        kind,
        ms: number("ms")
            .filter(|_| kind == FaultKind::Latency)
            .map(u64::from),
        status: number("status")
            .filter(|_| kind == FaultKind::Status)
            .and_then(|status| u16::try_from(status).ok())
            .filter(|status| (200..600).contains(status)),
        times: number("times").filter(|times| *times > 0),
    })
}

fn name(kind: FaultKind) -> &'static str {
    KINDS
        .into_iter()
        .find(|(known, ..)| *known == kind)
        .map_or("", |(_, name, _)| name)
}

fn details(fault: &Fault) -> String {
    match (fault.ms, fault.status) {
        (Some(ms), _) => format!("{ms} ms"),
        (_, Some(status)) => status.to_string(),
        _ => String::new(),
    }
}
