//! Receipts that Dojo would have sent.

use maud::{Markup, html};

use super::frame::{account_path, empty, shown, time};
use crate::{account::AccountState, emails::Email};

/// How many are listed.
const LISTED: usize = 50;

/// All e-mails, newest first.
pub(super) fn list(state: &AccountState) -> Markup {
    let listed: Vec<&Email> = state.emails.iter().rev().take(LISTED).collect();
    html! {
        section {
            h2 { "E-mails" }
            @if listed.is_empty() {
                (empty("No receipt has been sent yet. A payment by a customer with an e-mail address sends one."))
            }
            @for email in &listed {
                article class="email" {
                    h3 dir="auto" { (email.subject) }
                    p class="muted small" {
                        "To " bdi { (email.to) } " · " (time(email.sent_at)) " · "
                        a href={ (account_path(&state.account_id)) "/intents/" (email.payment_intent_id) } { "payment" }
                    }
                    pre dir="auto" { (email.text) }
                }
            }
            (shown(listed.len(), state.emails.len()))
        }
    }
}
