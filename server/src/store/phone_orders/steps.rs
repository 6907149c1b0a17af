//! What happened to a phone order, each thing once.

use shared::console::live::{LiveEvent, LiveKind};
use shared::console::phone_orders::{Step, StepKind};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::super::audit::{self, Who};
use super::super::{LOCATION, Store, Tx, live};
use crate::DomainError;
use crate::staff::audit::Entry;

/// A step to be noted.
#[derive(Clone, Debug)]
pub(crate) struct NewStep<'a> {
    pub(crate) kind: StepKind,
    /// Tells it from all others of the order: noted again, it changes nothing.
    pub(crate) source: &'a str,
    pub(crate) staff_name: Option<&'a str>,
    pub(crate) detail: Option<&'a str>,
    /// Milliseconds since 1970.
    pub(crate) happened_at: i64,
}

/// Notes a step and tells open consoles; `false` if the checkout is no phone order, or the step was noted before.
pub(crate) async fn add_step(
    tx: &mut Tx,
    checkout_id: &str,
    step: &NewStep<'_>,
    now: i64,
) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "INSERT INTO phone_order_steps (checkout_id, source, location_id, kind, detail, staff_name, happened_at, position)
         SELECT p.checkout_id, $3, p.location_id, $4, $5, $6, $7,
                (SELECT COUNT(*) FROM phone_order_steps s WHERE s.checkout_id = p.checkout_id)
         FROM phone_orders p WHERE p.location_id = $1 AND p.checkout_id = $2
         ON CONFLICT DO NOTHING",
    )
    .bind(LOCATION)
    .bind(checkout_id)
    .bind(step.source)
    .bind(kind_text(step.kind))
    .bind(step.detail)
    .bind(step.staff_name)
    .bind(step.happened_at)
    .execute(&mut **tx)
    .await?;
    let added = done.rows_affected() == 1;
    if added {
        tell(tx, checkout_id, now).await?;
    }
    Ok(added)
}

/// Notes that a checkout was closed, if it is a phone order. The audit trail says who had asked.
pub(crate) async fn note_closed(
    tx: &mut Tx,
    checkout_id: &str,
    now: i64,
) -> Result<(), DomainError> {
    let row = sqlx::query("SELECT status FROM checkouts WHERE location_id = $1 AND id = $2")
        .bind(LOCATION)
        .bind(checkout_id)
        .fetch_one(&mut **tx)
        .await?;
    let kind = match row.try_get::<String, _>("status")?.as_str() {
        "expired" => StepKind::Expired,
        "cancelled" => StepKind::Cancelled,
        _ => return Ok(()),
    };
    let step = NewStep {
        kind,
        source: "closed",
        staff_name: None,
        detail: None,
        happened_at: now,
    };
    let noted = add_step(tx, checkout_id, &step, now).await?;
    if noted && kind == StepKind::Cancelled {
        let entry = Entry {
            action: "phone_order.cancelled",
            object_kind: "phone_order",
            object_id: checkout_id,
            before: None,
            after: None,
        };
        audit::append(tx, Who::default(), &entry, now).await?;
    }
    Ok(())
}

async fn tell(tx: &mut Tx, checkout_id: &str, now: i64) -> Result<(), DomainError> {
    let event = LiveEvent {
        kind: LiveKind::PhoneOrder,
        id: checkout_id.to_owned(),
    };
    live::append(tx, &event, now).await
}

/// The steps so far, the oldest first.
pub(crate) async fn steps(store: &Store, checkout_id: &str) -> Result<Vec<Step>, DomainError> {
    sqlx::query(
        "SELECT kind, detail, staff_name, happened_at FROM phone_order_steps
         WHERE location_id = $1 AND checkout_id = $2 ORDER BY happened_at, position, source",
    )
    .bind(LOCATION)
    .bind(checkout_id)
    .fetch_all(store.read())
    .await?
    .iter()
    .map(read)
    .collect()
}

fn read(row: &AnyRow) -> Result<Step, DomainError> {
    Ok(Step {
        kind: kind(&row.try_get::<String, _>("kind")?),
        at: row.try_get("happened_at")?,
        by: row.try_get("staff_name")?,
        detail: row.try_get("detail")?,
    })
}

const KINDS: [(StepKind, &str); 12] = [
    (StepKind::Made, "made"),
    (StepKind::Keying, "keying"),
    (StepKind::LinkOpen, "link_open"),
    (StepKind::Sent, "sent"),
    (StepKind::Opened, "opened"),
    (StepKind::EnteringCard, "entering_card"),
    (StepKind::Challenged, "challenged"),
    (StepKind::Declined, "declined"),
    (StepKind::Paid, "paid"),
    (StepKind::NeedsReview, "needs_review"),
    (StepKind::ReceiptSent, "receipt_sent"),
    (StepKind::Cancelled, "cancelled"),
];

fn kind_text(kind: StepKind) -> &'static str {
    let known = KINDS.iter().find(|(known, _)| *known == kind);
    known.map_or("expired", |(_, text)| text)
}

fn kind(text: &str) -> StepKind {
    match KINDS.iter().find(|(_, known)| *known == text) {
        Some((kind, _)) => *kind,
        None if text == "expired" => StepKind::Expired,
        None => StepKind::Other,
    }
}
