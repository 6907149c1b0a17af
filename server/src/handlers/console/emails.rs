//! E-mails on their way: `/api/console/emails`.

use axum::Json as Answer;
use axum::extract::State;
use shared::console::emails::EmailState;

use crate::app::App;
use crate::error::StaffError;
use crate::extract::{Path, Staff};
use crate::mail;

/// `POST /emails/{id}/retry`
///
/// # Errors
/// 404, 503.
pub async fn retry(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
) -> Result<Answer<EmailState>, StaffError> {
    Ok(Answer(mail::retry(&app, &actor, &id).await?))
}
