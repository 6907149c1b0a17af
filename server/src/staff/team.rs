//! The team: who has an account, what they may do, who is invited.

use serde_json::json;
use shared::Role;
use shared::console::entrance::EntranceKind;
use shared::console::team::{Invitation, Member, NewInvitation, PersonalLink, RoleChange, Team};

use super::audit::{self, Entry};
use super::links::{self, MadeLink, Person};
use super::{Actor, in_sandbox};
use crate::DomainError;
use crate::app::App;
use crate::store::staff::StaffRow;
use crate::store::staff_links::LinkRow;
use crate::store::{self, Tx, sessions, staff_links};

/// Everybody.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn show(app: &App) -> Result<Team, DomainError> {
    let sandbox = in_sandbox(app);
    let members = store::staff::all(&app.store, sandbox).await?;
    let now = app.clock.now_ms();
    let invitations = staff_links::invitations(&app.store, sandbox, now).await?;
    Ok(Team {
        members: members.into_iter().map(member).collect(),
        invitations: invitations
            .into_iter()
            .map(|link| Invitation {
                id: link.id,
                name: link.name.unwrap_or_default(),
                email_address: link.email_address.unwrap_or_default(),
                role: link.role,
                invited_by: link.invited_by.unwrap_or_default(),
                created_at: link.created_at,
                expires_at: link.expires_at,
            })
            .collect(),
    })
}

fn member(row: StaffRow) -> Member {
    Member {
        id: row.id,
        name: row.name,
        email_address: row.email_address,
        role: row.role,
        created_at: row.created_at,
        signed_in_at: row.signed_in_at,
        disabled_at: row.disabled_at,
    }
}

/// Invites somebody. An earlier invitation to the same address works no more.
///
/// # Errors
/// [`DomainError::InvalidField`] if somebody has that address already.
pub(crate) async fn invite(
    app: &App,
    actor: &Actor,
    new: &NewInvitation,
) -> Result<PersonalLink, DomainError> {
    let now = app.clock.now_ms();
    let person = Person {
        name: new.name.as_str(),
        email_address: new.email_address.as_str(),
        role: new.role,
    };
    let mut tx = app.store.begin().await?;
    let sandbox = in_sandbox(app);
    let made = links::invite(&app.store, &mut tx, sandbox, person, Some(actor), now).await?;
    super::tell(&mut tx, "invitations", now).await?;
    tx.commit().await?;
    crate::live::hint(app);
    personal(app, &made, person.name, person.email_address)
}

/// Takes an invitation back.
///
/// # Errors
/// [`DomainError::NotFound`] if it was taken up, or never was.
pub(crate) async fn withdraw(app: &App, actor: &Actor, id: &str) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    let link = staff_links::withdraw(&mut tx, in_sandbox(app), id).await?;
    let link = link.ok_or(DomainError::NotFound)?;
    note_withdrawn(&mut tx, &link, Some(actor), now).await?;
    super::tell(&mut tx, "invitations", now).await?;
    tx.commit().await?;
    crate::live::hint(app);
    Ok(())
}

async fn note_withdrawn(
    tx: &mut Tx,
    link: &LinkRow,
    actor: Option<&Actor>,
    now: i64,
) -> Result<(), DomainError> {
    let entry = Entry {
        action: "invitation.withdrawn",
        object_kind: "staff_link",
        object_id: &link.id,
        before: Some(
            json!({ "name": link.name, "emailAddress": link.email_address, "role": link.role }),
        ),
        after: None,
    };
    audit::record(tx, actor, &entry, now).await
}

/// Withdraws what an owner who is none any more has handed out: whoever could not be trusted could let themselves in again.
async fn withdraw_all_of(
    tx: &mut Tx,
    staff_id: &str,
    actor: Option<&Actor>,
    now: i64,
) -> Result<(), DomainError> {
    for link in staff_links::withdraw_made_by(tx, staff_id).await? {
        if link.kind == EntranceKind::Invitation {
            note_withdrawn(tx, &link, actor, now).await?;
        }
    }
    Ok(())
}

/// A link with which a colleague chooses a new password.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Conflict`] if they are disabled.
pub(crate) async fn reset(app: &App, actor: &Actor, id: &str) -> Result<PersonalLink, DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    let staff = find(app, &mut tx, id).await?;
    if staff.disabled_at.is_some() {
        return Err(DomainError::Conflict(
            "This account is disabled. Enable it first; then make a link for a new password.",
        ));
    }
    let made = links::reset(&mut tx, &staff, Some(actor), now).await?;
    tx.commit().await?;
    personal(app, &made, &staff.name, &staff.email_address)
}

