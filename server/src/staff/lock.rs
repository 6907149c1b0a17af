//! The lock: whoever leaves their place covers the console, and their password takes the cover away.

use secrecy::SecretString;

use super::audit::{self, Entry};
use super::{Actor, in_sandbox};
use crate::DomainError;
use crate::app::App;
use crate::store::{self, sessions};

/// Wrong passwords at the lock before the session ends.
const MOST_FAILURES: i64 = 5;

/// Locks the session of `actor`.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn lock(app: &App, actor: &Actor) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    if sessions::lock(&mut tx, &actor.session_id, now).await? {
        let entry = about(actor, "session.locked");
        audit::record(&mut tx, Some(actor), &entry, now).await?;
        // Their other tabs cover what they show.
        super::tell(&mut tx, &actor.staff_id, now).await?;
    }
    tx.commit().await?;
    crate::live::hint(app);
    Ok(())
}

/// Unlocks it, if the password is right.
///
/// # Errors
/// [`DomainError::InvalidField`] if it is wrong; the fifth time in a row the session ends.
pub(crate) async fn unlock(
    app: &App,
    actor: &Actor,
    password: SecretString,
) -> Result<(), DomainError> {
    prove(app, actor, password, "password").await?;
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    sessions::unlock(&mut tx, &actor.session_id, now).await?;
    let entry = about(actor, "session.unlocked");
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    Ok(tx.commit().await?)
}

/// Makes sure that it is really `actor` who sits there, by their password. Tries are counted for the session, so that
/// strangers elsewhere cannot keep somebody from unlocking.
///
/// # Errors
/// [`DomainError::InvalidField`] about `field` if it is wrong; the fifth time in a row the session ends.
pub(super) async fn prove(
    app: &App,
    actor: &Actor,
    password: SecretString,
    field: &str,
) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    let tries = sessions::count_try(&mut tx, &actor.session_id).await?;
    tx.commit().await?;
    let staff = store::staff::find(app.store.read(), in_sandbox(app), &actor.staff_id).await?;
    let kept = staff
        .filter(|_| tries <= MOST_FAILURES)
        .map(|staff| staff.password_hash);
    let right = app.passwords.fits(password, kept).await?;
    let mut tx = app.store.begin().await?;
    if right {
        sessions::forget_tries(&mut tx, &actor.session_id).await?;
        return Ok(tx.commit().await?);
    }
    let over = tries >= MOST_FAILURES;
    audit::record(&mut tx, Some(actor), &about(actor, "password.refused"), now).await?;
    if over && sessions::end(&mut tx, &actor.session_id).await? {
        audit::record(&mut tx, Some(actor), &about(actor, "session.ended"), now).await?;
        super::tell(&mut tx, &actor.staff_id, now).await?;
    }
    tx.commit().await?;
    crate::live::hint(app);
    Err(DomainError::invalid(
        field,
        if over {
            "This is not your password, for the fifth time. You are signed out. Sign in again."
        } else {
            "This is not your password. Try again."
        },
    ))
}

fn about<'a>(actor: &'a Actor, action: &'static str) -> Entry<'a> {
    Entry {
        action,
        object_kind: "session",
        object_id: &actor.session_id,
        before: None,
        after: None,
    }
}
