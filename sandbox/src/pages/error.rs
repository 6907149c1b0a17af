//! What a page says when it cannot show what was asked for.

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use maud::html;

use super::{
    layout::{Page, header},
    outcome,
};
use crate::{machine::Refusal, store::StoreError};

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PageError {
    /// Nothing is known by that id.
    #[error("there is no such page")]
    Unknown,
    /// The form comes from another site, or from a host name that is not the sandbox's.
    #[error("the request does not come from this page")]
    Foreign,
    /// The data file failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Refusal> for PageError {
    /// Pages look before they act, so that a refusal means that the intent has gone in between.
    fn from(_: Refusal) -> Self {
        Self::Unknown
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let (status, heading, sentence) = match self {
            Self::Unknown => return outcome::unknown().into_response(),
            Self::Foreign => (
                StatusCode::FORBIDDEN,
                "This form was not sent from here",
                "Open the page again and send it from there.",
            ),
            Self::Store(error) => {
                tracing::error!(%error, "the sandbox's data file failed");
                (
                    StatusCode::SERVICE_UNAVAILABLE,
                    "The sandbox cannot store anything right now",
                    "Try again in a moment. Look at the payment before you pay again.",
                )
            }
        };
        Page {
            title: heading,
            class: "checkout",
            status,
            leads_to: None,
            body: html! {
                (header())
                main class="outcome" {
                    h1 { (heading) }
                    p { (sentence) }
                }
            },
        }
        .into_response()
    }
}
