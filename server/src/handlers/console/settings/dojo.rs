//! The connection to Dojo.

use axum::Json;
use axum::extract::State;
use shared::console::settings::connection::{DojoConnection, Retried, TestCall};

use crate::app::App;
use crate::connection;
use crate::error::StaffError;
use crate::extract::{Path, Staff};
use crate::store::parked::Queue;

/// `GET /api/console/settings/dojo`
///
/// # Errors
/// 503.
pub async fn show(State(app): State<App>) -> Result<Json<DojoConnection>, StaffError> {
    Ok(Json(connection::state(&app).await?))
}

/// `POST /api/console/settings/dojo/test`: asks Dojo something harmless.
///
/// # Errors
/// None: what went wrong is the answer.
pub async fn test(State(app): State<App>) -> Json<TestCall> {
    Json(connection::test(&app).await)
}

/// `POST /api/console/settings/dojo/webhooks/retry`: all that were given up.
///
/// # Errors
/// 503.
pub async fn retry_all(
    State(app): State<App>,
    Staff(actor): Staff,
) -> Result<Json<Retried>, StaffError> {
    Ok(Json(
        connection::retry(&app, &actor, Queue::Inbox, None).await?,
    ))
}

/// `POST /api/console/settings/dojo/webhooks/{id}/retry`
///
/// # Errors
/// 404, 503.
pub async fn retry(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
) -> Result<Json<Retried>, StaffError> {
    Ok(Json(
        connection::retry(&app, &actor, Queue::Inbox, Some(&id)).await?,
    ))
}
