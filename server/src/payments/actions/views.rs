//! Filters that a member of staff keeps under a name.

use serde_json::json;
use shared::console::payments::{NewView, SavedView};
use url::form_urlencoded;

use super::notes::free_text;
use crate::app::App;
use crate::staff::Actor;
use crate::staff::audit::{self, Entry};
use crate::store::saved_views;
use crate::{DomainError, random};

/// What the views are for.
pub(crate) const AREA: &str = "payments";

/// How many views a person keeps.
const MOST: i64 = 50;

/// Keeps the filters of the list under a name; in place of those that have it already only if that is said.
///
/// # Errors
/// [`DomainError::InvalidField`], [`DomainError::Conflict`] with too many or if the name is taken.
pub(crate) async fn keep_view(app: &App, actor: &Actor, new: &NewView) -> Result<(), DomainError> {
    let name = free_text("name", Some(&new.name), 60)?
        .ok_or_else(|| DomainError::invalid("name", "Enter a name for these filters."))?;
    let query = free_text("query", Some(&new.query), 1_000)?.unwrap_or_default();
    for (_, value) in form_urlencoded::parse(query.as_bytes()) {
        free_text("query", Some(&value), 1_000)?;
    }
    let now = app.clock.now_ms();
    let view = SavedView {
        id: random::id::<12>("sv_")?,
        name,
        query,
    };
    let mut tx = app.store.begin().await?;
    if !saved_views::keep(&mut tx, &actor.staff_id, AREA, &view, new.replace, now).await? {
        return Err(DomainError::Conflict(
            "You keep other filters under this name already. Nothing was changed.",
        ));
    }
    if saved_views::count(&mut tx, &actor.staff_id, AREA).await? > MOST {
        return Err(DomainError::Conflict(
            "You keep 50 views already. Remove one first.",
        ));
    }
    record(&mut tx, actor, "view.saved", &view.id, &view.name, now).await?;
    Ok(tx.commit().await?)
}

/// Forgets a view.
///
/// # Errors
/// [`DomainError::NotFound`] if it is not this person's.
pub(crate) async fn forget_view(app: &App, actor: &Actor, id: &str) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    if !saved_views::remove(&mut tx, &actor.staff_id, id).await? {
        return Err(DomainError::NotFound);
    }
    record(&mut tx, actor, "view.removed", id, "", now).await?;
    Ok(tx.commit().await?)
}

async fn record(
    tx: &mut crate::store::Tx,
    actor: &Actor,
    action: &'static str,
    id: &str,
    name: &str,
    now: i64,
) -> Result<(), DomainError> {
    let entry = Entry {
        action,
        object_kind: "saved_view",
        object_id: id,
        before: None,
        after: (!name.is_empty()).then(|| json!({ "name": name })),
    };
    audit::record(tx, Some(actor), &entry, now).await
}
