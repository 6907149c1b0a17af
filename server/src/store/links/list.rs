//! Links in pages.

use sqlx::Row;

use super::super::cursor::{Cursor, MOST_COUNTED, patterns};
use super::super::{LOCATION, Store};
use super::{LinkRow, columns, read};
use crate::DomainError;

/// The place in the list: when the link was made.
pub(crate) type Place = Cursor<i64>;

/// Which links are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// Words that must all be found.
    pub(crate) search: String,
    /// `open`, `ending` (within 48 hours, as `overview::SOON` has it), `made`, `opened`, `tried`, `declined`, `authorized`, `paid`, `expired`, `deactivated`; empty: all.
    pub(crate) show: String,
    /// Whose; empty: everybody's.
    pub(crate) staff_id: String,
    /// Made by this import; empty: however they were made.
    pub(crate) import_id: String,
}

/// One condition for rows and their number: $1 location, $2 to $5 words, $6 what to show, $7 whose, $8 now, $9 the link's own
/// code or id, $10 the import.
macro_rules! condition {
    () => {
        "location_id = $1
         AND ((search_text LIKE $2 ESCAPE '\\' AND search_text LIKE $3 ESCAPE '\\'
               AND search_text LIKE $4 ESCAPE '\\' AND search_text LIKE $5 ESCAPE '\\') OR code = $9 OR id = $9)
         AND CASE $6
           WHEN '' THEN 1
           WHEN 'paid' THEN CASE WHEN used > authorized + released THEN 1 ELSE 0 END
           WHEN 'authorized' THEN CASE WHEN authorized > 0 THEN 1 ELSE 0 END
           WHEN 'deactivated' THEN CASE WHEN deactivated_at IS NOT NULL AND (uses IS NULL OR used < uses)
                                   THEN 1 ELSE 0 END
           WHEN 'ending' THEN CASE WHEN deactivated_at IS NULL AND (uses IS NULL OR used < uses) AND expire_at > $8
                               AND expire_at < $8 + 172800000 THEN 1 ELSE 0 END
           WHEN 'expired' THEN CASE WHEN deactivated_at IS NULL AND (uses IS NULL OR used < uses) AND expire_at <= $8
                               THEN 1 ELSE 0 END
           ELSE CASE WHEN deactivated_at IS NULL AND (uses IS NULL OR used < uses) AND expire_at > $8
             AND ($6 = 'open' OR (used = 0 AND $6 =
               CASE WHEN declined > 0 THEN 'declined' WHEN tried > 0 THEN 'tried' WHEN opened > 0 THEN 'opened'
               ELSE 'made' END)) THEN 1 ELSE 0 END
           END = 1
         AND ($7 = '' OR created_by = $7)
         AND ($10 = '' OR import_id = $10)"
    };
}

/// Up to `limit + 1` links beside the place, the newest first (read backwards: the oldest first), and how many there are.
pub(crate) async fn list(
    store: &Store,
    filter: &Filter,
    place: Option<&Place>,
    limit: i64,
    now: i64,
) -> Result<(Vec<LinkRow>, i64), DomainError> {
    let rows = match place {
        Some(place) if place.backwards => concat!(
            "SELECT ",
            columns!(),
            " FROM links WHERE ",
            condition!(),
            " AND (created_at > $11 OR (created_at = $11 AND id > $12)) ORDER BY created_at, id LIMIT $13"
        ),
        _ => concat!(
            "SELECT ",
            columns!(),
            " FROM links WHERE ",
            condition!(),
            " AND (created_at < $11 OR (created_at = $11 AND id < $12)) ORDER BY created_at DESC, id DESC LIMIT $13"
        ),
    };
    let (at, id) = place.map_or((i64::MAX, ""), |place| (place.key, place.id.as_str()));
    // Of a whole address, too, the end counts.
    let name = filter.search.trim().rsplit('/').next().unwrap_or_default();
    let words = patterns(&filter.search);
    let mut query = sqlx::query(rows).bind(LOCATION);
    let mut counting = sqlx::query(concat!(
        "SELECT COUNT(*) AS total FROM (SELECT 1 FROM links WHERE ",
        condition!(),
        " LIMIT $11) AS counted"
    ))
    .bind(LOCATION);
    for word in &words {
        query = query.bind(word);
        counting = counting.bind(word);
    }
    let rows = query
        .bind(&filter.show)
        .bind(&filter.staff_id)
        .bind(now)
        .bind(name)
        .bind(&filter.import_id)
        .bind(at)
        .bind(id)
        .bind(limit + 1)
        .fetch_all(store.read())
        .await?;
    let total = counting
        .bind(&filter.show)
        .bind(&filter.staff_id)
        .bind(now)
        .bind(name)
        .bind(&filter.import_id)
        .bind(MOST_COUNTED + 1)
        .fetch_one(store.read())
        .await?
        .try_get("total")?;
    let rows = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    Ok((rows, total))
}
