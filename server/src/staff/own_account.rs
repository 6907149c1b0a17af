//! One's own password, and where one is signed in; for owners, where everybody is.

use std::collections::BTreeSet;

use serde_json::json;
use shared::console::account::{OpenSession, PasswordChange};
use shared::password;

use super::audit::{self, Entry};
use super::session::IDLE_MS;
use super::{Actor, in_sandbox, lock};
use crate::DomainError;
use crate::app::App;
use crate::store::{self, sessions, staff_links};

/// Changes the password of `actor`, and ends every other session of theirs. Links for a new password work no more.
///
/// # Errors
/// [`DomainError::InvalidField`] if the current password is wrong or the new one cannot be taken.
pub(crate) async fn change_password(
    app: &App,
    actor: &Actor,
    change: PasswordChange,
) -> Result<(), DomainError> {
    let staff = store::staff::find(app.store.read(), in_sandbox(app), &actor.staff_id).await?;
    let staff = staff.ok_or(DomainError::NotFound)?;
    if let Some(problem) = password::problem(&change.new_password, &staff.email_address) {
        return Err(DomainError::invalid("newPassword", problem));
    }
    let same = change.new_password == change.current_password;
    lock::prove(
        app,
        actor,
        change.current_password.into(),
        "currentPassword",
    )
    .await?;
    if same {
        return Err(DomainError::invalid(
            "newPassword",
            "This is your password already. Choose another one.",
        ));
    }
    let hash = app.passwords.hash(change.new_password.into()).await?;
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    store::staff::set_password(&mut tx, &staff.id, &hash).await?;
    staff_links::withdraw_resets(&mut tx, &staff.id).await?;
    let ended = sessions::end_of_staff(&mut tx, &staff.id, Some(&actor.session_id)).await?;
    let entry = Entry {
        action: "password.changed",
        object_kind: "staff",
        object_id: &staff.id,
        before: None,
        after: Some(json!({ "sessionsEnded": ended })),
    };
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    // The browsers that are signed out by this cover what they show.
    super::tell(&mut tx, &staff.id, now).await?;
    tx.commit().await?;
    crate::live::hint(app);
    Ok(())
}

/// Whose sessions are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// One's own.
    Own,
    /// Everybody's.
    All,
}

/// Where `actor`, or everybody, is signed in.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn open_sessions(
    app: &App,
    actor: &Actor,
    whose: Whose,
) -> Result<Vec<OpenSession>, DomainError> {
    let now = app.clock.now_ms();
    let rows = sessions::all(&app.store, in_sandbox(app), now).await?;
    Ok(rows
        .into_iter()
        .filter(|row| whose == Whose::All || row.staff_id == actor.staff_id)
        .map(|row| OpenSession {
            current: row.id == actor.session_id,
            locked: row.locked_at.is_some() || now - row.seen_at >= IDLE_MS,
            id: row.id,
            staff_id: row.staff_id,
            name: row.name,
            role: row.role,
            address: row.address,
            browser: row.user_agent,
            created_at: row.created_at,
            seen_at: row.seen_at,
            ends_at: row.ends_at,
        })
        .collect())
}

/// Ends a session at once.
///
/// # Errors
/// [`DomainError::NotFound`] if it has ended, or is somebody else's and only one's own are meant.
pub(crate) async fn end_session(
    app: &App,
    actor: &Actor,
    whose: Whose,
    id: &str,
) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let row = sessions::find(&app.store, id, now).await?;
    let row = row
        .filter(|row| row.sandbox == in_sandbox(app))
        .filter(|row| whose == Whose::All || row.staff_id == actor.staff_id)
        .ok_or(DomainError::NotFound)?;
    let mut tx = app.store.begin().await?;
    if !sessions::end(&mut tx, &row.id).await? {
        return Err(DomainError::NotFound);
    }
    let entry = Entry {
        action: "session.revoked",
        object_kind: "session",
        object_id: &row.id,
        before: Some(json!({ "staff": row.name })),
        after: None,
    };
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    super::tell(&mut tx, &row.staff_id, now).await?;
    tx.commit().await?;
    crate::live::hint(app);
    Ok(())
}

/// Ends every session but the one that asks, at once.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn end_other_sessions(
    app: &App,
    actor: &Actor,
    whose: Whose,
) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let rows = sessions::all(&app.store, in_sandbox(app), now).await?;
    // In order, so that two who do it at once do not wait for each other.
    let signed_in: BTreeSet<String> = rows
        .into_iter()
        .filter(|row| whose == Whose::All || row.staff_id == actor.staff_id)
        .map(|row| row.staff_id)
        .collect();
    let mut tx = app.store.begin().await?;
    for staff_id in &signed_in {
        let ended = sessions::end_of_staff(&mut tx, staff_id, Some(&actor.session_id)).await?;
        if ended == 0 {
            continue;
        }
        let entry = Entry {
            action: "session.others_revoked",
            object_kind: "staff",
            object_id: staff_id,
            before: None,
            after: Some(json!({ "sessionsEnded": ended })),
        };
        audit::record(&mut tx, Some(actor), &entry, now).await?;
        super::tell(&mut tx, staff_id, now).await?;
    }
    tx.commit().await?;
    crate::live::hint(app);
    Ok(())
}
