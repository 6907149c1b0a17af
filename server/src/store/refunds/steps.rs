//! The guarded steps of a refund. Each tells by the row count whether it was taken.

use sqlx::Row;

use super::super::{LOCATION, Store, Tx};
use super::{RefundRow, RefundStep, columns, read};
use crate::DomainError;

/// Writes a new one, to be sent by whoever wrote it, or after `next_at` by the background.
pub(crate) async fn insert(
    tx: &mut Tx,
    refund: &RefundRow,
    next_at: Option<i64>,
) -> Result<(), DomainError> {
    sqlx::query(
        "INSERT INTO refunds (id, location_id, payment_intent_id, kind, status, currency, amount, reason, notes,
                              idempotency_key, requested_by, requested_by_name, requested_at, first_sent_at,
                              refunded_before, next_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
    )
    .bind(&refund.id)
    .bind(LOCATION)
    .bind(&refund.payment_intent_id)
    .bind(if refund.is_reversal { "reversal" } else { "refund" })
    .bind(refund.status.as_str())
    .bind(&refund.currency)
    .bind(refund.amount)
    .bind(refund.reason.as_deref())
    .bind(refund.notes.as_deref())
    .bind(&refund.idempotency_key)
    .bind(&refund.requested_by)
    .bind(&refund.requested_by_name)
    .bind(refund.requested_at)
    .bind(refund.first_sent_at)
    .bind(refund.refunded_before)
    .bind(next_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What a step changes besides the status; what is absent stays.
#[derive(Clone, Debug, Default)]
pub(crate) struct Change<'a> {
    pub(crate) dojo_refund_id: Option<&'a str>,
    pub(crate) error: Option<&'a str>,
    /// Id and name of the second person.
    pub(crate) decided_by: Option<(&'a str, &'a str)>,
    /// When the background looks at it again; absent: not any more.
    pub(crate) next_at: Option<i64>,
    /// It is sent now for the first time, and the payment shows so much refunded (minor units).
    pub(crate) sent_after: Option<i64>,
}

/// `from` → `to`; `false` if it was not in any of `from`.
pub(crate) async fn set_status(
    tx: &mut Tx,
    id: &str,
    from: &[RefundStep],
    to: RefundStep,
    change: &Change<'_>,
    now: i64,
) -> Result<bool, DomainError> {
    let Some(refund) = lock(tx, id).await? else {
        return Ok(false);
    };
    if !from.contains(&refund.status) {
        return Ok(false);
    }
    let decided_at = change.decided_by.map(|_| now);
    let first_sent_at = change.sent_after.map(|_| now);
    let accepted_at = (to == RefundStep::Accepted).then_some(now);
    let settled_at = (!to.reserves()).then_some(now);
    sqlx::query(
        "UPDATE refunds SET status = $3, dojo_refund_id = COALESCE($4, dojo_refund_id), last_error = $5,
                            decided_by = COALESCE($6, decided_by), decided_by_name = COALESCE($7, decided_by_name),
                            decided_at = COALESCE($8, decided_at), first_sent_at = COALESCE($9, first_sent_at),
                            refunded_before = COALESCE($10, refunded_before), accepted_at = COALESCE($11, accepted_at),
                            next_at = $12, settled_at = $13
         WHERE location_id = $1 AND id = $2",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(to.as_str())
    .bind(change.dojo_refund_id)
    .bind(change.error)
    .bind(change.decided_by.map(|(id, _)| id))
    .bind(change.decided_by.map(|(_, name)| name))
    .bind(decided_at)
    .bind(first_sent_at)
    .bind(change.sent_after)
    .bind(accepted_at)
    .bind(change.next_at)
    .bind(settled_at)
    .execute(&mut **tx)
    .await?;
    Ok(true)
}

/// Holds the row for the rest of the transaction.
async fn lock(tx: &mut Tx, id: &str) -> Result<Option<RefundRow>, DomainError> {
    sqlx::query(concat!(
        "UPDATE refunds SET tries = tries WHERE location_id = $1 AND id = $2 RETURNING ",
        columns!()
    ))
    .bind(LOCATION)
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?
    .as_ref()
    .map(read)
    .transpose()
}

/// Takes up to `limit` that are due; nobody else gets them before `lease_until`.
pub(crate) async fn claim(
    store: &Store,
    now: i64,
    lease_until: i64,
    limit: i64,
) -> Result<Vec<RefundRow>, DomainError> {
    let sql = store.per_dialect(
        concat!(
            "UPDATE refunds SET next_at = $1, tries = tries + 1 WHERE id IN
               (SELECT id FROM refunds WHERE status IN ('sending', 'unknown', 'accepted') AND next_at <= $2
                ORDER BY next_at LIMIT $3)
             RETURNING ",
            columns!()
        ),
        concat!(
            "UPDATE refunds SET next_at = $1, tries = tries + 1 WHERE id IN
               (SELECT id FROM refunds WHERE status IN ('sending', 'unknown', 'accepted') AND next_at <= $2
                ORDER BY next_at LIMIT $3 FOR UPDATE SKIP LOCKED)
             RETURNING ",
            columns!()
        ),
    );
    sqlx::query(sql)
        .bind(lease_until)
        .bind(now)
        .bind(limit)
        .fetch_all(store.write())
        .await?
        .iter()
        .map(read)
        .collect()
}

/// When the next falls due.
pub(crate) async fn next_due(store: &Store) -> Result<Option<i64>, DomainError> {
    let row = sqlx::query(
        "SELECT next_at FROM refunds WHERE status IN ('sending', 'unknown', 'accepted') AND next_at IS NOT NULL
         ORDER BY next_at LIMIT 1",
    )
    .fetch_optional(store.read())
    .await?;
    Ok(row.map(|row| row.try_get("next_at")).transpose()?)
}

/// Makes due what a killed process had taken: see [`Store::release_leases`].
pub(crate) async fn release(tx: &mut Tx, now: i64) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE refunds SET next_at = $1 WHERE status IN ('sending', 'unknown', 'accepted')
           AND next_at > $1 AND next_at <= $1 + 60000",
    )
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
