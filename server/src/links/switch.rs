//! Switching a link off and on again.

use serde_json::json;
use shared::console::links::{LONGEST_LIFETIME, LinkState, LinkSwitch};

use super::change::refuse_stale;
use super::{close_soon, tell};
use crate::DomainError;
use crate::app::App;
use crate::staff::{Actor, audit};
use crate::store::links;

/// Switches a link off: from now on nobody is given a checkout, and those that were given are withdrawn.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Stale`], [`DomainError::Conflict`], [`DomainError::Store`].
pub(crate) async fn deactivate(
    app: &App,
    actor: &Actor,
    id: &str,
    switch: LinkSwitch,
) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    // Before the link itself, as readings of payments lock them in that order.
    links::close_checkouts(&mut tx, id, now).await?;
    let Some(mut link) = links::lock(&mut tx, id).await? else {
        return Err(DomainError::NotFound);
    };
    match link.state(now) {
        LinkState::Deactivated => return Ok(tx.rollback().await?),
        LinkState::UsedUp => {
            return Err(DomainError::Conflict(
                "This link was used up already, so nobody can pay it any more. Nothing was changed.",
            ));
        }
        LinkState::Open | LinkState::Expired => {}
    }
    refuse_stale(app, &link, switch.seen_updated_at)?;
    link.deactivated_at = Some(now);
    link.updated_at = now.max(link.updated_at + 1);
    links::switch(&mut tx, &link).await?;
    links::close_checkouts(&mut tx, id, now).await?;
    let entry = audit::Entry {
        action: "link.deactivated",
        object_kind: "link",
        object_id: id,
        before: Some(json!({ "active": true })),
        after: Some(json!({ "active": false })),
    };
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    tell(&mut tx, id, now).await?;
    tx.commit().await?;
    close_soon(app);
    Ok(())
}

/// Switches a link on again, with a new end if the former is over.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::InvalidField`], [`DomainError::Stale`], [`DomainError::Conflict`],
/// [`DomainError::Store`].
pub(crate) async fn reactivate(
    app: &App,
    actor: &Actor,
    id: &str,
    switch: LinkSwitch,
) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    let Some(held) = links::lock(&mut tx, id).await? else {
        return Err(DomainError::NotFound);
    };
    match held.state(now) {
        LinkState::Open => return Ok(tx.rollback().await?),
        LinkState::UsedUp => {
            return Err(DomainError::Conflict(
                "This link was used up. Duplicate it to be paid again. Nothing was changed.",
            ));
        }
        LinkState::Deactivated | LinkState::Expired => {}
    }
    refuse_stale(app, &held, switch.seen_updated_at)?;
    let mut link = held.clone();
    link.expire_at = switch.expire_at.unwrap_or(held.expire_at);
    if link.expire_at <= now || link.expire_at - now > LONGEST_LIFETIME {
        return Err(DomainError::invalid(
            "expireAt",
            "Choose until when it can be paid: a time that lies ahead, within a year.",
        ));
    }
    link.terms.expire_at = Some(link.expire_at);
    link.deactivated_at = None;
    link.updated_at = now.max(held.updated_at + 1);
    links::change(&mut tx, &link).await?;
    links::switch(&mut tx, &link).await?;
    let entry = audit::Entry {
        action: "link.reactivated",
        object_kind: "link",
        object_id: id,
        before: Some(json!({ "active": false, "expireAt": held.expire_at })),
        after: Some(json!({ "active": true, "expireAt": link.expire_at })),
    };
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    tell(&mut tx, id, now).await?;
    tx.commit().await?;
    close_soon(app);
    Ok(())
}