/// Gives somebody another role, from their next request on.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Conflict`] if it would leave no owner or somebody else was faster.
pub(crate) async fn change_role(
    app: &App,
    actor: &Actor,
    id: &str,
    change: RoleChange,
) -> Result<Member, DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    let staff = find_alone(app, &mut tx, id, change.role == Role::Owner).await?;
    if staff.role != change.seen_role {
        return Err(DomainError::Conflict(
            "Somebody else changed this role meanwhile. Nothing was changed now. Look at the list again.",
        ));
    }
    if staff.role != change.role {
        store::staff::set_role(&mut tx, id, change.role).await?;
        if staff.role == Role::Owner {
            withdraw_all_of(&mut tx, id, Some(actor), now).await?;
        }
        let entry = Entry {
            action: "staff.role_changed",
            object_kind: "staff",
            object_id: id,
            before: Some(json!({ "name": staff.name, "role": staff.role })),
            after: Some(json!({ "name": staff.name, "role": change.role })),
        };
        audit::record(&mut tx, Some(actor), &entry, now).await?;
        super::tell(&mut tx, id, now).await?;
    }
    tx.commit().await?;
    crate::live::hint(app);
    Ok(member(StaffRow {
        role: change.role,
        ..staff
    }))
}

/// Forbids somebody to sign in, and ends their sessions at once; or allows it again.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Conflict`] if it would leave no owner.
pub(crate) async fn disable(
    app: &App,
    actor: &Actor,
    id: &str,
    disabled: bool,
) -> Result<Member, DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    let staff = find_alone(app, &mut tx, id, !disabled).await?;
    let at = disabled.then_some(now);
    if staff.disabled_at.is_some() != disabled {
        set_disabled(&mut tx, &staff, at, Some(actor), now).await?;
        super::tell(&mut tx, id, now).await?;
    }
    tx.commit().await?;
    crate::live::hint(app);
    Ok(member(StaffRow {
        disabled_at: at.map(|now| staff.disabled_at.unwrap_or(now)),
        ..staff
    }))
}

/// The change itself, also for the command line.
pub(super) async fn set_disabled(
    tx: &mut Tx,
    staff: &StaffRow,
    at: Option<i64>,
    actor: Option<&Actor>,
    now: i64,
) -> Result<(), DomainError> {
    store::staff::set_disabled(tx, &staff.id, at).await?;
    if at.is_some() {
        sessions::end_of_staff(tx, &staff.id, None).await?;
        staff_links::withdraw_resets(tx, &staff.id).await?;
        withdraw_all_of(tx, &staff.id, actor, now).await?;
    }
    let entry = Entry {
        action: if at.is_some() {
            "staff.disabled"
        } else {
            "staff.enabled"
        },
        object_kind: "staff",
        object_id: &staff.id,
        before: None,
        after: Some(json!({ "name": staff.name })),
    };
    audit::record(tx, actor, &entry, now).await
}

async fn find(app: &App, tx: &mut Tx, id: &str) -> Result<StaffRow, DomainError> {
    let staff = store::staff::find(&mut **tx, in_sandbox(app), id).await?;
    staff.ok_or(DomainError::NotFound)
}

/// The same while nobody else changes the team, refusing to take from the last owner what makes them one.
async fn find_alone(
    app: &App,
    tx: &mut Tx,
    id: &str,
    stays_owner: bool,
) -> Result<StaffRow, DomainError> {
    let owners = store::staff::owners(tx, in_sandbox(app)).await?;
    let staff = find(app, tx, id).await?;
    if staff.is_owner() && owners <= 1 && !stays_owner {
        return Err(DomainError::Conflict(
            "This is the only owner, and there must be one. Make somebody else an owner first. Nothing was changed.",
        ));
    }
    Ok(staff)
}

fn personal(
    app: &App,
    made: &MadeLink,
    name: &str,
    email_address: &str,
) -> Result<PersonalLink, DomainError> {
    let url = app
        .public_url
        .join(&made.path)
        .map_err(|cause| DomainError::Internal(cause.to_string()))?;
    Ok(PersonalLink {
        url: url.to_string(),
        name: name.to_owned(),
        email_address: email_address.to_owned(),
        expires_at: made.expires_at,
    })
}
