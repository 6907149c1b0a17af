//! The first page: every account, the one that was busy last on top, and the cards to try.

use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};

use super::frame::{account_path, empty, page, table, time};
use crate::account::AccountState;

/// What the list tells of an account.
pub(super) struct Summary {
    account: String,
    intents: usize,
    /// By the computer's clock: accounts whose own clocks are ahead are not busier for that.
    last: Option<Timestamp>,
}

/// Test cards: number, what the issuer asks, what it says.
const CARDS: [(&str, &str, &str); 6] = [
    ("5200 0000 0000 1005", "–", "approved"),
    ("5200 0000 0000 1096", "3-D Secure", "approved if completed"),
    ("5200 0000 0000 1013", "3-D Secure", "declined after it"),
    ("4456 5300 0000 1005", "–", "approved"),
    ("4456 5300 0000 1096", "3-D Secure", "approved if completed"),
    ("4456 5300 0000 1013", "–", "declined"),
];

impl Summary {
    pub(super) fn of(state: &AccountState) -> Self {
        let intent = state.intents.iter().map(|intent| intent.updated_at).max();
        let call = state.requests.back().map(|entry| entry.at);
        let ahead = SignedDuration::from_millis(state.settings().clock_offset_ms);
        Self {
            account: state.account_id.clone(),
            intents: state.intents.len(),
            last: intent.max(call).and_then(|at| at.checked_sub(ahead).ok()),
        }
    }
}

/// The page.
pub(super) fn list(mut accounts: Vec<Summary>) -> Response {
    accounts.sort_by(|one, other| (other.last, &other.account).cmp(&(one.last, &one.account)));
    let rows = html! {
        @for account in &accounts {
            tr {
                td { a href=(account_path(&account.account)) { code { (account.account) } } }
                td class="number" { (account.intents) }
                td { @if let Some(at) = account.last { (time(at)) } @else { span class="muted" { "never" } } }
            }
        }
    };
    let content = html! {
        h1 { "Sandbox" }
        p { "This server plays Dojo. No money moves, and no card number is kept." }
        section {
            h2 { "Accounts" }
            @if accounts.is_empty() {
                (empty("No account yet. The first API call with any key of the form sk_sandbox_… makes one."))
            } @else {
                p class="muted" { "One for each API key, named by the key's hash. The one that was busy last is on top." }
                (table("Accounts", &["Account", "Payments", "Last change"], &rows))
            }
        }
        (test_cards())
    };
    page("Accounts", &content)
}

fn test_cards() -> Markup {
    let rows = html! {
        @for (number, asks, says) in CARDS {
            tr { td { code { (number) } } td { (asks) } td { (says) } }
        }
    };
    html! {
        section {
            h2 { "Test cards" }
            p {
                "Expiry date 12/29. Security code 020 for Mastercard (52…), 341 for Visa (44…); any other code declines. "
                "Every other valid number is approved."
            }
            (table("Test cards", &["Number", "Asks for", "Outcome"], &rows))
        }
    }
}
