//! Changing a link. What shoppers were shown before is withdrawn, so that nobody pays what is asked for no more.

use serde_json::json;
use shared::console::links::{LinkChange, LinkTerms};

use super::make::check;
use super::{close_soon, shown, tell};
use crate::DomainError;
use crate::app::App;
use crate::staff::{Actor, audit};
use crate::store::links::{self, LinkRow};

/// Changes what may change.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::InvalidField`], [`DomainError::Stale`], [`DomainError::Conflict`],
/// [`DomainError::Store`].
pub(crate) async fn change(
    app: &App,
    actor: &Actor,
    id: &str,
    change: LinkChange,
) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let former = super::get(app, id).await?;
    let mut terms = change.terms;
    // An expiry that is over may stay as it is.
    if terms.expire_at.is_none_or(|at| at == former.expire_at) {
        terms.expire_at = None;
    }
    check(app, &terms, now).await?;
    let for_shoppers = differs_for_shoppers(&former.terms, &terms)
        || terms.expire_at.is_some_and(|at| at < former.expire_at);
    let mut tx = app.store.begin().await?;
    if for_shoppers {
        // Before the link itself, as readings of payments lock them in that order.
        links::close_checkouts(&mut tx, id, now).await?;
    }
    let Some(held) = links::lock(&mut tx, id).await? else {
        return Err(DomainError::NotFound);
    };
    refuse_stale(app, &held, change.seen_updated_at)?;
    check_against_uses(&held, &terms)?;
    let mut changed = held.clone();
    changed.expire_at = terms.expire_at.unwrap_or(held.expire_at);
    terms.expire_at = Some(changed.expire_at);
    changed.terms = terms;
    changed.updated_at = now.max(held.updated_at + 1);
    links::change(&mut tx, &changed).await?;
    if for_shoppers {
        // Those that were opened in the meantime.
        links::close_checkouts(&mut tx, id, now).await?;
    }
    let entry = audit::Entry {
        action: "link.changed",
        object_kind: "link",
        object_id: id,
        before: Some(json!(held.terms)),
        after: Some(json!(changed.terms)),
    };
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    tell(&mut tx, id, now).await?;
    tx.commit().await?;
    close_soon(app);
    Ok(())
}

fn differs_for_shoppers(former: &LinkTerms, terms: &LinkTerms) -> bool {
    let seen = |terms: &LinkTerms| LinkTerms {
        expire_at: None,
        email_address: None,
        note: None,
        uses: None,
        ..terms.clone()
    };
    seen(former) != seen(terms) || former.uses != terms.uses
}

fn check_against_uses(held: &LinkRow, terms: &LinkTerms) -> Result<(), DomainError> {
    if held.used == 0 {
        return Ok(());
    }
    let fixed = |terms: &LinkTerms| LinkTerms {
        expire_at: None,
        email_address: None,
        note: None,
        uses: None,
        description: None,
        ..terms.clone()
    };
    if fixed(&held.terms) != fixed(terms) {
        return Err(DomainError::Conflict(
            "Somebody has paid or authorized this link, so only its expiry, uses, description, e-mail address and note \
             can change. Duplicate it to ask for something else. Nothing was changed.",
        ));
    }
    if terms.uses.is_some_and(|uses| uses < held.used) {
        return Err(DomainError::invalid(
            "uses",
            format!(
                "It was used {} times already; enter that or more.",
                held.used
            ),
        ));
    }
    Ok(())
}

/// Refuses a change from a screen that somebody else's change has overtaken.
///
/// # Errors
/// [`DomainError::Stale`].
pub(super) fn refuse_stale(app: &App, held: &LinkRow, seen: i64) -> Result<(), DomainError> {
    if held.updated_at == seen {
        return Ok(());
    }
    Err(DomainError::Stale(format!(
        "Somebody else changed this link meanwhile: it asks for {}, until {}{}. Nothing was changed by you. Look at it again.",
        shown::amount(&held.terms),
        shown::time(app, held.expire_at),
        if held.deactivated_at.is_some() {
            ", and is deactivated"
        } else {
            ""
        },
    )))
}
