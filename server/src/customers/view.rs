//! Customers as the console shows them.

use shared::console::Page;
use shared::console::customers::{Consent, CustomerDetail, CustomerItem, CustomerLink};
use shared::console::links::LinkSummary;

use crate::DomainError;
use crate::app::App;
use crate::payments::list::line;
use crate::store::cursor::{Cursor, check_search};
use crate::store::customers::book;
use crate::store::payments;
use crate::{holds, links};

/// How many payments, links and holds a customer's page shows.
const LATEST: i64 = 20;

/// The most rows of a page.
const MOST_ROWS: i64 = 100;

/// A page of customers by name.
///
/// # Errors
/// [`DomainError::InvalidField`] if the cursor is none, [`DomainError::Store`].
pub(crate) async fn list(
    app: &App,
    search: &str,
    cursor: Option<&str>,
    limit: i64,
) -> Result<Page<CustomerItem>, DomainError> {
    check_search("search", search)?;
    let cursor = cursor.map(Cursor::parse).transpose()?;
    let limit = limit.clamp(1, MOST_ROWS);
    book::list(&app.store, search, cursor.as_ref(), limit).await
}

/// Everything about a customer but the saved cards, which only Dojo knows.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Store`].
pub(crate) async fn detail(app: &App, id: &str) -> Result<CustomerDetail, DomainError> {
    let row = book::find(app.store.write(), id)
        .await?
        .ok_or(DomainError::NotFound)?;
    let consent = row
        .consent_text
        .zip(row.consent_at)
        .map(|(text, at)| Consent { text, at });
    let payments = payments::of_customer(&app.store, id, LATEST).await?;
    let links = links::of_customer(app, id, LATEST).await?;
    Ok(CustomerDetail {
        payments: payments.iter().filter_map(line).collect(),
        links: links.iter().map(link).collect(),
        holds: holds::of_customer(app, id, LATEST).await?,
        shop_reference: (row.reference != row.id).then_some(row.reference),
        id: row.id,
        name: row.name,
        email_address: row.email_address,
        phone_number: row.phone_number,
        notes: row.notes,
        dojo_customer_id: row.dojo_customer_id,
        waits_for_dojo: row.waits_for_dojo,
        consent,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

fn link(link: &LinkSummary) -> CustomerLink {
    CustomerLink {
        id: link.id.clone(),
        reference: link.reference.to_string(),
        status: link.word().to_owned(),
        amount: link.amount,
        created_at: link.created_at,
    }
}
