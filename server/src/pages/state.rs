//! The checkout's state for the page's scripts, so that they need not ask.

use maud::{Markup, PreEscaped};
use shared::Checkout;

use crate::error::ApiError;

/// A data block that no text in the state can leave: `<` is written as its JSON escape.
///
/// # Errors
/// 500, if the state cannot be written as JSON.
pub fn element(checkout: &Checkout) -> Result<Markup, ApiError> {
    let json = serde_json::to_string(checkout).map_err(ApiError::internal)?;
    let inert = json.replace('<', "\\u003c");
    Ok(PreEscaped(format!(
        "<script type=\"application/json\" id=\"checkout-state\">{inert}</script>"
    )))
}
