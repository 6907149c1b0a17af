//! What the inspector's pages share: the frame, the tabs, tables, times.

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use jiff::Timestamp;
use maud::{Markup, html};

use crate::pages::layout::{Page, badge};

/// The parts of an account's inspector.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    Payments,
    Requests,
    Webhooks,
    Emails,
    Faults,
}

impl Tab {
    const ALL: [Self; 5] = [
        Self::Payments,
        Self::Requests,
        Self::Webhooks,
        Self::Emails,
        Self::Faults,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Payments => "Payments",
            Self::Requests => "API requests",
            Self::Webhooks => "Webhooks",
            Self::Emails => "E-mails",
            Self::Faults => "Faults",
        }
    }

    /// Its address within an account.
    pub(super) fn path(self, account: &str) -> String {
        let part = match self {
            Self::Payments => "",
            Self::Requests => "/requests",
            Self::Webhooks => "/webhooks",
            Self::Emails => "/emails",
            Self::Faults => "/faults",
        };
        format!("{}{part}", account_path(account))
    }
}

/// Where an account's inspector is.
pub(super) fn account_path(account: &str) -> String {
    format!("/_sandbox/accounts/{account}")
}

/// The account and its clock, for the head of each page.
pub(super) struct Head<'a> {
    pub(super) account: &'a str,
    pub(super) now: Timestamp,
    /// How many seconds the account's clock is ahead.
    pub(super) ahead: i64,
    pub(super) tab: Tab,
}

impl Head<'_> {
    /// The page of one tab.
    pub(super) fn page(&self, content: &Markup) -> Response {
        let body = html! {
            div class="account-head" {
                p class="muted small" { a href="/_sandbox" { "All accounts" } }
                h1 { code { (self.account) } }
                (super::clock::panel(self))
            }
            nav class="tabs" aria-label="Parts of the account" {
                @for tab in Tab::ALL {
                    a href=(tab.path(self.account)) aria-current=[(tab == self.tab).then_some("page")] { (tab.name()) }
                }
            }
            (content)
        };
        page(self.tab.name(), &body)
    }
}

/// A page of the inspector.
pub(super) fn page(title: &str, content: &Markup) -> Response {
    Page {
        title,
        class: "inspector",
        status: StatusCode::OK,
        leads_to: None,
        body: html! {
            a class="skip" href="#main" { "Skip to the content" }
            header class="top" {
                p { a href="/_sandbox" { "Sandbox inspector" } }
                (badge())
            }
            main id="main" { (content) }
        },
    }
    .into_response()
}

/// Columns whose cells hold numbers, and therefore stand on the right.
const NUMBERS: [&str; 6] = [
    "Payments",
    "Total",
    "Amount",
    "Tip",
    "Took",
    "Active secrets",
];

/// A table that scrolls within itself where the page is narrow.
pub(super) fn table(caption: &str, columns: &[&str], rows: &Markup) -> Markup {
    html! {
        div class="scroller" role="region" aria-label=(caption) tabindex="0" {
            table {
                caption class="visually-hidden" { (caption) }
                thead {
                    tr {
                        @for column in columns {
                            th scope="col" class=[NUMBERS.contains(column).then_some("number")] { (column) }
                        }
                    }
                }
                tbody { (rows) }
            }
        }
    }
}

/// What stands where there is nothing yet.
pub(super) fn empty(sentence: &str) -> Markup {
    html! { p class="empty" { (sentence) } }
}

/// A time to the second.
pub(super) fn time(at: Timestamp) -> Markup {
    let text = at.to_string();
    let (date, clock) = text.split_once('T').unwrap_or((&text, ""));
    let clock = clock.trim_end_matches('Z');
    let seconds = clock.split_once('.').map_or(clock, |(seconds, _)| seconds);
    html! { time datetime=(text) title=(text) { (date) " " (seconds) } }
}

/// A status with its colour, which never stands alone.
pub(super) fn chip(text: &str, tone: &'static str) -> Markup {
    html! { span class={ "chip chip-" (tone) } { (text) } }
}

/// "Latest 100 of 4,312", where not all are shown.
pub(super) fn shown(count: usize, all: usize) -> Markup {
    html! {
        @if count < all { p class="muted small" { "The latest " (count) " of " (all) "." } }
    }
}
