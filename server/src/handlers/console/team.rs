//! The team, for owners.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use shared::console::account::OpenSession;
use shared::console::team::{Member, NewInvitation, PersonalLink, RoleChange, Team};

use crate::app::App;
use crate::error::StaffError;
use crate::extract::{self, Path, Staff};
use crate::staff::own_account::{self, Whose};
use crate::staff::team;

/// `GET /api/console/team`
///
/// # Errors
/// 503.
pub async fn show(State(app): State<App>) -> Result<Json<Team>, StaffError> {
    Ok(Json(team::show(&app).await?))
}

/// `POST /api/console/team/invitations`
///
/// # Errors
/// 400, also if the address has an account already.
pub async fn invite(
    State(app): State<App>,
    Staff(actor): Staff,
    extract::Json(new): extract::Json<NewInvitation>,
) -> Result<Json<PersonalLink>, StaffError> {
    Ok(Json(team::invite(&app, &actor, &new).await?))
}

/// `DELETE /api/console/team/invitations/{id}`
///
/// # Errors
/// 404.
pub async fn withdraw(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
) -> Result<StatusCode, StaffError> {
    team::withdraw(&app, &actor, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `PUT /api/console/team/members/{id}/role`
///
/// # Errors
/// 404, 409 if it would leave no owner or somebody else changed it meanwhile.
pub async fn change_role(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
    extract::Json(change): extract::Json<RoleChange>,
) -> Result<Json<Member>, StaffError> {
    Ok(Json(team::change_role(&app, &actor, &id, change).await?))
}

/// `POST /api/console/team/members/{id}/disable`
///
/// # Errors
/// 404, 409 if it would leave no owner.
pub async fn disable(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
) -> Result<Json<Member>, StaffError> {
    Ok(Json(team::disable(&app, &actor, &id, true).await?))
}

/// `POST /api/console/team/members/{id}/enable`
///
/// # Errors
/// 404.
pub async fn enable(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
) -> Result<Json<Member>, StaffError> {
    Ok(Json(team::disable(&app, &actor, &id, false).await?))
}

/// `POST /api/console/team/members/{id}/password-link`
///
/// # Errors
/// 404, 409 if the account is disabled.
pub async fn password_link(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
) -> Result<Json<PersonalLink>, StaffError> {
    Ok(Json(team::reset(&app, &actor, &id).await?))
}

/// `GET /api/console/team/sessions`
///
/// # Errors
/// 503.
pub async fn sessions(
    State(app): State<App>,
    Staff(actor): Staff,
) -> Result<Json<Vec<OpenSession>>, StaffError> {
    let sessions = own_account::open_sessions(&app, &actor, Whose::All).await?;
    Ok(Json(sessions))
}

/// `DELETE /api/console/team/sessions/{id}`
///
/// # Errors
/// 404.
pub async fn end_session(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
) -> Result<StatusCode, StaffError> {
    own_account::end_session(&app, &actor, Whose::All, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE /api/console/team/sessions`: everybody's, except the one that asks.
///
/// # Errors
/// 503.
pub async fn end_other_sessions(
    State(app): State<App>,
    Staff(actor): Staff,
) -> Result<StatusCode, StaffError> {
    own_account::end_other_sessions(&app, &actor, Whose::All).await?;
    Ok(StatusCode::NO_CONTENT)
}
