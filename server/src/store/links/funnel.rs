//! How many shoppers came how far.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::super::{LOCATION, Tx};
use crate::DomainError;

macro_rules! figures {
    () => {
        "id, tried, declined, used, authorized, released, paid_amount"
    };
}

/// Works the figures of a checkout's link out anew. Answers the link if they have changed. A card was tried if something came
/// of it: that a payment was made ready, or withdrawn, is no sign of a card.
pub(crate) async fn refresh(tx: &mut Tx, checkout_id: &str) -> Result<Option<String>, DomainError> {
    let held = sqlx::query(concat!(
        "UPDATE links SET location_id = location_id
         WHERE id = (SELECT c.link_id FROM checkouts c WHERE c.location_id = $1 AND c.id = $2) RETURNING ",
        figures!()
    ))
    .bind(LOCATION)
    .bind(checkout_id)
    .fetch_optional(&mut **tx)
    .await?;
    let Some(held) = held.as_ref().map(figures).transpose()? else {
        return Ok(None);
    };
    let row = sqlx::query(concat!(
        "UPDATE links SET
           tried = (SELECT COUNT(*) FROM checkouts c WHERE c.link_id = links.id AND EXISTS
             (SELECT 1 FROM payments p JOIN payment_events e ON e.payment_intent_id = p.payment_intent_id
              WHERE p.checkout_id = c.id
                AND e.event_type IN ('AuthChallenged', 'Declined', 'Authorized', 'Captured', 'Error'))),
           declined = (SELECT CAST(COALESCE(SUM(a.declines), 0) AS BIGINT) FROM checkouts c
             JOIN attempts a ON a.checkout_id = c.id WHERE c.link_id = links.id),
           used = (SELECT COUNT(*) FROM checkouts c
             WHERE c.link_id = links.id AND c.status IN ('paid', 'needs_review')),
           authorized = (SELECT COUNT(*) FROM checkouts c JOIN payments p ON p.payment_intent_id = c.paid_intent_id
             WHERE c.link_id = links.id AND p.status = 'Authorized'),
           released = (SELECT COUNT(*) FROM checkouts c JOIN payments p ON p.payment_intent_id = c.paid_intent_id
             WHERE c.link_id = links.id AND c.capture_mode = 'Manual' AND p.status IN ('Canceled', 'Reversed')),
           paid_amount = (SELECT CAST(COALESCE(SUM(p.captured_amount), 0) AS BIGINT) FROM checkouts c
             JOIN payments p ON p.payment_intent_id = c.paid_intent_id
             WHERE c.link_id = links.id AND p.status NOT IN ('Authorized', 'Canceled', 'Reversed')),
           paid_at = (SELECT MAX(c.paid_at) FROM checkouts c WHERE c.link_id = links.id)
         WHERE location_id = $1 AND id = $2 RETURNING ",
        figures!()
    ))
    .bind(LOCATION)
    .bind(&held.0)
    .fetch_one(&mut **tx)
    .await?;
    let now = figures(&row)?;
    Ok((now != held).then_some(now.0))
}

fn figures(row: &AnyRow) -> Result<(String, Vec<i64>), DomainError> {
    let mut figures = Vec::new();
    for name in [
        "tried",
        "declined",
        "used",
        "authorized",
        "released",
        "paid_amount",
    ] {
        figures.push(row.try_get(name)?);
    }
    Ok((row.try_get("id")?, figures))
}

/// Counts a browser that opened the link for the first time, or notes that one came again.
pub(crate) async fn count_opening(
    tx: &mut Tx,
    id: &str,
    first: bool,
    now: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE links SET opened = opened + $3, opened_at = $4 WHERE location_id = $1 AND id = $2",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(i64::from(first))
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
