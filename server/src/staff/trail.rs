//! The audit trail as people read it: in pages, as a file, and checked from end to end.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use axum::body::Bytes;
use futures_util::Stream;
use futures_util::stream::try_unfold;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::json;
use shared::console::Page;
use shared::console::audit::{AuditChoices, AuditEntry, AuditFilter, AuditVerdict};

use super::audit::{self, Entry};
use super::{Actor, in_sandbox};
use crate::app::App;
use crate::store::audit::names;
use crate::store::audit::reading::{self, Filter};
use crate::store::cursor::{self, Cursor};
use crate::store::{self, Store};
use crate::{DomainError, business, spreadsheet};

/// Rows of a page.
const ROWS: i64 = 50;

/// Rows that are read at once for a file or a check.
const AT_ONCE: i64 = 1000;

/// A page of the trail, the newest first.
///
/// # Errors
/// [`DomainError::InvalidField`] about a date or the cursor.
pub(crate) async fn page(app: &App, wanted: &AuditFilter) -> Result<Page<AuditEntry>, DomainError> {
    let filter = filter(app, wanted).await?;
    let place = wanted.cursor.as_deref().map(Cursor::parse).transpose()?;
    let mut rows = reading::rows(&app.store, &filter, place.as_ref(), ROWS).await?;
    name_objects(app, &mut rows).await?;
    let total = reading::count(&app.store, &filter).await?;
    cursor::page(rows, place.as_ref(), ROWS, total, |row| {
        (row.position, String::new())
    })
}

/// Says what the entries are about in people's words: nobody knows payments or colleagues by their ids.
async fn name_objects(app: &App, rows: &mut [AuditEntry]) -> Result<(), DomainError> {
    let mut ids = BTreeMap::<&str, BTreeSet<&str>>::new();
    for row in rows.iter() {
        let of_kind = ids.entry(&row.object_kind).or_default();
        of_kind.insert(&row.object_id);
    }
    let mut named = HashMap::new();
    for (kind, ids) in ids {
        let ids: Vec<&str> = ids.into_iter().collect();
        named.extend(names::of_kind(&app.store, kind, &ids).await?);
    }
    for row in rows.iter_mut() {
        row.object_name = named.get(&row.object_id).cloned();
    }
    name_accounts(app, rows).await
}

async fn name_accounts(app: &App, rows: &mut [AuditEntry]) -> Result<(), DomainError> {
    if rows.iter().all(|row| row.object_kind != "staff") {
        return Ok(());
    }
    let staff = store::staff::all(&app.store, in_sandbox(app)).await?;
    for row in rows.iter_mut().filter(|row| row.object_kind == "staff") {
        let whose = staff.iter().find(|person| person.id == row.object_id);
        row.object_name = whose.map(|person| person.name.clone());
    }
    Ok(())
}

/// What the trail can be filtered by.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn choices(app: &App) -> Result<AuditChoices, DomainError> {
    let staff = store::staff::all(&app.store, in_sandbox(app)).await?;
    Ok(AuditChoices {
        staff: staff.into_iter().map(|row| (row.id, row.name)).collect(),
        actions: reading::actions(&app.store).await?,
    })
}

const HEADING: [&str; 11] = [
    "number",
    "time",
    "staff",
    "staff id",
    "from",
    "action",
    "kind",
    "object",
    "reference or name",
    "before",
    "after",
];

/// The chosen entries as a file, piece by piece, so that a long trail takes no more memory than a short one. That it was
/// exported is an entry itself.
///
/// # Errors
/// [`DomainError::InvalidField`] about a date.
pub(crate) async fn export(
    app: &App,
    actor: &Actor,
    wanted: &AuditFilter,
) -> Result<impl Stream<Item = Result<Bytes, DomainError>> + Send + use<>, DomainError> {
    let filter = filter(app, wanted).await?;
    let zone = business::settings(app).await.time_zone.clone();
    let now = app.clock.now_ms();
    let entry = Entry {
        action: "audit.exported",
        object_kind: "audit",
        object_id: "audit",
        before: None,
        // From which place on says nothing about what was chosen.
        after: Some(json!(AuditFilter {
            cursor: None,
            ..wanted.clone()
        })),
    };
    let mut tx = app.store.begin().await?;
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    tx.commit().await?;
    let app = app.clone();
    Ok(try_unfold(None, move |position| {
        let (app, filter, zone) = (app.clone(), filter.clone(), zone.clone());
        async move {
            match position {
                None => Ok(Some((spreadsheet::heading(&HEADING)?, Some(i64::MAX)))),
                Some(position) => piece(&app, &filter, &zone, position).await,
            }
        }
    }))
}

