//! What needs a person's attention: how many of each kind, and the first few.

use shared::console::overview::AttentionEntry;
use shared::{Currency, Money};
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, Row as _};

use super::{LOCATION, Store};
use crate::DomainError;

/// How many there are, and the first few.
pub(crate) type Found = (i64, Vec<AttentionEntry>);

/// Runs a query that answers id, title, currency, amount, happens_at, detail and total for the first five.
async fn find(store: &Store, query: Query<'_, Any, AnyArguments>) -> Result<Found, DomainError> {
    let rows = query.fetch_all(store.read()).await?;
    let total = match rows.first() {
        Some(row) => row.try_get("total")?,
        None => 0,
    };
    let entries = rows.iter().map(read).collect::<Result<_, _>>()?;
    Ok((total, entries))
}

fn read(row: &AnyRow) -> Result<AttentionEntry, DomainError> {
    let currency: Option<String> = row.try_get("currency")?;
    let amount: Option<i64> = row.try_get("amount")?;
    let currency = currency.and_then(|code| Currency::try_from(code.as_str()).ok());
    Ok(AttentionEntry {
        id: row.try_get("id")?,
        title: row.try_get("title")?,
        amount: amount
            .zip(currency)
            .map(|(amount, currency)| Money::new(amount, currency)),
        at: row.try_get("happens_at")?,
        detail: row.try_get("detail")?,
    })
}

/// Payments with a flag up whose proposal is this.
pub(crate) async fn flags(store: &Store, proposal: &str) -> Result<Found, DomainError> {
    let query = sqlx::query(
        "SELECT f.payment_intent_id AS id, COALESCE(p.shown_reference, f.payment_intent_id) AS title, p.currency,
                p.total_amount AS amount, f.created_at AS happens_at, f.kind AS detail, COUNT(*) OVER () AS total
         FROM flags f LEFT JOIN payments p ON p.payment_intent_id = f.payment_intent_id
         WHERE f.location_id = $1 AND f.resolved_at IS NULL AND f.proposal = $2
         ORDER BY f.created_at LIMIT 5",
    );
    find(store, query.bind(LOCATION).bind(proposal)).await
}

/// Refunds that Dojo was asked for and did not answer.
pub(crate) async fn refunds_unknown(store: &Store) -> Result<Found, DomainError> {
    let query = sqlx::query(
        "SELECT r.payment_intent_id AS id, p.shown_reference AS title, r.currency, r.amount,
                r.requested_at AS happens_at, r.requested_by_name AS detail, COUNT(*) OVER () AS total
         FROM refunds r JOIN payments p ON p.payment_intent_id = r.payment_intent_id
         WHERE r.location_id = $1 AND r.status = 'unknown' ORDER BY r.requested_at LIMIT 5",
    );
    find(store, query.bind(LOCATION)).await
}

/// Refunds that a second person must confirm.
pub(crate) async fn refunds_awaiting(store: &Store) -> Result<Found, DomainError> {
    let query = sqlx::query(
        "SELECT r.payment_intent_id AS id, p.shown_reference AS title, r.currency, r.amount,
                r.requested_at AS happens_at, r.requested_by_name AS detail, COUNT(*) OVER () AS total
         FROM refunds r JOIN payments p ON p.payment_intent_id = r.payment_intent_id
         WHERE r.location_id = $1 AND r.status = 'awaiting_approval' ORDER BY r.requested_at LIMIT 5",
    );
    find(store, query.bind(LOCATION)).await
}

/// How long an authorization is kept at most (milliseconds).
const KEPT: i64 = 7 * 24 * 60 * 60 * 1000;

