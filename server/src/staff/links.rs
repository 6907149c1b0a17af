//! Links that let one person in, once: setting up, invitations, new passwords. Only the hash of their token is kept.

use serde_json::json;
use shared::Role;
use shared::console::entrance::EntranceKind;

use super::audit::{self, Entry};
use super::{Actor, session};
use crate::DomainError;
use crate::store::staff::StaffRow;
use crate::store::staff_links::{self, LinkRow};
use crate::store::{self, Store, Tx};

/// How long a link for setting up or for a new password works, in milliseconds.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// How long an invitation works, in milliseconds.
const INVITATION_MS: i64 = 7 * DAY_MS;

/// A link that was just made. It cannot be had again.
#[derive(Clone, Debug)]
pub struct MadeLink {
    /// Its address, without the server's.
    pub path: String,
    /// Until when it works.
    pub expires_at: i64,
}

/// Who is to be let in.
#[derive(Clone, Copy, Debug)]
pub struct Person<'a> {
    /// As colleagues know them.
    pub name: &'a str,
    /// With what they will sign in.
    pub email_address: &'a str,
    /// What they will be able to do.
    pub role: Role,
}

/// A link for the first owner. Those that were made before work no more.
///
/// # Errors
/// [`DomainError::Store`].
pub(super) async fn for_set_up(store: &Store, now: i64) -> Result<MadeLink, DomainError> {
    let link = LinkRow {
        id: crate::random::id::<16>("sl_")?,
        sandbox: false,
        kind: EntranceKind::SetUp,
        name: None,
        email_address: None,
        role: Role::Owner,
        staff_id: None,
        invited_by: None,
        made_by: None,
        created_at: now,
        expires_at: now + DAY_MS,
    };
    let mut tx = store.begin().await?;
    let made = make(&mut tx, &link, None).await?;
    tx.commit().await?;
    Ok(made)
}

/// An invitation, in the transaction `tx`. An earlier one to the same address works no more.
///
/// # Errors
/// [`DomainError::InvalidField`] if somebody has that address already; [`DomainError::NotFound`] as [`make`].
pub(super) async fn invite(
    store: &Store,
    tx: &mut Tx,
    sandbox: bool,
    person: Person<'_>,
    by: Option<&Actor>,
    now: i64,
) -> Result<MadeLink, DomainError> {
    let taken = store::staff::by_email(store, sandbox, person.email_address).await?;
    if taken.is_some() {
        return Err(DomainError::invalid(
            "emailAddress",
            "Somebody with this e-mail address has an account already. Nobody was invited.",
        ));
    }
    let link = LinkRow {
        id: crate::random::id::<16>("sl_")?,
        sandbox,
        kind: EntranceKind::Invitation,
        name: Some(person.name.to_owned()),
        email_address: Some(person.email_address.to_owned()),
        role: person.role,
        staff_id: None,
        invited_by: by.map(|actor| actor.name.clone()),
        made_by: by.map(|actor| actor.staff_id.clone()),
        created_at: now,
        expires_at: now + INVITATION_MS,
    };
    make(tx, &link, by).await
}

/// A link with which somebody who has an account chooses a new password.
///
/// # Errors
/// As [`make`].
pub(super) async fn reset(
    tx: &mut Tx,
    staff: &StaffRow,
    by: Option<&Actor>,
    now: i64,
) -> Result<MadeLink, DomainError> {
    let link = LinkRow {
        id: crate::random::id::<16>("sl_")?,
        sandbox: staff.sandbox,
        kind: EntranceKind::Reset,
        name: Some(staff.name.clone()),
        email_address: Some(staff.email_address.clone()),
        role: staff.role,
        staff_id: Some(staff.id.clone()),
        invited_by: by.map(|actor| actor.name.clone()),
        made_by: by.map(|actor| actor.staff_id.clone()),
        created_at: now,
        expires_at: now + DAY_MS,
    };
    make(tx, &link, by).await
}

/// [`DomainError::NotFound`], as for every role that is too low, if `by` is no owner any more since the request was let in:
/// their links were withdrawn, and this one would be left.
async fn make(tx: &mut Tx, link: &LinkRow, by: Option<&Actor>) -> Result<MadeLink, DomainError> {
    if let Some(actor) = by {
        // Nobody loses the role from here until the link can be found.
        store::staff::owners(tx, link.sandbox).await?;
        let staff = store::staff::find(&mut **tx, link.sandbox, &actor.staff_id).await?;
        staff
            .filter(StaffRow::is_owner)
            .ok_or(DomainError::NotFound)?;
    }
    let token = crate::random::id::<32>("")?;
    staff_links::withdraw_others(tx, link).await?;
    staff_links::insert(tx, link, &session::hash(&token)).await?;
    let (action, address) = match link.kind {
        EntranceKind::SetUp => ("set_up.offered", "set-up"),
        EntranceKind::Invitation => ("invitation.created", "invitation"),
        EntranceKind::Reset => ("password_reset.created", "invitation"),
    };
    let entry = Entry {
        action,
        object_kind: "staff_link",
        object_id: &link.id,
        before: None,
        after: Some(json!({
            "name": link.name,
            "emailAddress": link.email_address,
            "role": link.role,
        })),
    };
    audit::record(tx, by, &entry, link.created_at).await?;
    Ok(MadeLink {
        path: format!("/console/{address}/{token}"),
        expires_at: link.expires_at,
    })
}

/// `tatami staff add`: an invitation from the command line.
///
/// # Errors
/// [`DomainError::InvalidField`] if somebody has that address already.
pub async fn add(
    store: &Store,
    sandbox: bool,
    person: Person<'_>,
    now: i64,
) -> Result<MadeLink, DomainError> {
    let mut tx = store.begin().await?;
    let made = invite(store, &mut tx, sandbox, person, None, now).await?;
    tx.commit().await?;
    Ok(made)
}

/// `tatami staff reset`: a new password for somebody who is locked out. Whoever was disabled is not any more.
///
/// # Errors
/// [`DomainError::NotFound`] if nobody has that address.
pub async fn reset_by_email(
    store: &Store,
    sandbox: bool,
    email_address: &str,
    now: i64,
) -> Result<MadeLink, DomainError> {
    let staff = store::staff::by_email(store, sandbox, email_address).await?;
    let staff = staff.ok_or(DomainError::NotFound)?;
    let mut tx = store.begin().await?;
    if staff.disabled_at.is_some() {
        super::team::set_disabled(&mut tx, &staff, None, None, now).await?;
    }
    let made = reset(&mut tx, &staff, None, now).await?;
    tx.commit().await?;
    Ok(made)
}
