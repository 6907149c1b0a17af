//! Sessions: opened at sign-in, locked when left alone, ended at sign-out or after eight hours.

use std::net::IpAddr;

use axum_extra::extract::cookie::{Cookie, SameSite};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use shared::console::session::Session;
use shared::{Role, card_number};

use super::audit::{self, Entry};
use super::{Actor, in_sandbox};
use crate::DomainError;
use crate::app::App;
use crate::store::sessions::{self, NewSession, SessionRow};
use crate::store::staff::StaffRow;
use crate::store::{self, Tx};

/// After how long without a touch the console locks itself, in milliseconds.
pub(crate) const IDLE_MS: i64 = 15 * 60 * 1000;

/// How long a session lasts at most, in milliseconds.
const LONGEST_MS: i64 = 8 * 60 * 60 * 1000;

/// How exactly the last touch is known, in milliseconds: not every request is worth a write.
const EXACTNESS_MS: i64 = 15 * 1000;

/// The longest name of a browser that is kept, in characters.
const LONGEST_BROWSER: usize = 200;

/// Where a request comes from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The peer, or whom a trusted proxy names.
    pub address: IpAddr,
    /// What the browser calls itself.
    pub user_agent: String,
}

/// A session that is open.
#[derive(Clone, Debug)]
pub(crate) struct Present {
    pub(crate) row: SessionRow,
    pub(crate) locked: bool,
}

impl Present {
    /// Whose request it is.
    pub(crate) fn actor(&self, address: IpAddr) -> Actor {
        Actor {
            staff_id: self.row.staff_id.clone(),
            name: self.row.name.clone(),
            role: self.row.role,
            session_id: self.row.id.clone(),
            address,
        }
    }

    /// As the console is told of it.
    pub(crate) fn view(&self) -> Session {
        Session {
            staff_id: self.row.staff_id.clone(),
            name: self.row.name.clone(),
            email_address: self.row.email_address.clone(),
            role: self.row.role,
            locked: self.locked,
            idle_after: IDLE_MS,
            ends_at: self.row.ends_at,
        }
    }
}

/// The cookie's name: `__Host-` keeps sibling sites from setting it, and browsers take that on https only.
pub(crate) fn cookie_name(app: &App) -> &'static str {
    if app.public_url.scheme() == "https" {
        "__Host-tatami_session"
    } else {
        "tatami_session"
    }
}

/// The cookie with this token; an empty one to remove it.
pub(crate) fn cookie(app: &App, token: String) -> Cookie<'static> {
    Cookie::build((cookie_name(app), token))
        .path("/")
        .http_only(true)
        .secure(app.public_url.scheme() == "https")
        .same_site(SameSite::Lax)
        .build()
}

/// Opens a session and answers its token, which is not kept. The token is always a new one: what a browser sent before, or
/// was made to send, is worth nothing.
pub(crate) async fn open(
    tx: &mut Tx,
    staff: &StaffRow,
    origin: &Origin,
    now: i64,
) -> Result<(String, Actor), DomainError> {
    let token = crate::random::id::<32>("")?;
    let id = crate::random::id::<16>("ss_")?;
    // Whoever signs in may call the browser anything.
    let user_agent: String = if card_number::is_in(&origin.user_agent) {
        String::new()
    } else {
        origin.user_agent.chars().take(LONGEST_BROWSER).collect()
    };
    sessions::forget_ended(tx, now).await?;
    sessions::insert(
        tx,
        &NewSession {
            id: &id,
            token_hash: &hash(&token),
            staff_id: &staff.id,
            created_at: now,
            ends_at: now + LONGEST_MS,
            address: &origin.address.to_string(),
            user_agent: &user_agent,
        },
    )
    .await?;
    store::staff::signed_in(tx, &staff.id, now).await?;
    let actor = Actor {
        staff_id: staff.id.clone(),
        name: staff.name.clone(),
        role: staff.role,
        session_id: id,
        address: origin.address,
    };
    Ok((token, actor))
}

/// The session of this token, if it is open. `idle_ms` is how long ago the person last did something, as the page says; the
/// clock is ours.
pub(crate) async fn present(
    app: &App,
    token: &str,
    idle_ms: i64,
) -> Result<Option<Present>, DomainError> {
    let now = app.clock.now_ms();
    let Some(row) = sessions::by_token(&app.store, &hash(token), now).await? else {
        return Ok(None);
    };
    if row.sandbox != in_sandbox(app) {
        return Ok(None);
    }
    let left_alone = now - row.seen_at >= IDLE_MS;
    if left_alone && row.locked_at.is_none() {
        lock_left_alone(app, &row, now).await?;
    }
    let locked = left_alone || row.locked_at.is_some();
    let touched_at = now - idle_ms.max(0);
    if !locked && touched_at - row.seen_at >= EXACTNESS_MS {
        sessions::touch(&app.store, &row.id, touched_at).await?;
    }
    Ok(Some(Present { row, locked }))
}

/// The role of whoever is at work in this session; `None` once it has ended or is locked. For streams, which outlive the
/// request that the guard let in.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn at_work(app: &App, session_id: &str) -> Result<Option<Role>, DomainError> {
    let now = app.clock.now_ms();
    let row = sessions::find(&app.store, session_id, now).await?;
    let at_work = row.filter(|row| row.locked_at.is_none() && now - row.seen_at < IDLE_MS);
    Ok(at_work.map(|row| row.role))
}

async fn lock_left_alone(app: &App, row: &SessionRow, now: i64) -> Result<(), DomainError> {
    let mut tx = app.store.begin().await?;
    if sessions::lock(&mut tx, &row.id, now).await? {
        let entry = Entry {
            action: "session.locked",
            object_kind: "session",
            object_id: &row.id,
            before: None,
            after: Some(json!({ "because": "left alone", "staff": row.name })),
        };
        audit::record(&mut tx, None, &entry, now).await?;
    }
    Ok(tx.commit().await?)
}

/// Ends the session of this token, if there is one.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn end(app: &App, token: &str, address: IpAddr) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let Some(row) = sessions::by_token(&app.store, &hash(token), now).await? else {
        return Ok(());
    };
    let actor = Present { row, locked: false }.actor(address);
    let mut tx = app.store.begin().await?;
    if sessions::end(&mut tx, &actor.session_id).await? {
        let entry = Entry {
            action: "session.ended",
            object_kind: "session",
            object_id: &actor.session_id,
            before: None,
            after: None,
        };
        audit::record(&mut tx, Some(&actor), &entry, now).await?;
        // Their other tabs cover what they show.
        super::tell(&mut tx, &actor.staff_id, now).await?;
    }
    tx.commit().await?;
    crate::live::hint(app);
    Ok(())
}

/// What is kept of a token.
pub(super) fn hash(token: &str) -> String {
    hex::encode(Sha256::digest(token))
}
