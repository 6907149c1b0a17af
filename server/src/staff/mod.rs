//! The merchant's staff: signing in, sessions, roles, the lock, and the trail of what everybody did.

mod actor;
pub mod audit;
pub mod demo;
pub(crate) mod entrance;
mod first_start;
pub mod links;
pub(crate) mod lock;
pub(crate) mod own_account;
pub(crate) mod passwords;
pub(crate) mod session;
pub(crate) mod sign_in;
pub(crate) mod team;
mod throttle;
pub mod trail;

use shared::console::live::{LiveEvent, LiveKind};

use crate::DomainError;
use crate::app::App;
use crate::store::Tx;

pub use actor::Actor;
pub(crate) use first_start::awaits_set_up;
pub use first_start::{FirstStart, first_start};

/// Whether the program plays Dojo itself. Who was let in then, by passwords that everybody knows, is a stranger where real
/// payments are taken with the same database: accounts and links of the sandbox are worth nothing there, and not seen.
pub(crate) fn in_sandbox(app: &App) -> bool {
    app.config.dojo.is_none()
}

/// Tells open consoles that somebody's account or an invitation has changed.
async fn tell(tx: &mut Tx, id: &str, now: i64) -> Result<(), DomainError> {
    let event = LiveEvent {
        kind: LiveKind::Staff,
        id: id.to_owned(),
    };
    crate::live::tell(tx, &event, now).await
}
