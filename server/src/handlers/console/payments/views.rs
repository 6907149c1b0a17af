//! Saved views: each member of staff has their own.

use axum::Json as Answer;
use axum::extract::State;
use shared::console::payments::{NewView, SavedView};

use crate::DomainError;
use crate::app::App;
use crate::error::StaffError;
use crate::extract::{Json, Path, Staff};
use crate::payments::actions;
use crate::staff::Actor;
use crate::store::saved_views;

type Views = Result<Answer<Vec<SavedView>>, StaffError>;

/// `GET /payments/views`
///
/// # Errors
/// 503.
pub async fn list(State(app): State<App>, Staff(actor): Staff) -> Views {
    Ok(Answer(all(&app, &actor).await?))
}

/// `POST /payments/views`. Answers every view.
///
/// # Errors
/// 400, 409 with too many or if the name is taken, 503.
pub async fn keep(State(app): State<App>, Staff(actor): Staff, Json(new): Json<NewView>) -> Views {
    actions::keep_view(&app, &actor, &new).await?;
    Ok(Answer(all(&app, &actor).await?))
}

/// `DELETE /payments/views/{id}`. Answers those that are left.
///
/// # Errors
/// 404, 503.
pub async fn forget(State(app): State<App>, Staff(actor): Staff, Path(id): Path<String>) -> Views {
    actions::forget_view(&app, &actor, &id).await?;
    Ok(Answer(all(&app, &actor).await?))
}

async fn all(app: &App, actor: &Actor) -> Result<Vec<SavedView>, DomainError> {
    saved_views::of_staff(&app.store, &actor.staff_id, actions::VIEWS).await
}
