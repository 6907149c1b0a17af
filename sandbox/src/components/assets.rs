//! Scripts and style sheets: plain files, joined by subject when they are served, each script in a scope of its own.

use axum::{
    Router,
    response::{IntoResponse, Response},
    routing::get,
};
use http::{HeaderName, HeaderValue, header};

/// The script that merchants load, as Dojo serves it from its own host.
const CLIENT: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("client/channel.js"),
    include_str!("client/overlay.js"),
    include_str!("client/look.js"),
    include_str!("client/payment.js"),
    include_str!("client/wallet.js"),
    include_str!("client/dojo.js"),
    "})();\n"
);

const CARD: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("frame/port.js"),
    include_str!("frame/card_rules.js"),
    include_str!("frame/card_looks.js"),
    include_str!("frame/card_field.js"),
    include_str!("frame/card.js"),
    "})();\n"
);

const CHALLENGE: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("frame/port.js"),
    include_str!("frame/challenge.js"),
    "})();\n"
);

const WALLET_BUTTON: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("frame/port.js"),
    include_str!("frame/wallet_button.js"),
    "})();\n"
);

const WALLET: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("frame/port.js"),
    include_str!("frame/wallet_sheet.js"),
    "})();\n"
);

const OVERLAY_STYLE: &str = concat!(
    include_str!("../pages/style/tokens.css"),
    include_str!("frame/overlay.css")
);

/// The files' routes.
pub(super) fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/payments/v1/client.js", get(async || script(CLIENT)))
        .route("/components/card.js", get(async || script(CARD)))
        .route("/components/challenge.js", get(async || script(CHALLENGE)))
        .route(
            "/components/wallet-button.js",
            get(async || script(WALLET_BUTTON)),
        )
        .route("/components/wallet.js", get(async || script(WALLET)))
        .route(
            "/components/card.css",
            get(async || style(include_str!("frame/card.css"))),
        )
        .route(
            "/components/overlay.css",
            get(async || style(OVERLAY_STYLE)),
        )
        .route(
            "/components/wallet-button.css",
            get(async || style(include_str!("frame/wallet_button.css"))),
        )
}

/// Merchants' pages may be isolated (`require-corp`) or ask with CORS.
fn script(text: &'static str) -> Response {
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/javascript; charset=utf-8"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (
            header::ACCESS_CONTROL_ALLOW_ORIGIN,
            HeaderValue::from_static("*"),
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("cross-origin"),
        ),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
    ];
    (headers, text).into_response()
}

/// A style sheet of ours.
pub(crate) fn style(text: &'static str) -> Response {
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/css; charset=utf-8"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
    ];
    (headers, text).into_response()
}
