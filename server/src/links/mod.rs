//! Payment links: templates that staff make and share, and shoppers turn into checkouts.
//!
//! A link moves no money itself. Whoever opens it is given a checkout, and the checkout's own rules guard the money; a link
//! only sees to it that there are never more checkouts that could be paid than it has uses left.

mod change;
mod email;
mod enter;
mod export;
mod import;
mod list;
mod make;
mod opening;
mod parse;
mod share;
mod shown;
mod switch;
mod until;

use shared::console::links::LinkState;
use shared::console::live::{LiveEvent, LiveKind};

use crate::DomainError;
use crate::app::App;
use crate::live;
use crate::store::Tx;
use crate::store::links::{self, LinkRow};

pub(crate) use change::change;
pub(crate) use email::send;
pub use enter::{Closed, Entrance, Visitor, enter, look};
pub(crate) use export::export;
pub(crate) use import::{check, import};
pub(crate) use list::{Listing, list};
pub(crate) use make::make;
pub(crate) use shown::{address, detail, of_customer, to_shoppers as shown_to_shoppers};
pub(crate) use switch::{deactivate, reactivate};

/// The link of this id.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Store`].
pub(crate) async fn get(app: &App, id: &str) -> Result<LinkRow, DomainError> {
    links::find(app.store.read(), id)
        .await?
        .ok_or(DomainError::NotFound)
}

/// The address of the link that opened a checkout, if it still can be paid.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn way_back(app: &App, link_id: &str) -> Result<Option<String>, DomainError> {
    let link = links::find(app.store.read(), link_id).await?;
    let now = app.clock.now_ms();
    Ok(link
        .filter(|link| link.state(now) == LinkState::Open)
        .map(|link| format!("/l/{}", link.code)))
}

/// Something happened to a checkout: if a link opened it, the link's figures follow, and open consoles are told. Call
/// [`live::hint`] after the commit.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn follow(tx: &mut Tx, checkout_id: &str, now: i64) -> Result<(), DomainError> {
    match links::refresh(tx, checkout_id).await? {
        Some(id) => tell(tx, &id, now).await,
        None => Ok(()),
    }
}

async fn tell(tx: &mut Tx, id: &str, now: i64) -> Result<(), DomainError> {
    let event = LiveEvent {
        kind: LiveKind::Link,
        id: id.to_owned(),
    };
    live::tell(tx, &event, now).await
}

/// Has the checkouts closed that were just withdrawn, as far as Dojo must be asked.
fn close_soon(app: &App) {
    app.wake.reconciler.notify_one();
    live::hint(app);
}

/// Whether the id can be one of ours at all.
pub(crate) fn is_visitor(text: &str) -> bool {
    let base64url = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    text.len() == 22 && text.bytes().all(base64url)
}
