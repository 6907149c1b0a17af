//! Who is signed in, and what the business is, for every component.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::console::session::{Bootstrap, Session};
use shared::{ErrorCode, Role};

use crate::{api, browser};

/// What stands between a member of staff and the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Nothing.
    Open,
    /// The console is locked until the password is given. What was typed stays.
    Locked,
    /// The session has ended. What was typed stays, if the same person signs in again.
    SignedOut,
}

#[derive(Clone, Copy)]
struct State {
    bootstrap: RwSignal<Bootstrap>,
    gate: RwSignal<Gate>,
}

thread_local! {
    static STATE: Cell<Option<State>> = const { Cell::new(None) };
}

#[expect(
    clippy::expect_used,
    reason = "begin() is called before anything is mounted"
)]
fn state() -> State {
    STATE.get().expect("the session's state")
}

/// Reads what the server has written into the page. Called once, within the root owner.
pub(crate) fn begin() -> Option<()> {
    let text = browser::document()
        .get_element_by_id("bootstrap")?
        .text_content()?;
    let bootstrap: Bootstrap = serde_json::from_str(&text).ok()?;
    let gate = match &bootstrap.session {
        Some(session) if session.locked => Gate::Locked,
        _ => Gate::Open,
    };
    STATE.set(Some(State {
        bootstrap: RwSignal::new(bootstrap),
        gate: RwSignal::new(gate),
    }));
    Some(())
}

/// What the console knew when it started, kept up to date.
#[must_use]
pub fn bootstrap() -> RwSignal<Bootstrap> {
    state().bootstrap
}

/// The signed-in member of staff.
#[must_use]
pub fn current() -> Option<Session> {
    bootstrap().with(|bootstrap| bootstrap.session.clone())
}

/// Whether whoever is signed in may do what needs this role. What they may not do is not shown.
#[must_use]
pub fn may(least: Role) -> bool {
    bootstrap().with(|bootstrap| {
        bootstrap
            .session
            .as_ref()
            .is_some_and(|session| session.role >= least)
    })
}

/// What stands between.
#[must_use]
pub fn gate() -> RwSignal<Gate> {
    state().gate
}

/// What a refusal says about the session.
pub(crate) fn heard(code: ErrorCode) {
    let signed_in = bootstrap().with_untracked(|bootstrap| bootstrap.session.is_some());
    match code {
        ErrorCode::Locked => gate().set(Gate::Locked),
        ErrorCode::Unauthorized if signed_in => gate().set(Gate::SignedOut),
        // What they do not see any more may be what their role no longer allows.
        ErrorCode::NotFound if signed_in => {
            spawn_local(async {
                // Whatever the answer is, it was heard.
                let _ = ask().await;
            });
        }
        _ => {}
    }
}

/// Asks the server who is signed in and what they may do, and lets the page follow: another tab, another browser or an owner
/// may have changed it. Asking is no sign that somebody is there.
///
/// # Errors
/// Every [`api::Error`].
pub(crate) async fn ask() -> Result<(), api::Error> {
    let answered: Bootstrap = api::get("/session").await?;
    let Some(known) = current_untracked() else {
        return Ok(());
    };
    match answered.session {
        None => gate().set(Gate::SignedOut),
        // Somebody else has signed in, in another tab: what is on the page is not theirs to see.
        Some(now) if now.staff_id != known.staff_id => browser::leave_for("/console"),
        Some(now) => {
            if now.locked {
                gate().set(Gate::Locked);
            }
            if now != known {
                bootstrap().update(|bootstrap| bootstrap.session = Some(now));
            }
        }
    }
    Ok(())
}

/// [`current`], without following it.
pub(crate) fn current_untracked() -> Option<Session> {
    bootstrap().with_untracked(|bootstrap| bootstrap.session.clone())
}
