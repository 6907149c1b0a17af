//! Coming in by a link: the first owner, a new colleague, somebody with a new password.

use serde_json::json;
use shared::console::entrance::{Entrance, EntranceKind, EntranceLink};
use shared::{EmailAddress, password};

use super::audit::{self, Entry};
use super::session::{self, Origin};
use super::{Actor, in_sandbox, throttle};
use crate::DomainError;
use crate::app::App;
use crate::store::staff::StaffRow;
use crate::store::staff_links::{self, LinkRow};
use crate::store::{self, Tx, sessions};

/// What the link of this token is for.
///
/// # Errors
/// [`DomainError::NotFound`] if it was used, withdrawn, is too old or never was.
pub(crate) async fn look(app: &App, token: &str) -> Result<EntranceLink, DomainError> {
    let link = find(app, token).await?;
    Ok(EntranceLink {
        kind: link.kind,
        name: link.name,
        email_address: link.email_address,
        role: link.role,
        invited_by: link.invited_by,
    })
}

/// Uses the link up, opens a session and answers its token.
///
/// # Errors
/// As [`look`], and [`DomainError::InvalidField`] about what was sent; the link can then still be used.
pub(crate) async fn enter(
    app: &App,
    token: &str,
    entrance: Entrance,
    origin: &Origin,
) -> Result<String, DomainError> {
    let link = find(app, token).await?;
    let email_address = email_address(&link, entrance.email_address.as_ref())?;
    let name = match (&link.kind, entrance.name) {
        (EntranceKind::Reset, _) | (EntranceKind::Invitation, None) => link.name.clone(),
        (_, name) => name.map(String::from),
    };
    let name = name.ok_or_else(|| DomainError::invalid("name", "Enter your name."))?;
    if let Some(problem) = password::problem(&entrance.password, &email_address) {
        return Err(DomainError::invalid("password", problem));
    }
    let password_hash = app.passwords.hash(entrance.password.into()).await?;
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    if !staff_links::use_up(&mut tx, &link.id, now).await? {
        return Err(DomainError::NotFound);
    }
    let staff = match link.kind {
        EntranceKind::Reset => renew(&mut tx, &link, &password_hash).await?,
        EntranceKind::SetUp | EntranceKind::Invitation => {
            let staff = StaffRow {
                id: crate::random::id::<16>("st_")?,
                name,
                email_address,
                role: link.role,
                password_hash,
                sandbox: link.sandbox,
                demo: false,
                created_at: now,
                signed_in_at: None,
                disabled_at: None,
            };
            add(&mut tx, &link, &staff).await?;
            staff
        }
    };
    throttle::forgive(&mut tx, &staff.email_address).await?;
    let (token, actor) = session::open(&mut tx, &staff, origin, now).await?;
    note(&mut tx, &link, &staff, &actor, now).await?;
    super::tell(&mut tx, &staff.id, now).await?;
    tx.commit().await?;
    crate::live::hint(app);
    Ok(token)
}

async fn find(app: &App, token: &str) -> Result<LinkRow, DomainError> {
    let now = app.clock.now_ms();
    let hash = session::hash(token);
    let link = staff_links::usable(&app.store, in_sandbox(app), &hash, now).await?;
    link.ok_or(DomainError::NotFound)
}

/// Only whoever sets up chooses the address; others were invited to one.
fn email_address(link: &LinkRow, chosen: Option<&EmailAddress>) -> Result<String, DomainError> {
    let address = match link.kind {
        EntranceKind::SetUp => chosen.map(ToString::to_string),
        EntranceKind::Invitation | EntranceKind::Reset => link.email_address.clone(),
    };
    address.ok_or_else(|| DomainError::invalid("emailAddress", "Enter your e-mail address."))
}

async fn add(tx: &mut Tx, link: &LinkRow, staff: &StaffRow) -> Result<(), DomainError> {
    // Two links for setting up, opened by two people, make one first owner.
    let set_up = link.kind == EntranceKind::SetUp;
    if set_up && store::staff::owners(tx, staff.sandbox).await? > 0 {
        return Err(DomainError::NotFound);
    }
    if store::staff::insert(tx, staff).await? {
        return Ok(());
    }
    Err(DomainError::invalid(
        "emailAddress",
        "Somebody with this e-mail address has an account already. Sign in instead.",
    ))
}

async fn renew(tx: &mut Tx, link: &LinkRow, password_hash: &str) -> Result<StaffRow, DomainError> {
    let id = link.staff_id.as_deref().unwrap_or_default();
    let staff = store::staff::find(&mut **tx, link.sandbox, id).await?;
    let staff = staff.filter(|staff| staff.disabled_at.is_none());
    let staff = staff.ok_or(DomainError::NotFound)?;
    store::staff::set_password(tx, &staff.id, password_hash).await?;
    sessions::end_of_staff(tx, &staff.id, None).await?;
    Ok(staff)
}

async fn note(
    tx: &mut Tx,
    link: &LinkRow,
    staff: &StaffRow,
    actor: &Actor,
    now: i64,
) -> Result<(), DomainError> {
    let entry = match link.kind {
        EntranceKind::Reset => Entry {
            action: "password.reset",
            object_kind: "staff",
            object_id: &staff.id,
            before: None,
            after: None,
        },
        EntranceKind::SetUp | EntranceKind::Invitation => Entry {
            action: "staff.added",
            object_kind: "staff",
            object_id: &staff.id,
            before: None,
            after: Some(json!({
                "name": staff.name,
                "emailAddress": staff.email_address,
                "role": staff.role,
            })),
        },
    };
    audit::record(tx, Some(actor), &entry, now).await
}
