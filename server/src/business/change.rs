//! Changing the settings: checked, told to the audit trail with old and new values, known at once.

use std::sync::Arc;

use jiff::tz::TimeZone;
use serde_json::{Value, json};
use shared::console::live::{LiveEvent, LiveKind};
use shared::console::settings::rules::Problem;
use shared::console::settings::{Messages, PaymentRules, Profile};

use super::stored::{Stored, StoredProfile};
use super::{BusinessSettings, SETTING, reread};
use crate::DomainError;
use crate::app::App;
use crate::live;
use crate::staff::Actor;
use crate::staff::audit::{self, Entry};
use crate::store::{Tx, settings as rows};

/// A section of the settings, as the audit trail names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Profile,
    Rules,
    Messages,
    Callback,
    Logo,
}

/// Sets who the business is.
///
/// # Errors
/// [`DomainError::InvalidField`], [`DomainError::Stale`], [`DomainError::Store`].
pub(crate) async fn set_profile(
    app: &App,
    actor: &Actor,
    seen_version: i64,
    profile: Profile,
) -> Result<Arc<BusinessSettings>, DomainError> {
    profile.check().map_err(invalid)?;
    TimeZone::get(&profile.time_zone).map_err(|_| {
        DomainError::invalid(
            "value.timeZone",
            "Choose a time zone such as Europe/London.",
        )
    })?;
    set(app, actor, seen_version, Section::Profile, |stored| {
        stored.profile = Some(StoredProfile {
            name: profile.name.trim().to_owned(),
            email_address: profile.email_address,
            phone_number: profile.phone_number.map(|phone| phone.trim().to_owned()),
            accent: profile.accent.map(|accent| accent.to_lowercase()),
            time_zone: profile.time_zone,
            currency: profile.currency,
        });
    })
    .await
}

/// Sets limits, receipts and terms.
///
/// # Errors
/// [`DomainError::InvalidField`], [`DomainError::Stale`], [`DomainError::Store`].
pub(crate) async fn set_rules(
    app: &App,
    actor: &Actor,
    seen_version: i64,
    rules: PaymentRules,
) -> Result<Arc<BusinessSettings>, DomainError> {
    rules.check().map_err(invalid)?;
    set(app, actor, seen_version, Section::Rules, |stored| {
        stored.rules = Some(rules);
    })
    .await
}

/// Sets the words of e-mails and text messages.
///
/// # Errors
/// [`DomainError::InvalidField`], [`DomainError::Stale`], [`DomainError::Store`].
pub(crate) async fn set_messages(
    app: &App,
    actor: &Actor,
    seen_version: i64,
    messages: Messages,
) -> Result<Arc<BusinessSettings>, DomainError> {
    messages.check().map_err(invalid)?;
    set(app, actor, seen_version, Section::Messages, |stored| {
        stored.messages = Some(messages);
    })
    .await
}

fn invalid((field, message): Problem) -> DomainError {
    DomainError::invalid(format!("value.{field}"), message)
}

/// Changes one section, unless the screen showed older settings than there are.
pub(super) async fn set(
    app: &App,
    actor: &Actor,
    seen_version: i64,
    section: Section,
    change: impl FnOnce(&mut Stored),
) -> Result<Arc<BusinessSettings>, DomainError> {
    let mut begun = begin(app, seen_version).await?;
    change(&mut begun.stored);
    finish(app, actor, section, begun).await
}

/// Settings that nobody else can change until the transaction ends.
pub(super) struct Begun {
    pub(super) tx: Tx,
    pub(super) stored: Stored,
    pub(super) now: i64,
    before: BusinessSettings,
}

/// Begins a change, unless the screen showed older settings than there are.
pub(super) async fn begin(app: &App, seen_version: i64) -> Result<Begun, DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    let text = rows::lock(&mut tx, SETTING, "{}", now).await?;
    let stored = Stored::parse(Some(&text))?;
    if stored.version != seen_version {
        return Err(DomainError::Stale(
            "Somebody else has changed the settings meanwhile. Nothing was saved. \
             Reload to see them as they are, then make your change again."
                .to_owned(),
        ));
    }
    let before = stored.clone().complete(&app.config)?;
    Ok(Begun {
        tx,
        stored,
        now,
        before,
    })
}

/// Writes the change of one section down, and makes it known.
pub(super) async fn finish(
    app: &App,
    actor: &Actor,
    section: Section,
    begun: Begun,
) -> Result<Arc<BusinessSettings>, DomainError> {
    let Begun {
        mut tx,
        mut stored,
        now,
        before,
    } = begun;
    stored.version += 1;
    let after = stored.clone().complete(&app.config)?;
    let (old, new) = (section.value(&before), section.value(&after));
    if old == new {
        tx.rollback().await?;
        return Ok(Arc::new(before));
    }
    let text = serde_json::to_string(&stored)
        .map_err(|cause| DomainError::Internal(format!("settings: {cause}")))?;
    rows::put(&mut tx, SETTING, &text, now).await?;
    let entry = Entry {
        action: "settings.changed",
        object_kind: "settings",
        object_id: section.name(),
        before: Some(old),
        after: Some(new),
    };
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    let event = LiveEvent {
        kind: LiveKind::Settings,
        id: section.name().to_owned(),
    };
    live::tell(&mut tx, &event, now).await?;
    tx.commit().await?;
    live::hint(app);
    reread(app).await
}

impl Section {
    fn name(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Rules => "rules",
            Self::Messages => "messages",
            Self::Callback => "callback",
            Self::Logo => "logo",
        }
    }

    /// What the audit trail shows of it: of a key no more than its end.
    fn value(self, settings: &BusinessSettings) -> Value {
        match self {
            Self::Profile => json!(settings.profile()),
            Self::Rules => json!(settings.rules()),
            Self::Messages => json!(settings.messages),
            Self::Callback => json!(settings.callback_shown()),
            Self::Logo => json!(settings.logo),
        }
    }
}
