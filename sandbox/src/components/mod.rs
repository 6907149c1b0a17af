//! What merchants embed: `client.js`, and the frames in which card and wallet live, another origin than the merchant's.

mod additional_info;
mod api;
mod assets;
mod frames;

use axum::{
    Router,
    routing::{get, post},
};

pub(crate) use assets::style;

use crate::state::Sandbox;

/// Every address of the components.
pub(crate) fn router() -> Router<Sandbox> {
    Router::new()
        .merge(assets::router())
        .route("/components/card", get(async || frames::card()))
        .route(
            "/components/wallet-button",
            get(async || frames::wallet_button()),
        )
        .route("/components/wallet", get(async || frames::wallet_sheet()))
        .route("/components/session", post(api::session))
        .route("/components/pay", post(api::pay))
        .route(
            "/components/challenge/{id}",
            get(api::show_challenge).post(api::answer_challenge),
        )
}

#[cfg(test)]
mod tests;
