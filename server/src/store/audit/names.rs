//! What people call the things that the trail knows by their ids.

use std::collections::HashMap;

use sqlx::{AssertSqlSafe, Row as _};

use super::super::{LOCATION, Store};
use crate::DomainError;

/// Where the things of a kind stand: the kind, the query for `id` and `name`, and the name of the id in it. `$1` is the location.
const NAMED: [(&str, &str, &str); 5] = [
    (
        "payment",
        "SELECT payment_intent_id AS id, shown_reference AS name FROM payments WHERE location_id = $1",
        "payment_intent_id",
    ),
    (
        "link",
        "SELECT id, reference AS name FROM links WHERE location_id = $1",
        "id",
    ),
    (
        "hold",
        "SELECT id, reference AS name FROM holds WHERE location_id = $1",
        "id",
    ),
    (
        "phone_order",
        "SELECT id, reference AS name FROM checkouts WHERE location_id = $1",
        "id",
    ),
    (
        "customer",
        "SELECT id, name FROM customers WHERE location_id = $1 AND deleted_at IS NULL",
        "id",
    ),
];

/// The ids of everything with the reference `$?`. Orders are looked for among those taken on the phone, the others being
/// payments' own.
pub(super) const WITH_REFERENCE: &str =
    "SELECT payment_intent_id FROM payments WHERE location_id = $1 AND shown_reference = $?
     UNION ALL SELECT id FROM links WHERE location_id = $1 AND reference = $?
     UNION ALL SELECT id FROM holds WHERE location_id = $1 AND reference = $?
     UNION ALL SELECT o.checkout_id FROM phone_orders o JOIN checkouts c ON c.id = o.checkout_id
       WHERE o.location_id = $1 AND c.reference = $?";

/// The reference or name of each of these things that has one, by its id. Nothing for kinds that have none.
pub(crate) async fn of_kind(
    store: &Store,
    kind: &str,
    ids: &[&str],
) -> Result<HashMap<String, String>, DomainError> {
    let Some((_, named, id)) = NAMED.iter().find(|(known, ..)| *known == kind) else {
        return Ok(HashMap::new());
    };
    let places: Vec<String> = (2..ids.len() + 2)
        .map(|place| format!("${place}"))
        .collect();
    let sql = format!("{named} AND {id} IN ({})", places.join(", "));
    let mut query = sqlx::query(AssertSqlSafe(sql)).bind(LOCATION);
    for id in ids {
        query = query.bind(*id);
    }
    let rows = query.fetch_all(store.read()).await?;
    rows.iter()
        .map(|row| Ok((row.try_get("id")?, row.try_get("name")?)))
        .collect()
}
