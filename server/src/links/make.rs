//! Making a link.

use serde_json::json;
use shared::Money;
use shared::console::links::LinkTerms;

use super::{tell, until};
use crate::DomainError;
use crate::app::App;
use crate::business;
use crate::live;
use crate::random;
use crate::staff::{Actor, audit};
use crate::store::links::{self, LinkRow};

/// Makes a link. Answers its id.
///
/// # Errors
/// [`DomainError::InvalidField`], [`DomainError::Store`].
pub(crate) async fn make(
    app: &App,
    actor: &Actor,
    terms: LinkTerms,
) -> Result<String, DomainError> {
    let now = app.clock.now_ms();
    check(app, &terms, now).await?;
    let link = row(app, actor, terms, now)?;
    let mut tx = app.store.begin().await?;
    links::insert(&mut tx, &link).await?;
    let entry = audit::Entry {
        action: "link.made",
        object_kind: "link",
        object_id: &link.id,
        before: None,
        after: Some(json!(link.terms)),
    };
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    tell(&mut tx, &link.id, now).await?;
    tx.commit().await?;
    live::hint(app);
    tracing::info!(link_id = link.id, "link made");
    Ok(link.id)
}

/// Checks what a link asks for.
///
/// # Errors
/// [`DomainError::InvalidField`] with the first problem, [`DomainError::Store`].
pub(super) async fn check(app: &App, terms: &LinkTerms, now: i64) -> Result<(), DomainError> {
    if let Some(problem) = terms.problems(now).into_iter().next() {
        return Err(DomainError::invalid(problem.field, problem.message));
    }
    let Some(id) = &terms.customer_id else {
        return Ok(());
    };
    match links::customer(app.store.read(), id).await? {
        Some(_) => Ok(()),
        None => Err(DomainError::invalid(
            "customerId",
            "This customer does not exist any more. Choose another one.",
        )),
    }
}

/// A new link, not written yet.
///
/// # Errors
/// [`DomainError::Internal`] without randomness.
pub(super) fn row(
    app: &App,
    actor: &Actor,
    mut terms: LinkTerms,
    now: i64,
) -> Result<LinkRow, DomainError> {
    let end = terms.expire_at;
    let end = end.unwrap_or_else(|| until::by_default(&business::known(app).time_zone, now));
    terms.expire_at = Some(end);
    Ok(LinkRow {
        id: random::id::<12>("ln_")?,
        // Whoever has it may see the bill and pay it.
        code: random::id::<9>("")?,
        expire_at: end,
        deactivated_at: None,
        created_by: Some(actor.staff_id.clone()),
        created_by_name: Some(actor.name.clone()),
        created_at: now,
        updated_at: now,
        import_id: None,
        opened: 0,
        opened_at: None,
        tried: 0,
        declined: 0,
        used: 0,
        authorized: 0,
        released: 0,
        paid_amount: Money::new(0, terms.currency()),
        paid_at: None,
        terms,
    })
}
