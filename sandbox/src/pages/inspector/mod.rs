//! The inspector at `/_sandbox`: what the sandbox knows, for people. It asks for no key, so it belongs on a loopback
//! address; requests that name it by a strange host name, and forms of other sites, are refused.

mod accounts;
mod actions;
mod clock;
mod emails;
mod faults;
mod frame;
mod intents;
mod requests;
mod webhooks;

use std::sync::Arc;

use axum::{
    Router,
    extract::{FromRequestParts, Path},
    response::Response,
    routing::{get, post},
};
use http::request::Parts;
use jiff::Timestamp;
use maud::Markup;

use super::{error::PageError, guard};
use crate::{
    account::AccountState,
    state::{Account, Sandbox},
};
use frame::{Head, Tab};

/// The sandbox, for a browser that names it rightly.
struct Inspected(Sandbox);

/// The pages and what their buttons do.
pub(super) fn router() -> Router<Sandbox> {
    Router::new()
        .route("/_sandbox", get(index))
        .route("/_sandbox/accounts/{account}", get(payments))
        .route("/_sandbox/accounts/{account}/intents/{id}", get(payment))
        .route("/_sandbox/accounts/{account}/requests", get(api_requests))
        .route("/_sandbox/accounts/{account}/webhooks", get(deliveries))
        .route("/_sandbox/accounts/{account}/emails", get(receipts))
        .route(
            "/_sandbox/accounts/{account}/faults",
            get(fault_list).post(actions::add_fault),
        )
        .route(
            "/_sandbox/accounts/{account}/faults/clear",
            post(actions::clear_faults),
        )
        .route("/_sandbox/accounts/{account}/clock", post(actions::advance))
        .route("/_sandbox/accounts/{account}/reset", post(actions::reset))
        .route(
            "/_sandbox/accounts/{account}/deliveries/{id}/replay",
            post(actions::replay),
        )
}

async fn index(Inspected(sandbox): Inspected) -> Result<Response, PageError> {
    let mut summaries = Vec::new();
    for account in sandbox.accounts() {
        summaries.push(
            account
                .change(|state, _| accounts::Summary::of(state))
                .await?,
        );
    }
    Ok(accounts::list(summaries))
}

async fn payments(
    inspected: Inspected,
    Path(account): Path<String>,
) -> Result<Response, PageError> {
    inspected.tab(&account, Tab::Payments, intents::list).await
}

async fn payment(
    inspected: Inspected,
    Path((account, id)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let account = inspected.account(&account)?;
    account
        .change(|state, now| {
            let intent = state.intents.get(&id).ok_or(PageError::Unknown)?;
            let content = intents::one(state, intent);
            Ok(head(state, now, Tab::Payments).page(&content))
        })
        .await?
}

async fn api_requests(
    inspected: Inspected,
    Path(account): Path<String>,
) -> Result<Response, PageError> {
    inspected.tab(&account, Tab::Requests, requests::list).await
}

async fn deliveries(
    inspected: Inspected,
    Path(account): Path<String>,
) -> Result<Response, PageError> {
    inspected.tab(&account, Tab::Webhooks, webhooks::list).await
}

async fn receipts(
    inspected: Inspected,
    Path(account): Path<String>,
) -> Result<Response, PageError> {
    inspected.tab(&account, Tab::Emails, emails::list).await
}

async fn fault_list(
    inspected: Inspected,
    Path(account): Path<String>,
) -> Result<Response, PageError> {
    inspected.tab(&account, Tab::Faults, faults::list).await
}

impl Inspected {
    fn account(&self, id: &str) -> Result<Arc<Account>, PageError> {
        let accounts = self.0.accounts();
        accounts
            .into_iter()
            .find(|account| account.id == id)
            .ok_or(PageError::Unknown)
    }

    async fn tab(
        &self,
        account: &str,
        tab: Tab,
        content: impl FnOnce(&AccountState) -> Markup,
    ) -> Result<Response, PageError> {
        let answer = self
            .account(account)?
            .change(|state, now| head(state, now, tab).page(&content(state)))
            .await?;
        Ok(answer)
    }
}

fn head(state: &AccountState, now: Timestamp, tab: Tab) -> Head<'_> {
    Head {
        account: &state.account_id,
        now,
        ahead: state.settings().clock_offset_ms / 1_000,
        tab,
    }
}

impl FromRequestParts<Sandbox> for Inspected {
    type Rejection = PageError;

    async fn from_request_parts(
        parts: &mut Parts,
        sandbox: &Sandbox,
    ) -> Result<Self, Self::Rejection> {
        if guard::names_us(&parts.headers, sandbox.public_url()) {
            Ok(Self(sandbox.clone()))
        } else {
            Err(PageError::Foreign)
        }
    }
}
