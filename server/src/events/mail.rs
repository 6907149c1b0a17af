//! Sends e-mails that are due, at growing pauses until a mail server takes them.

use shared::console::live::LiveEvent;
use tokio::task::JoinSet;

use super::{all, pauses};
use crate::DomainError;
use crate::app::App;
use crate::business;
use crate::live;
use crate::mail::Refusal;
use crate::store::emails::{self, EmailRow};

/// How many are sent at the same time.
const BATCH: i64 = 4;

/// Nobody else sends a claimed e-mail for this long (milliseconds); longer than sending may take.
const LEASE: i64 = 60_000;

/// Sends what is due.
pub(crate) async fn round(app: &App) -> Result<Option<i64>, DomainError> {
    if app.mailer.is_none() {
        return Ok(None);
    }
    let now = app.clock.now_ms();
    let mut work = JoinSet::new();
    for email in emails::claim(&app.store, now, now + LEASE, BATCH).await? {
        let app = app.clone();
        work.spawn(async move { send_and_settle(&app, &email).await });
    }
    all(work).await?;
    emails::next_due(&app.store).await
}

async fn send_and_settle(app: &App, email: &EmailRow) -> Result<(), DomainError> {
    let Some(mailer) = &app.mailer else {
        return Ok(());
    };
    let answer_to = business::settings(app).await.merchant.email_address.clone();
    let result = mailer.send(email, answer_to.as_ref()).await;
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    match &result {
        Ok(()) => emails::settle(&mut tx, &email.id, None, now).await?,
        Err(refusal) => match pause(refusal, email.tries) {
            Some(pause) => {
                emails::put_off(&mut tx, &email.id, refusal, now + pause).await?;
            }
            None => emails::settle(&mut tx, &email.id, Some(refusal), now).await?,
        },
    }
    let (kind, id) = email.about.clone();
    live::tell(&mut tx, &LiveEvent { kind, id }, now).await?;
    tx.commit().await?;
    live::hint(app);
    let email_id = email.id.as_str();
    match result {
        Ok(()) => tracing::info!(email_id, "e-mail sent"),
        // The reason may repeat the recipient's address, so it is kept for staff and left out of the log.
        Err(Refusal { for_good, .. }) => {
            tracing::warn!(email_id, for_good, "an e-mail was not taken");
        }
    }
    Ok(())
}

fn pause(refusal: &Refusal, tries: i64) -> Option<i64> {
    (!refusal.for_good)
        .then(|| pauses::after_try(tries))
        .flatten()
}