async fn piece(
    app: &App,
    filter: &Filter,
    zone: &TimeZone,
    position: i64,
) -> Result<Option<(Bytes, Option<i64>)>, DomainError> {
    let place = Cursor {
        key: position,
        id: String::new(),
        backwards: false,
    };
    let mut rows = reading::rows(&app.store, filter, Some(&place), AT_ONCE).await?;
    name_objects(app, &mut rows).await?;
    let Some(last) = rows.last() else {
        return Ok(None);
    };
    let next = Some(last.position);
    let cells: Vec<Vec<String>> = rows.into_iter().map(|row| cells(row, zone)).collect();
    Ok(Some((spreadsheet::rows(&cells)?, next)))
}

fn cells(row: AuditEntry, zone: &TimeZone) -> Vec<String> {
    let time = Timestamp::from_millisecond(row.happened_at).map(|at| {
        at.to_zoned(zone.clone())
            .strftime("%Y-%m-%d %H:%M:%S %Z")
            .to_string()
    });
    vec![
        row.position.to_string(),
        time.unwrap_or_default(),
        row.staff_name.unwrap_or_default(),
        row.staff_id.unwrap_or_default(),
        row.address.unwrap_or_default(),
        row.action,
        row.object_kind,
        row.object_id,
        row.object_name.unwrap_or_default(),
        row.before.unwrap_or_default(),
        row.after.unwrap_or_default(),
    ]
}

/// Computes every hash again. Finds entries that were changed, removed, exchanged or put in behind the program's back.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn verify(store: &Store) -> Result<AuditVerdict, DomainError> {
    let end = reading::end(store).await?;
    let (mut position, mut hash) = (0, String::new());
    let broken = |position: i64, hash: String| AuditVerdict {
        entries: position,
        hash,
        broken_at: Some(position + 1),
    };
    if end.first_row < 1 {
        return Ok(broken(end.first_row - 1, hash));
    }
    while position < end.position {
        let rows = reading::after(store, position, AT_ONCE).await?;
        if rows.is_empty() {
            return Ok(broken(position, hash));
        }
        for (row, kept) in rows
            .into_iter()
            .filter(|(row, _)| row.position <= end.position)
        {
            if row.position != position + 1 || row.hash(&hash) != kept {
                return Ok(broken(position, hash));
            }
            (position, hash) = (row.position, kept);
        }
    }
    if hash != end.hash || end.last_row > end.position {
        return Ok(broken(position, hash));
    }
    Ok(AuditVerdict {
        entries: position,
        hash,
        broken_at: None,
    })
}

async fn filter(app: &App, wanted: &AuditFilter) -> Result<Filter, DomainError> {
    for (field, text) in [
        ("staff", &wanted.staff),
        ("action", &wanted.action),
        ("objectKind", &wanted.object_kind),
        ("object", &wanted.object),
        ("from", &wanted.from),
        ("to", &wanted.to),
    ] {
        cursor::check_search(field, text.as_deref().unwrap_or_default())?;
    }
    let zone = business::settings(app).await.time_zone.clone();
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let from = given(&wanted.from).map(|day| start(&day, "from", &zone, 0));
    let until = given(&wanted.to).map(|day| start(&day, "to", &zone, 1));
    let (from, until) = (from.transpose()?, until.transpose()?);
    if from.zip(until).is_some_and(|(from, until)| from >= until) {
        return Err(DomainError::invalid("to", cursor::BACKWARDS));
    }
    Ok(Filter {
        staff_id: given(&wanted.staff),
        action: given(&wanted.action),
        object_kind: given(&wanted.object_kind),
        object: given(&wanted.object),
        from,
        until: until.map(|next_day| next_day - 1),
    })
}

/// When the day begins in the business's time zone, or the one so many days later.
fn start(day: &str, field: &str, zone: &TimeZone, later: i32) -> Result<i64, DomainError> {
    let date: Result<Date, _> = day.parse();
    let begins = date
        .and_then(|date| date.checked_add(jiff::Span::new().try_days(later)?))
        .and_then(|date| date.to_zoned(zone.clone()));
    begins
        .map(|begins| begins.timestamp().as_millisecond())
        .map_err(|_| DomainError::invalid(field, "Enter a day such as 2026-11-21."))
}
