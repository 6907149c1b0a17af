//! One's own account.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use shared::console::account::{OpenSession, PasswordChange};

use crate::app::App;
use crate::error::StaffError;
use crate::extract::{self, Path, Staff};
use crate::staff::own_account::{self, Whose};

/// `PUT /api/console/account/password`: every other session of one's own ends.
///
/// # Errors
/// 400 about either password.
pub async fn change_password(
    State(app): State<App>,
    Staff(actor): Staff,
    extract::Json(change): extract::Json<PasswordChange>,
) -> Result<StatusCode, StaffError> {
    own_account::change_password(&app, &actor, change).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /api/console/account/sessions`
///
/// # Errors
/// 503.
pub async fn sessions(
    State(app): State<App>,
    Staff(actor): Staff,
) -> Result<Json<Vec<OpenSession>>, StaffError> {
    let sessions = own_account::open_sessions(&app, &actor, Whose::Own).await?;
    Ok(Json(sessions))
}

/// `DELETE /api/console/account/sessions/{id}`
///
/// # Errors
/// 404, also for somebody else's.
pub async fn end_session(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
) -> Result<StatusCode, StaffError> {
    own_account::end_session(&app, &actor, Whose::Own, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE /api/console/account/sessions`: all of one's own, except the one that asks.
///
/// # Errors
/// 503.
pub async fn end_other_sessions(
    State(app): State<App>,
    Staff(actor): Staff,
) -> Result<StatusCode, StaffError> {
    own_account::end_other_sessions(&app, &actor, Whose::Own).await?;
    Ok(StatusCode::NO_CONTENT)
}
