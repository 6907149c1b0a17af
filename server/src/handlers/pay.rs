//! The shopper's page.

use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use serde::Deserialize;
use shared::checkout::ReceiptRequest;
use shared::{CheckoutId, Confirmation};

use super::payer;
use crate::app::App;
use crate::business;
use crate::error::ApiError;
use crate::extract::{Form, Path};
use crate::links;
use crate::pages::PageContext;
use crate::pages::checkout::Shown;
use crate::pages::outcome::Receipt;
use crate::pages::paid_already;
use crate::{checkout, phone_orders};

/// What the page is to tell once.
#[derive(Debug, Default, Deserialize)]
pub struct Told {
    #[serde(default)]
    receipt: Option<String>,
    #[serde(default)]
    paid: Option<String>,
}

/// `GET /pay/{id}`: the bill, or how it ended.
///
/// # Errors
/// 404, 503.
pub async fn show(
    State(app): State<App>,
    Path(id): Path<CheckoutId>,
    Query(told): Query<Told>,
    cookies: CookieJar,
    context: PageContext,
) -> Result<Response, ApiError> {
    let record = checkout::find(&app, &id).await?;
    if let Some(record) = record.filter(|record| payer::is_somebody_else(&cookies, record)) {
        let zone = &business::settings(&app).await.time_zone;
        return Ok(paid_already::by_somebody(&context, &record, zone).into_response());
    }
    respond(&app, &id, &context, &told, None).await
}

/// The page of the checkout as it stands now.
///
/// # Errors
/// 404, 503.
pub async fn respond(
    app: &App,
    id: &CheckoutId,
    context: &PageContext,
    told: &Told,
    problem: Option<&str>,
) -> Result<Response, ApiError> {
    let record = checkout::find(app, id).await?;
    let record = record.ok_or_else(ApiError::not_found)?;
    let checkout = checkout::view(app, &record).await?;
    let outcome = checkout::outcome(app, &record).await?;
    phone_orders::opened(app, &record).await;
    let business = business::settings(app).await;
    let link = match &record.origin.link_id {
        Some(id) if checkout.status.is_final() => links::way_back(app, id).await?,
        _ => None,
    };
    let shown = Shown {
        context,
        record: &record,
        checkout: &checkout,
        outcome: outcome.as_ref(),
        shop_is_told: business.callback.is_some(),
        receipt: match told.receipt.as_deref() {
            Some("sent") => Receipt::Sent,
            _ if business.offer_receipts => Receipt::NotAsked,
            _ => Receipt::NotOffered,
        },
        paid_elsewhere: told.paid.as_deref() == Some("elsewhere"),
        problem,
        zone: &business.time_zone,
        link: link.as_deref(),
    };
    shown.respond()
}

/// `GET /pay/{id}/return`: back from Dojo's page as from a payment, which is a reason to look, and proves nothing.
///
/// # Errors
/// 404, 503.
pub async fn came_back(
    State(app): State<App>,
    Path(id): Path<CheckoutId>,
    cookies: CookieJar,
) -> Result<(CookieJar, Redirect), ApiError> {
    checkout::came_back(&app, &id).await?;
    let cookies = payer::remember(&app, cookies, &id).await?;
    Ok((cookies, Redirect::to(&format!("/pay/{id}"))))
}

/// `GET /pay/{id}/cancel`: back from Dojo's page without a payment, as far as it says.
///
/// # Errors
/// 404, 503.
pub async fn gave_up(
    State(app): State<App>,
    Path(id): Path<CheckoutId>,
) -> Result<Redirect, ApiError> {
    checkout::confirm(&app, &id, Confirmation::default()).await?;
    Ok(Redirect::to(&format!("/pay/{id}")))
}

/// `POST /pay/{id}/receipt`: the form on the page of a paid checkout.
///
/// # Errors
/// 400, 404, 409 unless paid, 429, 502, 503.
pub async fn receipt(
    State(app): State<App>,
    Path(id): Path<CheckoutId>,
    cookies: CookieJar,
    Form(request): Form<ReceiptRequestForm>,
) -> Result<Redirect, ApiError> {
    payer::check(&app, &cookies, &id).await?;
    let request = ReceiptRequest::try_from(request)?;
    checkout::send_receipt(&app, &id, &request.email_address).await?;
    Ok(Redirect::to(&format!("/pay/{id}?receipt=sent")))
}

/// What that form sends.
#[derive(Debug, Deserialize)]
pub struct ReceiptRequestForm {
    #[serde(default)]
    email_address: String,
}

impl TryFrom<ReceiptRequestForm> for ReceiptRequest {
    type Error = ApiError;

    fn try_from(form: ReceiptRequestForm) -> Result<Self, ApiError> {
        let email_address = form.email_address.try_into().map_err(
            |error: shared::contact::InvalidEmailAddress| {
                ApiError::invalid(Some("email_address".to_owned()), error.to_string())
            },
        )?;
        Ok(Self { email_address })
    }
}
