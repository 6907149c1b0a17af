//! Where the shop is told that a checkout was paid, and what it did not take.

use axum::Json;
use axum::extract::State;
use shared::console::settings::connection::{Deliveries, Retried};
use shared::console::settings::{CallbackSaved, Change, NewCallback};

use crate::app::App;
use crate::business::callback;
use crate::connection;
use crate::error::StaffError;
use crate::extract::{self, Path, Staff};
use crate::store::parked::Queue;

/// `PUT /api/console/settings/callback`
///
/// # Errors
/// 400 with the field, 409 `stale`, 503.
pub async fn save(
    State(app): State<App>,
    Staff(actor): Staff,
    extract::Json(new): extract::Json<Change<NewCallback>>,
) -> Result<Json<CallbackSaved>, StaffError> {
    let (settings, secret) = callback::set(&app, &actor, new.seen_version, new.value).await?;
    Ok(Json(CallbackSaved {
        settings: settings.shown(),
        secret,
    }))
}

/// `GET /api/console/settings/callback/deliveries`
///
/// # Errors
/// 503.
pub async fn deliveries(State(app): State<App>) -> Result<Json<Deliveries>, StaffError> {
    Ok(Json(connection::deliveries(&app).await?))
}

/// `POST /api/console/settings/callback/deliveries/retry`: all that were given up.
///
/// # Errors
/// 503.
pub async fn retry_all(
    State(app): State<App>,
    Staff(actor): Staff,
) -> Result<Json<Retried>, StaffError> {
    Ok(Json(
        connection::retry(&app, &actor, Queue::Outbox, None).await?,
    ))
}

/// `POST /api/console/settings/callback/deliveries/{id}/retry`
///
/// # Errors
/// 404, 503.
pub async fn retry(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
) -> Result<Json<Retried>, StaffError> {
    Ok(Json(
        connection::retry(&app, &actor, Queue::Outbox, Some(&id)).await?,
    ))
}
