//! Pages for people: the hosted page for shoppers, the inspector for developers. HTML made here, no scripts.

pub(crate) mod address;
pub(crate) mod card;
pub(crate) mod challenge;
mod error;
pub(crate) mod field;
pub(crate) mod form;
mod guard;
mod hosted;
mod inspector;
pub(crate) mod layout;
mod link;
mod outcome;
mod steps;
pub(crate) mod subject;
mod summary;
mod wallet;
pub(crate) mod words;

use axum::{Router, routing::get};

pub(crate) use guard::from_here;

use crate::{components::style, state::Sandbox};

const STYLE: &str = concat!(
    include_str!("style/tokens.css"),
    include_str!("style/checkout.css"),
    include_str!("style/inspector.css")
);

/// Every page.
pub(crate) fn router() -> Router<Sandbox> {
    Router::new()
        .merge(inspector::router())
        .route(layout::STYLE_PATH, get(async || style(STYLE)))
        .route("/checkout/{id}", get(hosted::show).post(hosted::pay))
        .route(
            "/checkout/{id}/challenge/{challenge}",
            get(steps::show_challenge).post(steps::answer_challenge),
        )
        .route(
            "/checkout/{id}/wallet",
            get(steps::wallet_sheet).post(steps::wallet_sheet),
        )
}

#[cfg(test)]
mod tests;
