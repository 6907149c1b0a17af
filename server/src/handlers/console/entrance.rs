//! Coming in by a link.

use axum::Json;
use axum::extract::State;
use axum_extra::extract::cookie::CookieJar;
use shared::console::entrance::{Entrance, EntranceLink};
use shared::console::session::Bootstrap;

use super::session::welcome;
use crate::app::App;
use crate::error::StaffError;
use crate::extract::{self, Path};
use crate::staff::entrance;
use crate::staff::session::Origin;

/// `GET /api/console/entrance/{token}`
///
/// # Errors
/// 404 if the link was used, withdrawn, is too old or never was.
pub async fn show(
    State(app): State<App>,
    Path(token): Path<String>,
) -> Result<Json<EntranceLink>, StaffError> {
    Ok(Json(entrance::look(&app, &token).await?))
}

/// `POST /api/console/entrance/{token}`: uses the link up and signs in.
///
/// # Errors
/// 400 about name, address or password; 404 as above.
pub async fn enter(
    State(app): State<App>,
    origin: Origin,
    cookies: CookieJar,
    Path(token): Path<String>,
    extract::Json(entrance): extract::Json<Entrance>,
) -> Result<(CookieJar, Json<Bootstrap>), StaffError> {
    let token = entrance::enter(&app, &token, entrance, &origin).await?;
    welcome(&app, cookies, token).await
}