/// Authorizations that end before `soon`, with what is not captured of them: all of it, or the rest after a part, which is
/// released when they end.
pub(crate) async fn lapsing(store: &Store, now: i64, soon: i64) -> Result<Found, DomainError> {
    // Two reads, each along an index of its own: what was captured in part was so within the life of its authorization.
    let query = sqlx::query(
        "SELECT id, title, currency, amount, happens_at, detail, COUNT(*) OVER () AS total FROM (
           SELECT payment_intent_id AS id, shown_reference AS title, currency, total_amount AS amount,
                  lapses_at AS happens_at, lapses_to AS detail
           FROM payments WHERE location_id = $1 AND status = 'Authorized' AND lapses_at < $2
           UNION ALL
           SELECT payment_intent_id, shown_reference, currency, total_amount - captured_amount, lapses_at,
                  CAST(NULL AS TEXT)
           FROM payments WHERE location_id = $1 AND paid_at > $3 AND status = 'Captured' AND refunded_amount = 0
             AND captured_amount < total_amount AND capture_mode = 'Manual' AND lapses_at > $4 AND lapses_at < $2
         ) ending ORDER BY happens_at LIMIT 5",
    );
    let query = query.bind(LOCATION).bind(soon).bind(now - KEPT).bind(now);
    find(store, query).await
}

/// Webhooks that were given up.
pub(crate) async fn webhooks(store: &Store) -> Result<Found, DomainError> {
    let query = sqlx::query(
        "SELECT event_id AS id, event_type AS title, CAST(NULL AS TEXT) AS currency, CAST(NULL AS BIGINT) AS amount,
                received_at AS happens_at, last_error AS detail, COUNT(*) OVER () AS total
         FROM inbox WHERE location_id = $1 AND status = 'parked' ORDER BY received_at DESC LIMIT 5",
    );
    find(store, query.bind(LOCATION)).await
}

/// Callbacks to the shop that were given up.
pub(crate) async fn callbacks(store: &Store) -> Result<Found, DomainError> {
    let query = sqlx::query(
        "SELECT o.id, c.reference AS title, c.currency, c.amount, o.created_at AS happens_at, o.last_error AS detail,
                COUNT(*) OVER () AS total
         FROM outbox o JOIN checkouts c ON c.id = o.checkout_id
         WHERE o.location_id = $1 AND o.status = 'parked' ORDER BY o.created_at DESC LIMIT 5",
    );
    find(store, query.bind(LOCATION)).await
}

/// E-mails that could not be sent.
pub(crate) async fn emails(store: &Store) -> Result<Found, DomainError> {
    let query = sqlx::query(
        "SELECT about_id AS id, recipient AS title, CAST(NULL AS TEXT) AS currency, CAST(NULL AS BIGINT) AS amount,
                created_at AS happens_at, about_kind AS detail, COUNT(*) OVER () AS total
         FROM emails WHERE location_id = $1 AND status = 'parked' ORDER BY created_at DESC LIMIT 5",
    );
    find(store, query.bind(LOCATION)).await
}

/// Holds that end before `soon`, or whose card does.
pub(crate) async fn holds(store: &Store, now: i64, soon: i64) -> Result<Found, DomainError> {
    let query = sqlx::query(
        "SELECT id, reference AS title, currency, amount,
                CASE WHEN card_expires_at < expire_at THEN card_expires_at ELSE expire_at END AS happens_at,
                status AS detail, COUNT(*) OVER () AS total
         FROM holds WHERE location_id = $1 AND status IN ('created', 'authorized') AND expire_at > $2
           AND (expire_at < $3 OR card_expires_at < $3)
         ORDER BY expire_at LIMIT 5",
    );
    find(store, query.bind(LOCATION).bind(now).bind(soon)).await
}

/// Payment links that can still be paid, and end before `soon`.
pub(crate) async fn links(store: &Store, now: i64, soon: i64) -> Result<Found, DomainError> {
    let query = sqlx::query(
        "SELECT id, reference AS title, CAST(NULL AS TEXT) AS currency, CAST(NULL AS BIGINT) AS amount,
                expire_at AS happens_at, CAST(NULL AS TEXT) AS detail, COUNT(*) OVER () AS total
         FROM links WHERE location_id = $1 AND deactivated_at IS NULL AND expire_at > $2 AND expire_at < $3
           AND (uses IS NULL OR used < uses)
         ORDER BY expire_at LIMIT 5",
    );
    find(store, query.bind(LOCATION).bind(now).bind(soon)).await
}
