//! Checkouts for shops of any make: opened, looked up, withdrawn. Described in `docs/api.md`.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue, LOCATION};
use shared::CheckoutId;

use crate::app::App;
use crate::checkout::{self, NewCheckout, ShopCheckout};
use crate::error::ApiError;
use crate::extract::{JsonBytes, Path, ShopToken};
use crate::idempotency::{self, IfUnknown, Keyed, Outcome};

/// What `Idempotency-Key` belongs to.
const CREATE: &str = "POST /api/v1/checkouts";

/// `POST /api/v1/checkouts`
///
/// # Errors
/// 400 with the field, 401, 409 and 422 about the `Idempotency-Key`, 413, 415, 503.
pub async fn create(
    State(app): State<App>,
    _: ShopToken,
    headers: HeaderMap,
    body: JsonBytes,
) -> Result<Response, ApiError> {
    let new = body.parse::<NewCheckout>()?;
    let Some(key) = idempotency::key(&headers)? else {
        let json = open(&app, new).await?;
        return Ok(created(StatusCode::CREATED, json));
    };
    // A shop that hangs up early must not leave its order unanswered. A second checkout that nobody was told of is paid by
    // nobody.
    let keyed = Keyed {
        operation: CREATE.to_owned(),
        key,
        body: body.0,
        is_secret: false,
        if_unknown: IfUnknown::RunAgain,
    };
    let own = app.clone();
    let work = async move {
        match open(&own, new).await {
            Ok(json) => created(StatusCode::CREATED, json),
            Err(error) => error.into_response(),
        }
    };
    Ok(match idempotency::once(&app, keyed, work).await? {
        Outcome::Now(response) => response,
        Outcome::Before(status, json) => created(status, json),
    })
}

/// `GET /api/v1/checkouts/{id}`
///
/// # Errors
/// 401, 404, 503.
pub async fn show(
    State(app): State<App>,
    _: ShopToken,
    Path(id): Path<CheckoutId>,
) -> Result<Json<ShopCheckout>, ApiError> {
    let record = checkout::find(&app, &id).await?;
    let record = record.ok_or_else(ApiError::not_found)?;
    Ok(Json(checkout::for_shop(&app, &record).await?))
}

/// `DELETE /api/v1/checkouts/{id}`: nobody can pay it any more once this answers 200.
///
/// # Errors
/// 401, 404, 409 if it was paid, 503 if Dojo has not confirmed yet that its payment intent is cancelled.
pub async fn cancel(
    State(app): State<App>,
    _: ShopToken,
    Path(id): Path<CheckoutId>,
) -> Result<Json<ShopCheckout>, ApiError> {
    let record = checkout::cancel(&app, &id).await?;
    Ok(Json(checkout::for_shop(&app, &record).await?))
}

async fn open(app: &App, new: NewCheckout) -> Result<String, ApiError> {
    let record = checkout::open(app, new).await?;
    let shown = checkout::for_shop(app, &record).await?;
    serde_json::to_string(&shown).map_err(ApiError::internal)
}

/// The answer is kept and sent again as text, so that the second is the first, byte by byte.
fn created(status: StatusCode, json: String) -> Response {
    let address = serde_json::from_str::<serde_json::Value>(&json)
        .ok()
        .and_then(|value| Some(format!("/api/v1/checkouts/{}", value.get("id")?.as_str()?)))
        .and_then(|address| HeaderValue::try_from(address).ok());
    let mut response = (status, json).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Some(address) = address {
        headers.insert(LOCATION, address);
    }
    response
}
