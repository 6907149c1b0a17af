//! Paying while we talk: the public page is opened to the caller, and the link gets to them somehow.

use serde_json::json;
use shared::console::live::LiveKind;
use shared::console::outside;
use shared::console::phone_orders::{Channel, Link, LinkRequest, SharedLink, StepKind, Way};
use shared::{CheckoutId, CheckoutStatus, EmailAddress};

use super::make::record_act;
use super::{get, view, way};
use crate::DomainError;
use crate::app::App;
use crate::business::{self, fill};
use crate::checkout::CheckoutRecord;
use crate::live;
use crate::mail::{self, Email};
use crate::qr;
use crate::random;
use crate::staff::Actor;
use crate::store::phone_orders::{self, NewStep, PhoneOrderRow};
use crate::store::{Tx, checkouts};

/// Opens the public page to the caller and notes how the link gets there. If a card was about to be keyed, its intent is
/// closed at Dojo first, and known to be.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::InvalidField`], Dojo's.
pub(crate) async fn share(
    app: &App,
    actor: &Actor,
    id: &CheckoutId,
    request: LinkRequest,
) -> Result<SharedLink, DomainError> {
    let (record, row) = get(app, id).await?;
    if record.status.is_final() {
        return Ok(SharedLink {
            order: view(app, id).await?,
            link: None,
        });
    }
    let words = Words::of(app, &record).await?;
    let email = match request.channel {
        Some(Channel::Email) => {
            Some(words.email(app, id, recipient(request.email_address, &row)?)?)
        }
        _ => None,
    };
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    checkouts::lock(&mut tx, id.as_str(), now).await?;
    let opened = phone_orders::set_way(&mut tx, id.as_str(), Way::Link).await?;
    if let Some(email) = &email {
        mail::enqueue(&mut tx, email, now).await?;
    }
    if opened || request.channel.is_some() {
        let after = json!({"way": Way::Link, "channel": request.channel});
        record_act(&mut tx, actor, "phone_order.link_shared", id, after, now).await?;
    }
    if opened {
        add(&mut tx, actor, id, StepKind::LinkOpen, None, now).await?;
    }
    if let Some(channel) = request.channel {
        add(&mut tx, actor, id, StepKind::Sent, Some(channel), now).await?;
    }
    tx.commit().await?;
    live::hint(app);
    mail::hint(app);
    way::close_other(app, id, false).await?;
    let order = view(app, id).await?;
    let link = match order.status {
        CheckoutStatus::Open | CheckoutStatus::Waiting => Some(words.link(app, &row)?),
        _ => None,
    };
    Ok(SharedLink { order, link })
}

/// The link, as long as it is open to the caller. Looking at it opens nothing.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Store`].
pub(crate) async fn link(app: &App, id: &CheckoutId) -> Result<SharedLink, DomainError> {
    let (record, row) = get(app, id).await?;
    let order = view(app, id).await?;
    let link = match (row.way, order.status) {
        (Way::Link, CheckoutStatus::Open | CheckoutStatus::Waiting) => {
            Some(Words::of(app, &record).await?.link(app, &row)?)
        }
        _ => None,
    };
    Ok(SharedLink { order, link })
}

fn recipient(
    asked: Option<EmailAddress>,
    row: &PhoneOrderRow,
) -> Result<EmailAddress, DomainError> {
    asked
        .or_else(|| row.caller.email_address.clone())
        .ok_or_else(|| DomainError::invalid("emailAddress", "Enter the caller’s e-mail address."))
}

async fn add(
    tx: &mut Tx,
    actor: &Actor,
    id: &CheckoutId,
    kind: StepKind,
    channel: Option<Channel>,
    now: i64,
) -> Result<(), DomainError> {
    let source = random::id::<6>("link:")?;
    let step = NewStep {
        kind,
        source: &source,
        staff_name: Some(&actor.name),
        detail: channel.map(Channel::words),
        happened_at: now,
    };
    phone_orders::add_step(tx, id.as_str(), &step, now).await?;
    Ok(())
}

/// What is sent, filled in.
struct Words {
    url: String,
    text: String,
    subject: String,
    email: String,
}

impl Words {
    async fn of(app: &App, record: &CheckoutRecord) -> Result<Self, DomainError> {
        let url = app
            .public_url
            .join(&format!("pay/{}", record.id))
            .map_err(|cause| DomainError::Internal(format!("public_url: {cause}")))?
            .to_string();
        let settings = business::settings(app).await;
        let amount = record.amount.to_string();
        let values = [
            ("business", settings.merchant.name.as_str()),
            ("amount", amount.as_str()),
            ("reference", record.reference.as_str()),
            ("link", url.as_str()),
        ];
        Ok(Self {
            text: fill(&settings.messages.link_text, &values),
            subject: fill(&settings.messages.link_subject, &values),
            email: fill(&settings.messages.link_email, &values),
            url,
        })
    }

    fn email(&self, app: &App, id: &CheckoutId, to: EmailAddress) -> Result<Email, DomainError> {
        if !mail::is_configured(app) {
            return Err(DomainError::Conflict(
                "This server sends no e-mail. Use your own mail program instead.",
            ));
        }
        Ok(Email {
            to,
            subject: self.subject.clone(),
            text: self.email.clone(),
            html: None,
            about: (LiveKind::PhoneOrder, id.to_string()),
            reminder: false,
        })
    }

    fn link(&self, app: &App, row: &PhoneOrderRow) -> Result<Link, DomainError> {
        let number = row.caller.phone_number.as_ref();
        let dialled = number.map_or_else(String::new, shared::PhoneNumber::dialled);
        let address = row.caller.email_address.as_ref();
        Ok(Link {
            sms_url: outside::sms(&dialled, &self.text),
            whatsapp_url: outside::whatsapp(&dialled, &self.text),
            mail_url: outside::mailto(
                address.map_or("", EmailAddress::as_str),
                &self.subject,
                &self.email,
            ),
            qr_svg: qr::svg(&self.url)?,
            can_email: mail::is_configured(app),
            text: self.text.clone(),
            url: self.url.clone(),
        })
    }
}
