//! Bringing a hold to the shopper: its address, and the words that go with it.

use serde_json::json;
use shared::console::holds::{HoldChannel, HoldEventKind, HoldShare, SendHold};
use shared::{EmailAddress, free_text};
use url::Url;

use super::tell;
use crate::app::App;
use crate::business::{self, fill};
use crate::mail::{self, Email};
use crate::staff::{Actor, audit};
use crate::store::holds::{self, HoldRow, events, steps};
use crate::{DomainError, live};
use shared::console::live::LiveKind;

/// The shopper's address of a hold.
///
/// # Errors
/// [`DomainError::Internal`] if our own address cannot be built upon.
fn address(app: &App, row: &HoldRow) -> Result<Url, DomainError> {
    app.public_url
        .join(&format!("h/{}", row.code))
        .map_err(|cause| DomainError::Internal(format!("public_url: {cause}")))
}

/// The shopper's address of the hold of this id.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Store`].
pub(crate) async fn address_of(app: &App, id: &str) -> Result<Url, DomainError> {
    address(app, &super::get(app, id).await?)
}

/// The address and the words.
pub(super) async fn share(app: &App, row: &HoldRow) -> Result<HoldShare, DomainError> {
    let url = address(app, row)?;
    let business = business::settings(app).await;
    let amount = row.amount.to_string();
    let values = [
        ("business", business.merchant.name.as_str()),
        ("amount", amount.as_str()),
        ("reference", row.reference.as_str()),
        ("link", url.as_str()),
    ];
    let messages = &business.messages;
    Ok(HoldShare {
        message: fill(&messages.hold_text, &values),
        email_subject: fill(&messages.hold_subject, &values),
        email_text: fill(&messages.hold_email, &values),
        url: url.to_string(),
        mail_is_configured: mail::is_configured(app),
    })
}

/// Sends the hold by e-mail, or notes that staff have brought it to the shopper in another way.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::InvalidField`], [`DomainError::Conflict`] if no card can be given any more or no
/// mail server is set up, [`DomainError::Store`].
pub(crate) async fn send(
    app: &App,
    actor: &Actor,
    id: &str,
    request: &SendHold,
) -> Result<(), DomainError> {
    let to = free_text::line(&request.to, 254)
        .map_err(|error| DomainError::invalid("to", error.to_string()))?;
    let row = super::get(app, id).await?;
    let email = match request.channel {
        HoldChannel::Email => Some(email(app, &row, &to).await?),
        _ => None,
    };
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    let row = holds::lock(&mut tx, id)
        .await?
        .ok_or(DomainError::NotFound)?;
    if !row.shown_status().waits_for_card() {
        return Err(DomainError::Conflict(
            "No card can be given for this hold any more, so it was not sent.",
        ));
    }
    if let Some(email) = &email {
        mail::enqueue(&mut tx, email, now).await?;
    }
    steps::mark_sent(&mut tx, id, now).await?;
    let detail = described(request.channel, &to);
    let kind = HoldEventKind::Sent;
    events::append(&mut tx, id, kind, Some(&detail), Some(&actor.name), now).await?;
    let entry = audit::Entry {
        action: "hold.sent",
        object_kind: "hold",
        object_id: id,
        before: None,
        after: Some(json!({ "channel": request.channel, "to": to })),
    };
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    tell(&mut tx, id, now).await?;
    tx.commit().await?;
    live::hint(app);
    mail::hint(app);
    Ok(())
}

async fn email(app: &App, row: &HoldRow, to: &str) -> Result<Email, DomainError> {
    let to = EmailAddress::try_from(to.to_owned())
        .map_err(|error| DomainError::invalid("to", error.to_string()))?;
    if !mail::is_configured(app) {
        return Err(DomainError::Conflict(
            "No mail server is set up, so nothing was sent. Use your own mail program.",
        ));
    }
    let share = share(app, row).await?;
    Ok(Email {
        to,
        subject: share.email_subject,
        text: share.email_text,
        html: None,
        about: (LiveKind::Hold, row.id.clone()),
        reminder: false,
    })
}

fn described(channel: HoldChannel, to: &str) -> String {
    let how = match channel {
        HoldChannel::Email => "by e-mail",
        HoldChannel::MailProgram => "with a mail program",
        HoldChannel::Sms => "by text message",
        HoldChannel::Whatsapp => "by WhatsApp",
        HoldChannel::Copied => "by copying the link",
        HoldChannel::QrCode => "as a QR code",
    };
    if to.is_empty() {
        how.to_owned()
    } else {
        format!("{how} to {to}")
    }
}
