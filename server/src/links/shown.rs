//! A link as staff see it.

use jiff::Timestamp;
use shared::console::links::{LinkDetail, LinkSummary, LinkTerms};
use shared::console::live::LiveKind;
use url::Url;

use super::share;
use crate::DomainError;
use crate::app::App;
use crate::business;
use crate::mail;
use crate::pages::link::ShownLink;
use crate::store::links::{self, LinkRow};

/// The most checkouts and entries that are shown with a link.
const SHOWN: i64 = 100;

/// Everything about a link.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Store`].
pub(crate) async fn detail(app: &App, id: &str) -> Result<LinkDetail, DomainError> {
    // Staff have just changed it, perhaps, and must see that.
    let link = links::find(app.store.write(), id)
        .await?
        .ok_or(DomainError::NotFound)?;
    let customer = match &link.terms.customer_id {
        Some(id) => links::whom_for(&app.store, id).await?,
        None => None,
    };
    Ok(LinkDetail {
        summary: summary(app, &link)?,
        share: share::share(app, &link, customer.as_ref())?,
        customer_name: customer.map(|customer| customer.name),
        emails: mail::about(app, LiveKind::Link, id).await?,
        visits: links::visits(&app.store, id, SHOWN).await?,
        history: links::history(&app.store, id, SHOWN).await?,
        terms: link.terms,
    })
}

/// The customer's latest links, the newest first.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn of_customer(
    app: &App,
    customer_id: &str,
    limit: i64,
) -> Result<Vec<LinkSummary>, DomainError> {
    let rows = links::of_customer(&app.store, customer_id, limit).await?;
    rows.iter().map(|link| summary(app, link)).collect()
}

/// What the list shows of a link.
///
/// # Errors
/// [`DomainError::Internal`] if no address can be made.
pub(super) fn summary(app: &App, link: &LinkRow) -> Result<LinkSummary, DomainError> {
    let now = app.clock.now_ms();
    Ok(LinkSummary {
        id: link.id.clone(),
        url: address(app, link)?.into(),
        reference: link.terms.reference.clone(),
        description: link.terms.description.clone(),
        amount: link.terms.amount,
        open_amount: link.terms.open_amount,
        uses: link.terms.uses,
        used: link.used,
        state: link.state(now),
        stage: link.stage(),
        funnel: link.funnel(),
        paid_amount: link.paid_amount,
        capture_later: link.terms.capture_later,
        email_address: link.terms.email_address.clone(),
        created_by: link.created_by_name.clone(),
        created_at: link.created_at,
        updated_at: link.updated_at,
        expire_at: link.expire_at,
        opened_at: link.opened_at,
        paid_at: link.paid_at,
    })
}

/// What shoppers open.
///
/// # Errors
/// [`DomainError::Internal`] if no address can be made.
pub(crate) fn address(app: &App, link: &LinkRow) -> Result<Url, DomainError> {
    app.public_url
        .join(&format!("l/{}", link.code))
        .map_err(|cause| DomainError::Internal(format!("public_url: {cause}")))
}

/// How much, in words.
#[must_use]
pub(crate) fn amount(terms: &LinkTerms) -> String {
    match (terms.amount, terms.open_amount) {
        (Some(amount), _) => amount.to_string(),
        (None, Some(limits)) => format!("{} to {}", limits.minimum, limits.maximum),
        (None, None) => String::new(),
    }
}

/// A time for people, in the business's zone.
pub(super) fn time(app: &App, at: i64) -> String {
    Timestamp::from_millisecond(at).map_or_else(
        |_| String::new(),
        |at| {
            let local = at.to_zoned(business::known(app).time_zone.clone());
            local.strftime("%-d %B %Y, %H:%M").to_string()
        },
    )
}

/// What shoppers see of a link.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Store`].
pub(crate) async fn to_shoppers(app: &App, code: &str) -> Result<ShownLink, DomainError> {
    let link = links::find_by_code(app.store.write(), code)
        .await?
        .ok_or(DomainError::NotFound)?;
    Ok(ShownLink {
        until: time(app, link.expire_at),
        code: link.code,
        terms: link.terms,
    })
}
