//! The log of API calls, secrets and card numbers masked.

use maud::{Markup, html};
use serde_json::Value;

use super::frame::{chip, empty, shown, table, time};
use crate::{account::AccountState, requests::RequestEntry};

/// How many are listed.
const LISTED: usize = 100;

/// The latest calls, newest first.
pub(super) fn list(state: &AccountState) -> Markup {
    let listed: Vec<&RequestEntry> = state.requests.iter().rev().take(LISTED).collect();
    let rows = html! {
        @for entry in &listed {
            tr {
                td { (time(entry.at)) }
                td { code { (entry.method) " " (entry.path) } }
                td { (status(entry.status)) @for fault in &entry.faults { " " (chip(fault, "back")) } }
                td class="number" { (entry.duration_ms) " ms" }
                td { (bodies(entry)) }
            }
        }
    };
    html! {
        section {
            h2 { "API requests" }
            @if listed.is_empty() {
                (empty("No call since the sandbox was started. Calls to the API with this account's key show up here."))
            } @else {
                (table("API requests", &["Time", "Call", "Answer", "Took", "Bodies, masked"], &rows))
                (shown(listed.len(), state.requests.len()))
            }
        }
    }
}

fn bodies(entry: &RequestEntry) -> Markup {
    html! {
        details {
            summary { code class="small" { (entry.trace_id) } }
            @for (name, body) in [("Request", &entry.request), ("Answer", &entry.response)] {
                @if *body != Value::Null {
                    h3 { (name) }
                    pre { (format!("{body:#}")) }
                }
            }
        }
    }
}

fn status(status: Option<u16>) -> Markup {
    match status {
        None => chip("no answer", "bad"),
        Some(status) => {
            let tone = match status {
                200..=299 => "good",
                500.. => "bad",
                _ => "back",
            };
            chip(&status.to_string(), tone)
        }
    }
}
