//! What the business can set, section by section.

use axum::Json;
use axum::extract::State;
use shared::console::settings::{Change, Messages, NewLogo, PaymentRules, Profile, Settings};

use crate::app::App;
use crate::business::{self, change, logo};
use crate::error::StaffError;
use crate::extract::{self, Staff};

/// `GET /api/console/settings`
///
/// # Errors
/// 503.
pub async fn show(State(app): State<App>) -> Result<Json<Settings>, StaffError> {
    Ok(Json(business::reread(&app).await?.shown()))
}

/// `PUT /api/console/settings/profile`
///
/// # Errors
/// 400 with the field, 409 `stale`, 503.
pub async fn profile(
    State(app): State<App>,
    Staff(actor): Staff,
    extract::Json(new): extract::Json<Change<Profile>>,
) -> Result<Json<Settings>, StaffError> {
    let settings = change::set_profile(&app, &actor, new.seen_version, new.value).await?;
    Ok(Json(settings.shown()))
}

/// `PUT /api/console/settings/rules`
///
/// # Errors
/// 400 with the field, 409 `stale`, 503.
pub async fn rules(
    State(app): State<App>,
    Staff(actor): Staff,
    extract::Json(new): extract::Json<Change<PaymentRules>>,
) -> Result<Json<Settings>, StaffError> {
    let settings = change::set_rules(&app, &actor, new.seen_version, new.value).await?;
    Ok(Json(settings.shown()))
}

/// `PUT /api/console/settings/messages`
///
/// # Errors
/// 400 with the field, 409 `stale`, 503.
pub async fn messages(
    State(app): State<App>,
    Staff(actor): Staff,
    extract::Json(new): extract::Json<Change<Messages>>,
) -> Result<Json<Settings>, StaffError> {
    let settings = change::set_messages(&app, &actor, new.seen_version, new.value).await?;
    Ok(Json(settings.shown()))
}

/// `PUT /api/console/settings/logo`
///
/// # Errors
/// 400 if it is too large or no picture, 409 `stale`, 413, 503.
pub async fn logo(
    State(app): State<App>,
    Staff(actor): Staff,
    extract::Json(new): extract::Json<Change<NewLogo>>,
) -> Result<Json<Settings>, StaffError> {
    let content = new.value.content.as_deref();
    let settings = logo::set(&app, &actor, new.seen_version, content).await?;
    Ok(Json(settings.shown()))
}
