//! Every address and every layer, as a table of contents.

pub mod console;

use std::any::Any;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{delete, get, post, put};
use shared::ErrorCode;
use tower_http::catch_panic::CatchPanicLayer;

use crate::app::App;
use crate::error::ApiError;
use crate::extract::body::MAX_BYTES;
use crate::extract::same_origin;
use crate::handlers::{
    apple_pay, assets, attempts, checkouts, confirmations, console_page, health, holds, hosted,
    links, logo, pay, receipts, saved_cards, shop_checkouts, theme, webhooks,
};
use crate::pages::problem;
use crate::rate_limit::{self, RateLimit};
use crate::security_headers::{self, SecurityHeaders};
use crate::{shop, telemetry};

/// Everything that the server answers.
pub fn router(app: App) -> Router {
    let limit = Arc::new(RateLimit::new(app.config.trusted_proxies.clone()));
    let headers = Arc::new(SecurityHeaders::of(&app));

    // Each may ask Dojo's API, although it only looks.
    let asking = Router::new()
        .route("/pay/{id}", get(pay::show))
        .route("/l/{code}", get(links::show).post(links::enter))
        .route("/h/{code}", get(holds::show))
        .route("/h/{code}/return", get(holds::back))
        .route("/pay/{id}/return", get(pay::came_back))
        .route("/pay/{id}/cancel", get(pay::gave_up))
        .layer(from_fn_with_state(limit.clone(), rate_limit::slow_down));

    // For people: refusals become pages, changes must come from our own forms.
    let pages = Router::new()
        .route("/", get(shop::home))
        .route("/shop/basket", post(shop::change_basket))
        .route("/shop/checkout", post(shop::check_out))
        .route("/theme", post(theme::choose))
        .route("/console", get(console_page::show))
        .route("/console/{*path}", get(console_page::show))
        .route("/pay/{id}/hosted", post(hosted::open))
        .route("/pay/{id}/receipt", post(pay::receipt))
        .route("/h/{code}/agree", post(holds::agree))
        .merge(asking)
        .method_not_allowed_fallback(method_not_allowed)
        .fallback(not_found)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(app.clone(), same_origin::for_forms))
        .layer(from_fn_with_state(
            limit.clone(),
            rate_limit::slow_down_changes,
        ))
        .layer(from_fn_with_state(app.clone(), problem::show_as_pages));

    let asking = Router::new()
        .route("/checkouts/{id}", get(checkouts::show))
        .layer(from_fn_with_state(limit.clone(), rate_limit::slow_down));

    // For the page's own scripts: changes carry `x-tatami`.
    let page_api = Router::new()
        .merge(asking)
        .route("/checkouts/{id}/attempts", post(attempts::create))
        .route("/checkouts/{id}/confirm", post(confirmations::create))
        .route("/checkouts/{id}/receipt", post(receipts::create))
        .route(
            "/checkouts/{id}/saved-cards/{payment_method_id}/preferred",
            put(saved_cards::prefer),
        )
        .route(
            "/checkouts/{id}/saved-cards/{payment_method_id}",
            delete(saved_cards::remove),
        )
        .layer(from_fn_with_state(app.clone(), same_origin::for_json))
        .layer(from_fn_with_state(
            limit.clone(),
            rate_limit::slow_down_changes,
        ));

    // For shops: every handler takes a `ShopToken`.
    let shop_api = Router::new()
        .route("/v1/checkouts", post(shop_checkouts::create))
        .route(
            "/v1/checkouts/{id}",
            get(shop_checkouts::show).delete(shop_checkouts::cancel),
        );

    // For the console's scripts: who may do what is said line by line.
    let console_api =
        console::router(&app).layer(from_fn_with_state(limit, rate_limit::slow_down_changes));

    let api = page_api
        .merge(shop_api)
        .nest("/console", console_api)
        .method_not_allowed_fallback(method_not_allowed)
        .fallback(not_found)
        .layer(CatchPanicLayer::custom(panicked));

    // For machines.
    let machines = Router::new()
        .route("/webhooks/dojo", post(webhooks::receive))
        .route("/healthz", get(health::live))
        .route("/readyz", get(health::ready))
        .route("/assets/{*path}", get(assets::file))
        .route("/logo/{name}", get(logo::show))
        .route(
            "/.well-known/apple-developer-merchantid-domain-association",
            get(apple_pay::domain_association),
        )
        .method_not_allowed_fallback(method_not_allowed)
        .layer(CatchPanicLayer::custom(panicked));

    pages
        .merge(machines)
        .nest("/api", api)
        .layer(DefaultBodyLimit::max(MAX_BYTES))
        .layer(from_fn_with_state(headers, security_headers::protect))
        .layer(from_fn(telemetry::trace))
        .with_state(app)
}

async fn not_found() -> ApiError {
    ApiError::not_found()
}

async fn method_not_allowed() -> ApiError {
    ApiError::new(
        ErrorCode::MethodNotAllowed,
        "This address does not take that kind of request. Nothing was changed.",
    )
}

fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    ApiError::internal("a handler panicked").into_response()
}
