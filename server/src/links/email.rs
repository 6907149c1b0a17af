//! Sending a link by e-mail, and reminding of it.

use serde_json::json;
use shared::EmailAddress;
use shared::console::emails::EmailState;
use shared::console::links::{LinkEmail, LinkState};
use shared::console::live::LiveKind;

use super::{share, tell};
use crate::DomainError;
use crate::app::App;
use crate::live;
use crate::mail::{self, Email};
use crate::staff::{Actor, audit};
use crate::store::Tx;
use crate::store::emails;
use crate::store::links::{self, LinkRow};

/// The most e-mails about one link.
const MOST: i64 = 20;

/// With what a reminder begins.
const REMINDER: &str = "This is a reminder: we sent you this link before.";

/// Sends the link, or reminds an address of it that it was sent to before. Answers at once; the e-mail's state is told live.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Conflict`] if it cannot be paid or e-mails are not set up,
/// [`DomainError::TooMany`], [`DomainError::Store`].
pub(crate) async fn send(
    app: &App,
    actor: &Actor,
    id: &str,
    request: &LinkEmail,
) -> Result<Vec<EmailState>, DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    // Whoever else sends it waits, so that nobody passes the limit together.
    let link = links::lock(&mut tx, id)
        .await?
        .ok_or(DomainError::NotFound)?;
    if !mail::is_configured(app) {
        return Err(DomainError::Conflict(
            "This server sends no e-mails, because no mail server is set up. Use your own mail program. Nothing was sent.",
        ));
    }
    if link.state(now) != LinkState::Open {
        return Err(DomainError::Conflict(
            "This link cannot be paid any more, so it was not sent.",
        ));
    }
    if emails::count_about(&mut tx, LiveKind::Link, id).await? >= MOST {
        return Err(DomainError::TooMany(
            "This link was e-mailed 20 times already. It was not sent again.",
        ));
    }
    let reminder = emails::was_sent(&mut tx, LiveKind::Link, id, &request.to).await?;
    enqueue(app, &mut tx, &link, &request.to, reminder, now).await?;
    let entry = audit::Entry {
        action: if reminder {
            "link.reminded"
        } else {
            "link.sent"
        },
        object_kind: "link",
        object_id: id,
        before: None,
        after: Some(json!({ "to": request.to })),
    };
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    tell(&mut tx, id, now).await?;
    tx.commit().await?;
    mail::hint(app);
    live::hint(app);
    mail::about(app, LiveKind::Link, id).await
}

/// Writes the e-mail.
///
/// # Errors
/// [`DomainError::Store`].
pub(super) async fn enqueue(
    app: &App,
    tx: &mut Tx,
    link: &LinkRow,
    to: &EmailAddress,
    reminder: bool,
    now: i64,
) -> Result<(), DomainError> {
    let words = share::words(app, link)?;
    let (subject, text) = match reminder {
        true => (
            format!("Reminder: {}", words.subject),
            format!("{REMINDER}\n\n{}", words.email),
        ),
        false => (words.subject, words.email),
    };
    let email = Email {
        to: to.clone(),
        subject,
        text,
        html: None,
        about: (LiveKind::Link, link.id.clone()),
        reminder,
    };
    mail::enqueue(tx, &email, now).await?;
    Ok(())
}
