//! Payment links: `/api/console/links`.

use axum::Json as Answer;
use axum::extract::State;
use http::StatusCode;
use serde::Deserialize;
use shared::console::Page;
use shared::console::emails::EmailState;
use shared::console::links::{
    Import, ImportCheck, ImportReport, Imported, LinkChange, LinkDetail, LinkEmail, LinkSummary,
    LinkSwitch, LinkTerms,
};

use crate::app::App;
use crate::error::StaffError;
use crate::extract::{Json, Path, Query, Staff};
use crate::links::{self, Listing};
use crate::staff::Actor;
use crate::store::links::Filter;

/// Which links.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    search: String,
    /// A state or a stage; left out: all.
    show: String,
    /// `mine`; left out: everybody's.
    whose: String,
    /// `im_…`; left out: however they were made.
    import: String,
    cursor: Option<String>,
}

impl ListQuery {
    /// What it asks for, by whom it is asked.
    pub(super) fn filter(&self, actor: &Actor) -> Filter {
        Filter {
            search: self.search.clone(),
            show: self.show.clone(),
            staff_id: match self.whose.as_str() {
                "mine" => actor.staff_id.clone(),
                _ => String::new(),
            },
            import_id: self.import.clone(),
        }
    }
}

/// `GET /links`
///
/// # Errors
/// 400, 503.
pub async fn list(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<ListQuery>,
) -> Result<Answer<Page<LinkSummary>>, StaffError> {
    let listing = Listing {
        filter: query.filter(&actor),
        cursor: query.cursor,
    };
    Ok(Answer(links::list(&app, &listing).await?))
}

/// `POST /links`
///
/// # Errors
/// 400, 503.
pub async fn make(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(terms): Json<LinkTerms>,
) -> Result<(StatusCode, Answer<LinkDetail>), StaffError> {
    let id = links::make(&app, &actor, terms).await?;
    Ok((StatusCode::CREATED, Answer(links::detail(&app, &id).await?)))
}

/// `GET /links/{id}`
///
/// # Errors
/// 404, 503.
pub async fn show(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Answer<LinkDetail>, StaffError> {
    Ok(Answer(links::detail(&app, &id).await?))
}

/// `PUT /links/{id}`
///
/// # Errors
/// 400, 404, 409, 503.
pub async fn change(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
    Json(change): Json<LinkChange>,
) -> Result<Answer<LinkDetail>, StaffError> {
    links::change(&app, &actor, &id, change).await?;
    Ok(Answer(links::detail(&app, &id).await?))
}

/// `POST /links/{id}/deactivate`
///
/// # Errors
/// 404, 409, 503.
pub async fn deactivate(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
    Json(switch): Json<LinkSwitch>,
) -> Result<Answer<LinkDetail>, StaffError> {
    links::deactivate(&app, &actor, &id, switch).await?;
    Ok(Answer(links::detail(&app, &id).await?))
}

/// `POST /links/{id}/reactivate`
///
/// # Errors
/// 400, 404, 409, 503.
pub async fn reactivate(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
    Json(switch): Json<LinkSwitch>,
) -> Result<Answer<LinkDetail>, StaffError> {
    links::reactivate(&app, &actor, &id, switch).await?;
    Ok(Answer(links::detail(&app, &id).await?))
}

/// `POST /links/{id}/emails`
///
/// # Errors
/// 404, 409, 429, 503.
pub async fn send(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
    Json(email): Json<LinkEmail>,
) -> Result<Answer<Vec<EmailState>>, StaffError> {
    Ok(Answer(links::send(&app, &actor, &id, &email).await?))
}

/// `POST /links/import/check`
///
/// # Errors
/// 400, 413, 503.
pub async fn check_import(
    State(app): State<App>,
    Json(request): Json<ImportCheck>,
) -> Result<Answer<ImportReport>, StaffError> {
    Ok(Answer(links::check(&app, &request.content).await?))
}

/// `POST /links/import`
///
/// # Errors
/// 400, 413, 503.
pub async fn import(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(request): Json<Import>,
) -> Result<Answer<Imported>, StaffError> {
    Ok(Answer(links::import(&app, &actor, request).await?))
}
