//! The embedded sandbox's demo staff: one of each role, with passwords that everybody may know.

use shared::Role;
use shared::console::session::DemoStaff;

use super::audit::{self, Entry};
use super::in_sandbox;
use crate::DomainError;
use crate::app::App;
use crate::store;
use crate::store::staff::StaffRow;

/// With what the demo member of this role signs in.
#[must_use]
pub fn of(role: Role) -> DemoStaff {
    DemoStaff {
        role,
        email_address: format!("{}@tatami.example", role.as_str()),
        password: format!("tatami-{}", role.as_str()),
    }
}

fn name(role: Role) -> &'static str {
    match role {
        Role::Viewer => "Vera Viewer",
        Role::Clerk => "Clara Clerk",
        Role::Manager => "Manuel Manager",
        Role::Owner => "Olive Owner",
    }
}

/// Makes those that are not there yet. Does nothing outside the embedded sandbox.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn prepare(app: &App) -> Result<(), DomainError> {
    if !in_sandbox(app) {
        return Ok(());
    }
    for role in Role::ALL {
        let demo = of(role);
        if store::staff::by_email(&app.store, true, &demo.email_address)
            .await?
            .is_none()
        {
            add(app, demo).await?;
        }
    }
    Ok(())
}

async fn add(app: &App, demo: DemoStaff) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let staff = StaffRow {
        id: crate::random::id::<16>("st_")?,
        name: name(demo.role).to_owned(),
        email_address: demo.email_address,
        role: demo.role,
        password_hash: app.passwords.hash(demo.password.into()).await?,
        sandbox: true,
        demo: true,
        created_at: now,
        signed_in_at: None,
        disabled_at: None,
    };
    let mut tx = app.store.begin().await?;
    if store::staff::insert(&mut tx, &staff).await? {
        let entry = Entry {
            action: "staff.added",
            object_kind: "staff",
            object_id: &staff.id,
            before: None,
            after: Some(serde_json::json!({ "name": staff.name, "role": staff.role })),
        };
        audit::record(&mut tx, None, &entry, now).await?;
    }
    Ok(tx.commit().await?)
}

/// Those who can be offered at the entrance: made for trying, and their passwords not changed.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn offered(app: &App) -> Result<Vec<DemoStaff>, DomainError> {
    if !in_sandbox(app) {
        return Ok(Vec::new());
    }
    let staff = store::staff::all(&app.store, true).await?;
    let usable = |role: &Role| {
        staff.iter().any(|one| {
            one.demo && one.disabled_at.is_none() && one.email_address == of(*role).email_address
        })
    };
    Ok(Role::ALL.into_iter().rev().filter(usable).map(of).collect())
}
