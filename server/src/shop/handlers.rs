//! The shop's addresses.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use maud::html;
use serde::Deserialize;
use shared::{CheckoutId, CheckoutStatus};

use super::basket::{self, MOST};
use super::orders::{ADA, Order};
use super::page::ShopPage;
use super::products::product;
use crate::app::App;
use crate::checkout;
use crate::error::ApiError;
use crate::extract::Form;
use crate::pages::{PageContext, page};
use crate::store::baskets::{self, Basket};

/// `GET /`: the shop, if the sandbox runs here; else only what this address is for.
///
/// # Errors
/// 503.
pub async fn home(
    State(app): State<App>,
    cookies: CookieJar,
    context: PageContext,
) -> Result<Response, ApiError> {
    if app.config.dojo.is_some() {
        let main = html! {
            section.outcome.card {
                h1 { "Payments for " bdi { (context.merchant.name) } }
                p { "This address takes payments. To pay, open the link that you were sent." }
            }
        };
        return Ok(page(&context, "Payments", &main).into_response());
    }
    let (basket, paid) = match basket::id(&cookies) {
        Some(id) => basket::current(&app, &id).await?,
        None => (Basket::default(), None),
    };
    let inspector = inspector(&app)?;
    let shop = ShopPage {
        basket: &basket,
        paid: paid.as_ref(),
        inspector: inspector.as_ref(),
    };
    Ok(page(&context, "Demo shop", &shop.render()).into_response())
}

/// What the basket's forms send.
#[derive(Debug, Deserialize)]
pub struct Change {
    product: String,
    #[serde(default)]
    quantity: Option<u32>,
    #[serde(default)]
    add: Option<u32>,
    #[serde(default)]
    remove: Option<u32>,
}

/// `POST /shop/basket`: a change withdraws the checkout that was opened for the basket before.
///
/// # Errors
/// 400 for an unknown product, 503.
pub async fn change_basket(
    State(app): State<App>,
    cookies: CookieJar,
    Form(change): Form<Change>,
) -> Result<(CookieJar, Redirect), ApiError> {
    demo_only(&app)?;
    let product = product(&change.product).ok_or_else(|| {
        ApiError::invalid(
            Some("product".to_owned()),
            "The shop does not sell that. Nothing was changed.",
        )
    })?;
    let (id, cookies) = basket::id_or_new(&app, cookies)?;
    let (basket, _) = basket::current(&app, &id).await?;
    let held = basket
        .lines
        .iter()
        .find(|line| line.product == product.id)
        .map_or(0, |line| line.quantity);
    let quantity = match (change.remove, change.add, change.quantity) {
        (Some(_), _, _) => 0,
        (None, Some(more), _) => held.saturating_add(more),
        (None, None, quantity) => quantity.unwrap_or(held),
    };
    let former = baskets::set_line(&app, &id, product.id, quantity.min(MOST)).await?;
    basket::withdraw(&app, former).await?;
    Ok((cookies, Redirect::to("/#basket")))
}

/// How often a basket that changes meanwhile is checked out anew.
const TRIES: usize = 5;

/// What the check-out forms send.
#[derive(Debug, Deserialize)]
pub struct CheckOut {
    order: Order,
    #[serde(default)]
    customer: String,
}

/// `POST /shop/checkout`: opens a checkout as a shop would, and leads to it.
///
/// # Errors
/// 400 if the basket is empty, 503.
pub async fn check_out(
    State(app): State<App>,
    cookies: CookieJar,
    Form(form): Form<CheckOut>,
) -> Result<(CookieJar, Redirect), ApiError> {
    demo_only(&app)?;
    let customer = Some(form.customer.as_str()).filter(|name| *name == ADA);
    let (id, cookies) = basket::id_or_new(&app, cookies)?;
    let checkout_id = match form.order {
        Order::Basket => check_out_basket(&app, &id, customer).await?,
        order => {
            let new = order.checkout(&app, &Basket::default(), customer)?;
            checkout::open(&app, new).await?.id
        }
    };
    Ok((cookies, Redirect::to(&format!("/pay/{checkout_id}"))))
}

async fn check_out_basket(
    app: &App,
    id: &str,
    customer: Option<&str>,
) -> Result<CheckoutId, ApiError> {
    for _ in 0..TRIES {
        let (mut basket, _) = basket::current(app, id).await?;
        if basket.customer.as_deref() != customer {
            let former = baskets::set_customer(app, id, customer).await?;
            basket::withdraw(app, former).await?;
            basket = baskets::find(app, id).await?;
        }
        if basket::lines(&basket).is_empty() {
            return Err(ApiError::invalid(
                None,
                "Your basket is empty, so there is nothing to pay. Go back to the shop and add something.",
            ));
        }
        if let Some(open) = open_checkout(app, &basket).await? {
            return Ok(open);
        }
        let new = Order::Basket.checkout(app, &basket, customer)?;
        let opened = checkout::open(app, new).await?.id;
        if baskets::set_checkout(app, &basket, &opened).await? {
            return Ok(opened);
        }
        // A second click was faster, or the basket was changed: ours was shown to nobody.
        basket::withdraw(app, Some(opened)).await?;
        let (_, paid) = basket::current(app, id).await?;
        if let Some(paid) = paid {
            return Ok(paid);
        }
    }
    Err(ApiError::internal(
        "the basket changed while it was checked out",
    ))
}

/// The checkout that was opened for exactly this basket, if it can still be paid.
async fn open_checkout(app: &App, basket: &Basket) -> Result<Option<CheckoutId>, ApiError> {
    let Some(id) = &basket.checkout_id else {
        return Ok(None);
    };
    let record = checkout::find(app, id).await?;
    let open = record.is_some_and(|record| {
        matches!(
            record.status,
            CheckoutStatus::Open | CheckoutStatus::Waiting
        )
    });
    Ok(open.then(|| id.clone()))
}

fn demo_only(app: &App) -> Result<(), ApiError> {
    match app.config.dojo {
        None => Ok(()),
        Some(_) => Err(ApiError::not_found()),
    }
}

/// Where the embedded sandbox shows what it did.
fn inspector(app: &App) -> Result<Option<url::Url>, ApiError> {
    match app.config.dojo {
        Some(_) => Ok(None),
        None => Ok(Some(
            app.access
                .api_url
                .join("/_sandbox")
                .map_err(ApiError::internal)?,
        )),
    }
}
