//! E-mails to shoppers: written with the change that they tell of, sent afterwards, and their state shown to staff.

mod message;
mod smtp;

use shared::EmailAddress;
use shared::console::emails::EmailState;
use shared::console::live::{LiveEvent, LiveKind};

use crate::DomainError;
use crate::app::App;
use crate::random;
use crate::staff::{Actor, audit};
use crate::store::{Tx, emails};
use crate::{live, store};

pub(crate) use smtp::{Mailer, Refusal};

/// The most e-mails that are shown about one thing.
const SHOWN: i64 = 50;

/// An e-mail to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email {
    /// Whom to.
    pub to: EmailAddress,
    /// One line.
    pub subject: String,
    /// For every mail program.
    pub text: String,
    /// The same, laid out.
    pub html: Option<String>,
    /// What it is about: consoles that show this are told whenever the e-mail's state changes.
    pub about: (LiveKind, String),
    /// The same address had one about the same thing before.
    pub reminder: bool,
}

/// Whether we can send e-mails at all. If not, offer the member of staff their own mail program (`mailto:`) instead.
#[must_use]
pub fn is_configured(app: &App) -> bool {
    app.mailer.is_some()
}

/// Writes an e-mail in the transaction of what it tells of. Answers its id (`em_…`). Call [`hint`] after the commit.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn enqueue(tx: &mut Tx, email: &Email, now: i64) -> Result<String, DomainError> {
    let id = random::id::<12>("em_")?;
    emails::insert(tx, &id, email, now).await?;
    Ok(id)
}

/// Rouses the sender, so that what was written goes out at once.
pub(crate) fn hint(app: &App) {
    app.wake.mail.notify_one();
}

/// The e-mails about one thing, the newest first.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn about(
    app: &App,
    kind: LiveKind,
    id: &str,
) -> Result<Vec<EmailState>, DomainError> {
    emails::about_one(&app.store, kind, id, SHOWN).await
}

/// Tries an e-mail again now, one that was given up too. One that was sent stays as it is.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Store`].
pub(crate) async fn retry(app: &App, actor: &Actor, id: &str) -> Result<EmailState, DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    if let Some((kind, about_id)) = emails::retry(&mut tx, id, now).await? {
        let entry = audit::Entry {
            action: "email.retried",
            object_kind: "email",
            object_id: id,
            before: None,
            after: Some(serde_json::json!({ kind.as_str(): about_id })),
        };
        audit::record(&mut tx, Some(actor), &entry, now).await?;
        let event = LiveEvent { kind, id: about_id };
        live::tell(&mut tx, &event, now).await?;
    }
    tx.commit().await?;
    hint(app);
    live::hint(app);
    store::emails::find(&app.store, id)
        .await?
        .ok_or(DomainError::NotFound)
}
