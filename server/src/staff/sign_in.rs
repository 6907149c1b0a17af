//! Signing in.

use secrecy::SecretString;
use serde_json::json;

use super::audit::{self, Entry};
use super::in_sandbox;
use super::session::{self, Origin};
use super::throttle::{self, Counted};
use crate::DomainError;
use crate::app::App;
use crate::store::staff::StaffRow;
use crate::store::{self, sessions};

/// Opens a session and answers its token. `old_token` is what the browser sent; that session, if it is one, ends.
///
/// # Errors
/// [`DomainError::InvalidField`] if the address, the password or both are wrong, without telling which;
/// [`DomainError::TooMany`] after too many tries.
pub(crate) async fn sign_in(
    app: &App,
    email_address: &str,
    password: SecretString,
    origin: &Origin,
    old_token: Option<&str>,
) -> Result<String, DomainError> {
    let counted = throttle::count(app, email_address, origin.address).await?;
    let staff = store::staff::by_email(&app.store, in_sandbox(app), email_address).await?;
    let kept = staff.as_ref().map(|staff| staff.password_hash.clone());
    let right = app.passwords.fits(password, kept).await?;
    match staff {
        Some(staff) if right && staff.disabled_at.is_none() => {
            open(app, &staff, &counted, origin, old_token).await
        }
        staff => {
            note_failure(app, staff.as_ref(), &counted, origin).await?;
            Err(DomainError::invalid(
                "password",
                "This e-mail address and password do not belong together. Check both and try again.",
            ))
        }
    }
}

async fn open(
    app: &App,
    staff: &StaffRow,
    counted: &Counted,
    origin: &Origin,
    old_token: Option<&str>,
) -> Result<String, DomainError> {
    let now = app.clock.now_ms();
    let old = match old_token {
        Some(token) => sessions::by_token(&app.store, &session::hash(token), now).await?,
        None => None,
    };
    let mut tx = app.store.begin().await?;
    // Between the look at the row and here somebody may have disabled the account, or changed its password.
    let still = store::staff::find(&mut *tx, staff.sandbox, &staff.id).await?;
    if !still.is_some_and(|still| {
        still.disabled_at.is_none() && still.password_hash == staff.password_hash
    }) {
        return Err(DomainError::NotFound);
    }
    throttle::succeeded(&mut tx, counted).await?;
    if let Some(old) = old {
        sessions::end(&mut tx, &old.id).await?;
    }
    let (token, actor) = session::open(&mut tx, staff, origin, now).await?;
    let entry = Entry {
        action: "session.opened",
        object_kind: "session",
        object_id: &actor.session_id,
        before: None,
        after: None,
    };
    audit::record(&mut tx, Some(&actor), &entry, now).await?;
    tx.commit().await?;
    throttle::forget_old(app).await?;
    Ok(token)
}

/// Only who was tried is kept, never what was typed: people type passwords into the wrong field.
async fn note_failure(
    app: &App,
    staff: Option<&StaffRow>,
    counted: &Counted,
    origin: &Origin,
) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let entry = Entry {
        action: "sign_in.failed",
        object_kind: "staff",
        object_id: staff.map_or("unknown", |staff| &staff.id),
        before: None,
        after: staff.map(|staff| json!({ "staff": staff.name })),
    };
    let mut tx = app.store.begin().await?;
    audit::record_from(&mut tx, origin.address, &entry, now).await?;
    if counted.locks {
        let entry = Entry {
            action: "sign_in.locked",
            after: Some(json!({ "minutes": 30 })),
            ..entry
        };
        audit::record_from(&mut tx, origin.address, &entry, now).await?;
    }
    Ok(tx.commit().await?)
}
