//! The shopper's basket: a random id in a cookie, its lines in the database.

use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use shared::{CheckoutId, Currency, Money};

use super::products::{Product, product};
use crate::app::App;
use crate::checkout;
use crate::domain_error::DomainError;
use crate::error::ApiError;
use crate::store::baskets::{self, Basket};

/// The cookie's name.
const COOKIE: &str = "basket";

/// The most of one product.
pub(super) const MOST: u32 = 99;

/// The id in the cookie, if it has the form that we give out.
pub(super) fn id(cookies: &CookieJar) -> Option<String> {
    let value = cookies.get(COOKIE)?.value();
    let ours = value.len() == 22
        && value
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    ours.then(|| value.to_owned())
}

/// The id in the cookie, or a new one and the cookie for it.
pub(super) fn id_or_new(app: &App, cookies: CookieJar) -> Result<(String, CookieJar), ApiError> {
    if let Some(id) = id(&cookies) {
        return Ok((id, cookies));
    }
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(ApiError::internal)?;
    let id = URL_SAFE_NO_PAD.encode(bytes);
    let cookie = Cookie::build((COOKIE, id.clone()))
        .path("/")
        .same_site(SameSite::Lax)
        .http_only(true)
        .secure(app.public_url.scheme() == "https");
    Ok((id, cookies.add(cookie)))
}

/// The basket as it stands; emptied if its checkout was paid meanwhile, whose id is then told.
pub(super) async fn current(
    app: &App,
    id: &str,
) -> Result<(Basket, Option<CheckoutId>), DomainError> {
    let basket = baskets::find(app, id).await?;
    let Some(checkout_id) = basket.checkout_id.clone() else {
        return Ok((basket, None));
    };
    match checkout::find(app, &checkout_id).await? {
        Some(record) if record.status.was_paid() => {
            baskets::clear(app, id).await?;
            Ok((baskets::find(app, id).await?, Some(checkout_id)))
        }
        _ => Ok((basket, None)),
    }
}

/// Withdraws the checkout that was opened for what the basket held before.
///
/// If it was paid a moment ago, it stays paid; if Dojo cannot be asked, the server goes on trying by itself.
pub(super) async fn withdraw(app: &App, former: Option<CheckoutId>) -> Result<(), DomainError> {
    let Some(former) = former else {
        return Ok(());
    };
    match checkout::cancel(app, &former).await {
        Ok(_)
        | Err(
            DomainError::Conflict(_)
            | DomainError::NotFound
            | DomainError::DojoUnreachable(_)
            | DomainError::DojoUnknown(_)
            | DomainError::DojoRefused(_),
        ) => Ok(()),
        Err(error) => Err(error),
    }
}

/// The lines with their products; what is no longer sold is left out.
pub(super) fn lines(basket: &Basket) -> Vec<(&'static Product, u32)> {
    basket
        .lines
        .iter()
        .filter_map(|line| Some((product(&line.product)?, line.quantity)))
        .collect()
}

/// So many of one product.
pub(super) fn price(product: &Product, quantity: u32) -> Money {
    let value = product.price.value.saturating_mul(i64::from(quantity));
    Money::new(value, product.price.currency_code)
}

/// Everything in the basket.
pub(super) fn total(basket: &Basket) -> Money {
    let values = lines(basket);
    let sum = values
        .iter()
        .map(|(product, quantity)| price(product, *quantity).value)
        .sum();
    Money::new(sum, Currency::Gbp)
}
