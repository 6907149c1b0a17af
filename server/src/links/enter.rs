//! A shopper opens a link, and is led to a checkout.
//!
//! A link that is used once shares one open checkout between all who open it, so that the intent's own once-only rule holds for
//! the link. A link with a number of uses gives each browser a checkout of its own as long as uses are left, counting open
//! checkouts as used until they end. A link without end gives one to each browser.

use shared::console::links::LinkState;
use shared::{CheckoutId, CheckoutStatus};

use super::opening::open_checkout;
use super::{close_soon, is_visitor, tell};
use crate::DomainError;
use crate::app::App;
use crate::checkout;
use crate::live;
use crate::random;
use crate::store::links::{self, LinkRow};

/// Milliseconds.
const HOUR: i64 = 60 * 60 * 1000;

/// After so many declines within an hour, and hardly a payment, a link gives out no more checkouts: each takes ten cards, and
/// somebody may be trying out stolen ones.
const MANY_DECLINES: i64 = 30;

/// How often checkouts that are in the way are waited for.
const ROUNDS: usize = 3;

/// Who opens the link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// What the link's cookie says, if the browser sent one of ours.
    pub id: Option<String>,
    /// A person looks, not a program that makes previews.
    pub is_person: bool,
}

/// Where the visitor is led.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entrance {
    /// To this checkout.
    Checkout(CheckoutId),
    /// To the bill, from which a press of a button leads on.
    Bill {
        /// What the same browser has paid through this link.
        paid: Option<CheckoutId>,
    },
    /// Nowhere.
    Closed(Closed),
}

/// Why a link cannot be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// As often as it may be, it was.
    UsedUp,
    /// All uses that are left are being paid at this moment.
    BeingPaid,
    /// Its time is over.
    Expired,
    /// The business withdrew it.
    Deactivated,
    /// Within the last hour, hardly a card was good.
    Declined,
}

/// A browser looks at a link. Programs that make previews change nothing and get the bill; so does a person where a use would
/// be taken up by looking. Everybody else is led straight to a checkout. Answers also the visitor's id, for the cookie.
///
/// # Errors
/// [`DomainError::NotFound`], Dojo's and the store's.
pub async fn look(
    app: &App,
    code: &str,
    visitor: &Visitor,
) -> Result<(Entrance, Option<String>), DomainError> {
    let link = by_code(app, code).await?;
    let now = app.clock.now_ms();
    if !visitor.is_person {
        return Ok((standing(&link, now), None));
    }
    let id = visitor_id(visitor)?;
    let own = note_visit(app, &link, &id).await?;
    let own = match own {
        Some(own) => checkout::find(app, &own).await?,
        None => None,
    };
    let mut paid = None;
    if let Some(own) = own {
        match own.status {
            CheckoutStatus::Open if own.expire_at <= app.clock.now() => {}
            CheckoutStatus::Open => return Ok((Entrance::Checkout(own.id), Some(id))),
            // On its way to be withdrawn, or money may be moving: the page tells.
            CheckoutStatus::Waiting if own.closing.is_none() => {
                return Ok((Entrance::Checkout(own.id), Some(id)));
            }
            status if status.was_paid() => paid = Some(own.id),
            _ => {}
        }
    }
    let entrance = match (standing(&link, now), paid) {
        // Whoever paid sees how it ended.
        (Entrance::Closed(_), Some(paid)) => Entrance::Checkout(paid),
        (Entrance::Bill { .. }, Some(paid)) => Entrance::Bill { paid: Some(paid) },
        (Entrance::Bill { .. }, None) if link.terms.uses.is_none_or(|uses| uses == 1) => {
            give_checkout(app, &link.id, &id).await?
        }
        (standing, _) => standing,
    };
    Ok((entrance, Some(id)))
}

/// A person presses the bill's button. Answers also the visitor's id, for the cookie.
///
/// # Errors
/// As [`look`].
pub async fn enter(
    app: &App,
    code: &str,
    visitor: &Visitor,
) -> Result<(Entrance, String), DomainError> {
    let link = by_code(app, code).await?;
    let id = visitor_id(visitor)?;
    note_visit(app, &link, &id).await?;
    let entrance = give_checkout(app, &link.id, &id).await?;
    Ok((entrance, id))
}

