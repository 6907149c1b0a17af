//! Writing down what a reading of the intent said about its attempt.

use shared::checkout::Decline;

use super::super::{LOCATION, Tx};
use super::{AttemptRow, AttemptStatus};
use crate::DomainError;

/// What a reading of the intent says about its attempt.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    /// `captured` or `cancelled`, from wherever it stands; `None` leaves the status.
    pub(crate) end: Option<AttemptStatus>,
    pub(crate) declines: i64,
    pub(crate) last_decline: Option<Decline>,
    /// The amounts that the intent has, if they are the ones that it was to be changed to, or that it ended with as asked for.
    /// Others leave those that it may still be changed to: the reading may be from before the change.
    pub(crate) amounts: Option<(i64, i64)>,
    /// Whether money may be moving.
    pub(crate) progress: Progress,
}

/// Whether money may be moving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// Nothing is under way any more.
    Settled,
    /// As it was.
    Unchanged,
    /// Dojo says so.
    UnderWay,
}

/// Writes what a reading of the intent said.
pub(crate) async fn record_reading(
    tx: &mut Tx,
    attempt: &AttemptRow,
    reading: &Reading,
    now: i64,
) -> Result<(), DomainError> {
    let (amount, tips_amount) = reading
        .amounts
        .unwrap_or((attempt.amount, attempt.tips_amount));
    sqlx::query(
        "UPDATE attempts SET
           status = COALESCE($3, status), declines = $4, last_decline = $5, amount = $6, tips_amount = $7,
           pending_amount = CASE WHEN $8 = 1 THEN NULL ELSE pending_amount END,
           pending_tips_amount = CASE WHEN $8 = 1 THEN NULL ELSE pending_tips_amount END,
           waiting_since = CASE WHEN $9 = 0 THEN NULL WHEN $9 = 2 THEN COALESCE(waiting_since, $10)
                                ELSE waiting_since END,
           waiting_until = CASE WHEN $9 = 0 THEN NULL ELSE waiting_until END,
           poll_at = CASE WHEN $3 IS NULL THEN poll_at ELSE NULL END,
           updated_at = CASE WHEN $8 = 0 AND pending_amount IS NOT NULL THEN updated_at ELSE $10 END
         WHERE location_id = $1 AND id = $2",
    )
    .bind(LOCATION)
    .bind(&attempt.id)
    .bind(reading.end.map(status_text))
    .bind(reading.declines)
    .bind(reading.last_decline.map(decline_text))
    .bind(amount)
    .bind(tips_amount)
    .bind(i64::from(reading.amounts.is_some()))
    .bind(match reading.progress {
        Progress::Settled => 0_i64,
        Progress::Unchanged => 1,
        Progress::UnderWay => 2,
    })
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

fn status_text(status: AttemptStatus) -> &'static str {
    match status {
        AttemptStatus::Creating => "creating",
        AttemptStatus::Open => "open",
        AttemptStatus::Closing => "closing",
        AttemptStatus::Settled => "settled",
        AttemptStatus::Cancelled => "cancelled",
        AttemptStatus::Abandoned => "abandoned",
    }
}

fn decline_text(decline: Decline) -> &'static str {
    match decline {
        Decline::Declined => "declined",
        Decline::AuthenticationFailed => "authentication_failed",
    }
}
