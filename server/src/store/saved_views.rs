//! Filters of long lists that a member of staff keeps under a name.

use shared::console::payments::SavedView;
use sqlx::Row;

use super::{LOCATION, Store, Tx};
use crate::DomainError;

/// The views of one person for an area, by name.
pub(crate) async fn of_staff(
    store: &Store,
    staff_id: &str,
    area: &str,
) -> Result<Vec<SavedView>, DomainError> {
    sqlx::query(
        "SELECT id, name, query FROM saved_views WHERE location_id = $1 AND staff_id = $2 AND area = $3 ORDER BY name, id",
    )
    .bind(LOCATION)
    .bind(staff_id)
    .bind(area)
    .fetch_all(store.read())
    .await?
    .iter()
    .map(|row| {
        Ok(SavedView {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
            query: row.try_get("query")?,
        })
    })
    .collect()
}

/// Keeps a view; in place of one of the same name only with `replace`, otherwise `false`.
pub(crate) async fn keep(
    tx: &mut Tx,
    staff_id: &str,
    area: &str,
    view: &SavedView,
    replace: bool,
    now: i64,
) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "INSERT INTO saved_views (id, location_id, staff_id, area, name, query, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (staff_id, area, name) DO UPDATE SET query = excluded.query WHERE $8 = 1",
    )
    .bind(&view.id)
    .bind(LOCATION)
    .bind(staff_id)
    .bind(area)
    .bind(&view.name)
    .bind(&view.query)
    .bind(now)
    .bind(i64::from(replace))
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// How many views a person keeps for an area.
pub(crate) async fn count(tx: &mut Tx, staff_id: &str, area: &str) -> Result<i64, DomainError> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS n FROM saved_views WHERE location_id = $1 AND staff_id = $2 AND area = $3",
    )
    .bind(LOCATION)
    .bind(staff_id)
    .bind(area)
    .fetch_one(&mut **tx)
    .await?;
    Ok(row.try_get("n")?)
}

/// Forgets a view; `false` if it is not this person's.
pub(crate) async fn remove(tx: &mut Tx, staff_id: &str, id: &str) -> Result<bool, DomainError> {
    let done =
        sqlx::query("DELETE FROM saved_views WHERE location_id = $1 AND staff_id = $2 AND id = $3")
            .bind(LOCATION)
            .bind(staff_id)
            .bind(id)
            .execute(&mut **tx)
            .await?;
    Ok(done.rows_affected() == 1)
}
