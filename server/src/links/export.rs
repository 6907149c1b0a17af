//! Links as a file for spreadsheets.

use axum::body::Bytes;
use futures_util::Stream;
use futures_util::stream::try_unfold;
use jiff::Timestamp;
use serde_json::json;
use shared::Money;

use super::{list, shown};
use crate::DomainError;
use crate::app::App;
use crate::spreadsheet;
use crate::staff::{Actor, audit};
use crate::store::cursor::{Cursor, check_search};
use crate::store::links::{Filter, LinkRow, Place};

/// Rows that are in memory at a time.
const ROWS: i64 = 500;

const HEADING: [&str; 18] = [
    "reference",
    "amount",
    "currency",
    "minimum",
    "maximum",
    "description",
    "email",
    "expires",
    "uses",
    "capture",
    "note",
    "status",
    "opened",
    "tried",
    "declined",
    "paid",
    "paid amount",
    "link",
];

/// What is to be read next.
enum Next {
    Heading,
    Page(Option<Place>),
    Nothing,
}

/// The chosen links, piece by piece, so that a long list takes no more memory than a short one. Columns that an import takes
/// have the names that it takes.
///
/// # Errors
/// [`DomainError::InvalidField`] for a search that is none, [`DomainError::Store`].
pub(crate) async fn export(
    app: App,
    actor: &Actor,
    filter: Filter,
) -> Result<impl Stream<Item = Result<Bytes, DomainError>> + Send + use<>, DomainError> {
    check_search("search", &filter.search)?;
    let now = app.clock.now_ms();
    let entry = audit::Entry {
        action: "links.exported",
        object_kind: "link_export",
        object_id: &actor.staff_id,
        before: None,
        after: Some(json!({ "search": filter.search, "show": filter.show })),
    };
    let mut tx = app.store.begin().await?;
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    tx.commit().await?;
    Ok(try_unfold(Next::Heading, move |next| {
        let (app, filter) = (app.clone(), filter.clone());
        async move {
            match next {
                Next::Heading => {
                    let heading = spreadsheet::heading(&HEADING)?;
                    Ok(Some((heading, Next::Page(None))))
                }
                Next::Page(place) => page(&app, &filter, place.as_ref()).await.map(Some),
                Next::Nothing => Ok(None),
            }
        }
    }))
}

async fn page(
    app: &App,
    filter: &Filter,
    place: Option<&Place>,
) -> Result<(Bytes, Next), DomainError> {
    let page = list::rows(app, filter, place, ROWS).await?;
    let rows = page.items.iter().map(|link| row(app, link));
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    let next = match page.next {
        Some(text) => Next::Page(Some(Cursor::parse(&text)?)),
        None => Next::Nothing,
    };
    Ok((spreadsheet::rows(&rows)?, next))
}

fn row(app: &App, link: &LinkRow) -> Result<Vec<String>, DomainError> {
    let terms = &link.terms;
    let summary = shown::summary(app, link)?;
    let limit = |money: Option<Money>| money.map(spreadsheet::amount).unwrap_or_default();
    let expires = Timestamp::from_millisecond(link.expire_at);
    Ok(vec![
        terms.reference.to_string(),
        limit(terms.amount),
        terms.currency().code().to_owned(),
        limit(terms.open_amount.map(|limits| limits.minimum)),
        limit(terms.open_amount.map(|limits| limits.maximum)),
        terms.description.clone().unwrap_or_default(),
        terms
            .email_address
            .clone()
            .map(String::from)
            .unwrap_or_default(),
        expires.map(|at| at.to_string()).unwrap_or_default(),
        terms
            .uses
            .map_or_else(|| "unlimited".to_owned(), |uses| uses.to_string()),
        if terms.capture_later { "later" } else { "now" }.to_owned(),
        terms.note.clone().unwrap_or_default(),
        summary.word().to_owned(),
        link.opened.to_string(),
        link.tried.to_string(),
        link.declined.to_string(),
        summary.funnel.paid.to_string(),
        spreadsheet::amount(link.paid_amount),
        summary.url,
    ])
}
