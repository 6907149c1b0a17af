//! The console's page: the shell that its build made, with what it starts with.

use axum::response::{Html, IntoResponse as _, Response};
use maud::{Markup, PreEscaped, html};
use shared::ErrorCode;
use shared::console::session::Bootstrap;

use super::shell::Parts;
use super::{PageContext, layout};
use crate::app::App;
use crate::error::ApiError;
use crate::staff::session::Present;
use crate::staff::{self, demo};
use crate::{assets, business};

/// What the console starts with, for whoever is signed in.
///
/// # Errors
/// 503.
pub(crate) async fn bootstrap(app: &App, present: Option<&Present>) -> Result<Bootstrap, ApiError> {
    let demo_staff = match present {
        Some(_) => Vec::new(),
        None => demo::offered(app).await?,
    };
    let business = business::settings(app).await;
    Ok(Bootstrap {
        session: present.map(Present::view),
        environment: app.environment,
        business_name: business.merchant.name.clone(),
        time_zone: business.time_zone_name().to_owned(),
        currency: business.currency,
        components_url: app.access.components_url.to_string(),
        demo_staff,
        awaits_set_up: present.is_none() && staff::awaits_set_up(app).await?,
    })
}

/// The page, the same for every address of the console.
///
/// # Errors
/// 503 with words about how to build it, if this program was built without it.
pub(crate) fn page(context: &PageContext, bootstrap: &Bootstrap) -> Result<Response, ApiError> {
    let Some(shell) = assets::console_shell() else {
        return Err(ApiError::new(
            ErrorCode::StoreUnavailable,
            "This program was built without the console. Build it with `cargo xtask run`, then open this page again.",
        ));
    };
    let parts = Parts {
        title: format!("Console · {}", bootstrap.business_name),
        head: layout::head(context),
        header: html! {},
        bill: html! {},
        pay: html! {},
        state: Some(state(context, bootstrap)?),
        footer: html! {},
    };
    Ok(Html(shell.fill(context, &parts)).into_response())
}

/// A data block that no text in it can leave: `<` is written as its JSON escape.
fn state(context: &PageContext, bootstrap: &Bootstrap) -> Result<Markup, ApiError> {
    let json = serde_json::to_string(bootstrap).map_err(ApiError::internal)?;
    let inert = json.replace('<', "\\u003c");
    Ok(html! {
        script type="application/json" id="bootstrap" nonce=(context.nonce.as_str()) { (PreEscaped(inert)) }
    })
}