async fn by_code(app: &App, code: &str) -> Result<LinkRow, DomainError> {
    links::find_by_code(app.store.read(), code)
        .await?
        .ok_or(DomainError::NotFound)
}

fn visitor_id(visitor: &Visitor) -> Result<String, DomainError> {
    match &visitor.id {
        Some(id) if is_visitor(id) => Ok(id.clone()),
        _ => random::id::<16>(""),
    }
}

fn standing(link: &LinkRow, now: i64) -> Entrance {
    match link.state(now) {
        LinkState::Open => Entrance::Bill { paid: None },
        LinkState::UsedUp => Entrance::Closed(Closed::UsedUp),
        LinkState::Expired => Entrance::Closed(Closed::Expired),
        LinkState::Deactivated => Entrance::Closed(Closed::Deactivated),
    }
}

/// Counts the visitor, and tells which checkout they were given before.
async fn note_visit(
    app: &App,
    link: &LinkRow,
    id: &str,
) -> Result<Option<CheckoutId>, DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    let known = links::visitor(&mut tx, &link.id, id).await?;
    links::count_opening(&mut tx, &link.id, known.is_none(), now).await?;
    if known.is_none() {
        tell(&mut tx, &link.id, now).await?;
    }
    links::remember_visitor(&mut tx, &link.id, id, None, now).await?;
    tx.commit().await?;
    live::hint(app);
    Ok(known.flatten())
}

/// What one look at a link that is held led to.
enum Step {
    Done(Entrance),
    /// These must end first, because they could still be paid.
    After(Vec<CheckoutId>),
}

async fn give_checkout(app: &App, link_id: &str, visitor: &str) -> Result<Entrance, DomainError> {
    for _ in 0..ROUNDS {
        match step(app, link_id, visitor).await? {
            Step::Done(entrance) => return Ok(entrance),
            Step::After(ending) => {
                for id in ending {
                    checkout::closing::advance(app, &id).await?;
                }
            }
        }
    }
    Ok(Entrance::Closed(Closed::BeingPaid))
}

async fn step(app: &App, link_id: &str, visitor: &str) -> Result<Step, DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    let link = links::lock(&mut tx, link_id)
        .await?
        .ok_or(DomainError::NotFound)?;
    if let Entrance::Closed(why) = standing(&link, now) {
        return Ok(Step::Done(Entrance::Closed(why)));
    }
    let open = links::open_checkouts(&mut tx, link_id, now).await?;
    let own = links::visitor(&mut tx, link_id, visitor).await?.flatten();
    let usable = open.iter().find(|checkout| {
        let shared = link.terms.uses == Some(1);
        !checkout.ending && (shared || own.as_ref() == Some(&checkout.id))
    });
    if let Some(usable) = usable {
        links::remember_visitor(&mut tx, link_id, visitor, Some(&usable.id), now).await?;
        tx.commit().await?;
        return Ok(Step::Done(Entrance::Checkout(usable.id.clone())));
    }
    if let Some(uses) = link.terms.uses {
        let taken = i64::try_from(open.len()).unwrap_or(i64::MAX);
        if link.used.saturating_add(taken) >= uses {
            let ending: Vec<_> = open
                .into_iter()
                .filter(|checkout| checkout.ending)
                .collect();
            if ending.is_empty() {
                return Ok(Step::Done(Entrance::Closed(Closed::BeingPaid)));
            }
            return Ok(Step::After(
                ending.into_iter().map(|checkout| checkout.id).collect(),
            ));
        }
    }
    let lately = links::lately(&mut tx, link_id, now - HOUR).await?;
    if lately.declines >= MANY_DECLINES && lately.declines > 4 * lately.paid {
        tracing::warn!(
            link_id,
            declines = lately.declines,
            "too many cards were declined"
        );
        return Ok(Step::Done(Entrance::Closed(Closed::Declined)));
    }
    let id = open_checkout(app, &mut tx, &link).await?;
    links::remember_visitor(&mut tx, link_id, visitor, Some(&id), now).await?;
    tell(&mut tx, link_id, now).await?;
    tx.commit().await?;
    close_soon(app);
    tracing::info!(
        link_id,
        checkout_id = id.as_str(),
        "checkout opened by a link"
    );
    Ok(Step::Done(Entrance::Checkout(id)))
}
