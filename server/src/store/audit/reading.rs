//! The trail as it is read: in pages, and from end to end.

use shared::console::audit::AuditEntry;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe, Row as _};

use super::super::cursor::{Cursor, MOST_COUNTED};
use super::super::{LOCATION, Store};
use super::AuditRow;
use super::names::WITH_REFERENCE;
use crate::DomainError;

/// Which entries are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    pub(crate) staff_id: Option<String>,
    /// An action, or the thing that all its actions begin with.
    pub(crate) action: Option<String>,
    pub(crate) object_kind: Option<String>,
    /// An id, or the reference of everything that is meant.
    pub(crate) object: Option<String>,
    /// The first and the last millisecond.
    pub(crate) from: Option<i64>,
    pub(crate) until: Option<i64>,
}

impl Filter {
    /// The condition, of which `$1` is the location; only what is asked for stands in it, so that an index can serve it.
    fn condition(&self) -> String {
        let mut condition = "location_id = $1".to_owned();
        let mut place = 1;
        let mut add = |wanted: bool, text: &str| {
            if wanted {
                place += 1;
                condition.push_str(&text.replace("$?", &format!("${place}")));
            }
        };
        add(self.staff_id.is_some(), " AND staff_id = $?");
        add(
            self.action.is_some(),
            " AND (action = $? OR action LIKE $? || '.%')",
        );
        add(self.object_kind.is_some(), " AND object_kind = $?");
        add(
            self.object.is_some(),
            &format!(" AND (object_id = $? OR object_id IN ({WITH_REFERENCE}))"),
        );
        add(self.from.is_some(), " AND happened_at >= $?");
        add(self.until.is_some(), " AND happened_at <= $?");
        condition
    }

    fn bind<'q>(
        &'q self,
        query: Query<'q, Any, AnyArguments>,
    ) -> (Query<'q, Any, AnyArguments>, usize) {
        let mut query = query.bind(LOCATION);
        let mut bound = 1;
        for text in [
            &self.staff_id,
            &self.action,
            &self.object_kind,
            &self.object,
        ]
        .into_iter()
        .flatten()
        {
            query = query.bind(text);
            bound += 1;
        }
        for time in [self.from, self.until].into_iter().flatten() {
            query = query.bind(time);
            bound += 1;
        }
        (query, bound)
    }

    fn bound(&self) -> usize {
        self.bind(sqlx::query("")).1
    }
}

/// Up to `limit + 1` entries beside the place, the newest first (read backwards: the oldest first).
pub(crate) async fn rows(
    store: &Store,
    filter: &Filter,
    place: Option<&Cursor<i64>>,
    limit: i64,
) -> Result<Vec<AuditEntry>, DomainError> {
    let backwards = place.is_some_and(|place| place.backwards);
    let (condition, n) = (filter.condition(), filter.bound());
    let (sign, order) = if backwards { (">", "") } else { ("<", "DESC") };
    let sql = format!(
        "SELECT * FROM audit WHERE {condition} AND position {sign} ${} ORDER BY position {order} LIMIT ${}",
        n + 1,
        n + 2
    );
    let (query, _) = filter.bind(sqlx::query(AssertSqlSafe(sql)));
    let rows = query
        .bind(place.map_or(i64::MAX, |place| place.key))
        .bind(limit + 1)
        .fetch_all(store.read())
        .await?;
    rows.iter().map(entry).collect()
}

/// How many there are; counting ends where nobody reads on.
pub(crate) async fn count(store: &Store, filter: &Filter) -> Result<i64, DomainError> {
    let sql = format!(
        "SELECT COUNT(*) AS total FROM (SELECT 1 FROM audit WHERE {} LIMIT ${}) AS counted",
        filter.condition(),
        filter.bound() + 1
    );
    let (query, _) = filter.bind(sqlx::query(AssertSqlSafe(sql)));
    let row = query.bind(MOST_COUNTED + 1).fetch_one(store.read()).await?;
    Ok(row.try_get("total")?)
}

/// Everything that was ever done, each once. Jumps from one to the next in the index instead of reading every entry.
pub(crate) async fn actions(store: &Store) -> Result<Vec<String>, DomainError> {
    let rows = sqlx::query(
        "WITH RECURSIVE found (action) AS (
           SELECT MIN(action) FROM audit WHERE location_id = $1
           UNION ALL
           SELECT (SELECT MIN(action) FROM audit WHERE location_id = $1 AND action > found.action)
           FROM found WHERE found.action IS NOT NULL
         )
         SELECT action FROM found WHERE action IS NOT NULL",
    )
    .bind(LOCATION)
    .fetch_all(store.read())
    .await?;
    rows.iter().map(|row| Ok(row.try_get("action")?)).collect()
}

/// Where the trail ends by its own account, and where it begins and ends by its rows.
#[derive(Clone, Debug)]
pub(crate) struct End {
    pub(crate) position: i64,
    pub(crate) hash: String,
    pub(crate) first_row: i64,
    pub(crate) last_row: i64,
}

pub(crate) async fn end(store: &Store) -> Result<End, DomainError> {
    let row = sqlx::query(
        "SELECT position, hash,
                COALESCE((SELECT MIN(position) FROM audit WHERE location_id = $1), 1) AS first_row,
                COALESCE((SELECT MAX(position) FROM audit WHERE location_id = $1), 0) AS last_row
         FROM audit_counter WHERE location_id = $1",
    )
    .bind(LOCATION)
    .fetch_one(store.read())
    .await?;
    Ok(End {
        position: row.try_get("position")?,
        hash: row.try_get("hash")?,
        first_row: row.try_get("first_row")?,
        last_row: row.try_get("last_row")?,
    })
}

/// Up to `limit` entries after `position`, the oldest first, each with the hash that it carries.
pub(crate) async fn after(
    store: &Store,
    position: i64,
    limit: i64,
) -> Result<Vec<(AuditRow, String)>, DomainError> {
    let rows = sqlx::query(
        "SELECT * FROM audit WHERE location_id = $1 AND position > $2 ORDER BY position LIMIT $3",
    )
    .bind(LOCATION)
    .bind(position)
    .bind(limit)
    .fetch_all(store.read())
    .await?;
    rows.iter()
        .map(|row| Ok((read(row)?, row.try_get("hash")?)))
        .collect()
}

fn read(row: &AnyRow) -> Result<AuditRow, DomainError> {
    Ok(AuditRow {
        position: row.try_get("position")?,
        happened_at: row.try_get("happened_at")?,
        staff_id: row.try_get("staff_id")?,
        staff_name: row.try_get("staff_name")?,
        address: row.try_get("address")?,
        action: row.try_get("action")?,
        object_kind: row.try_get("object_kind")?,
        object_id: row.try_get("object_id")?,
        before: row.try_get("before_value")?,
        after: row.try_get("after_value")?,
    })
}

fn entry(row: &AnyRow) -> Result<AuditEntry, DomainError> {
    let read = read(row)?;
    Ok(AuditEntry {
        position: read.position,
        happened_at: read.happened_at,
        staff_id: read.staff_id,
        staff_name: read.staff_name,
        address: read.address,
        action: read.action,
        object_kind: read.object_kind,
        object_id: read.object_id,
        object_name: None,
        before: read.before,
        after: read.after,
        hash: row.try_get("hash")?,
    })
}
