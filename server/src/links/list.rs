//! Links in pages.

use shared::console::Page;
use shared::console::links::LinkSummary;

use super::shown;
use crate::DomainError;
use crate::app::App;
use crate::store::cursor::{Cursor, check_search, page};
use crate::store::links::{self, Filter, LinkRow, Place};

/// Rows on a page.
const ROWS: i64 = 50;

/// Which page of which links.
#[derive(Clone, Debug, Default)]
pub(crate) struct Listing {
    pub(crate) filter: Filter,
    pub(crate) cursor: Option<String>,
}

/// A page of links, the newest first.
///
/// # Errors
/// [`DomainError::InvalidField`] for a cursor that is none, [`DomainError::Store`].
pub(crate) async fn list(app: &App, listing: &Listing) -> Result<Page<LinkSummary>, DomainError> {
    let place = listing.cursor.as_deref().map(Cursor::parse).transpose()?;
    let found = rows(app, &listing.filter, place.as_ref(), ROWS).await?;
    let items = found
        .items
        .iter()
        .map(|link| shown::summary(app, link))
        .collect::<Result<_, _>>()?;
    Ok(Page {
        items,
        next: found.next,
        previous: found.previous,
        total: found.total,
    })
}

/// The same as rows, as many as wanted.
///
/// # Errors
/// [`DomainError::InvalidField`] for a search that is none, [`DomainError::Store`].
pub(super) async fn rows(
    app: &App,
    filter: &Filter,
    place: Option<&Place>,
    limit: i64,
) -> Result<Page<LinkRow>, DomainError> {
    check_search("search", &filter.search)?;
    let now = app.clock.now_ms();
    let (rows, total) = links::list(&app.store, filter, place, limit, now).await?;
    page(rows, place, limit, total, |link| {
        (link.created_at, link.id.clone())
    })
}
