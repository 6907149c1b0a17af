//! A use of a link becomes a checkout.

use jiff::{SignedDuration, Timestamp};
use shared::CheckoutId;

use crate::DomainError;
use crate::app::App;
use crate::checkout::{self, Door, NewCheckout, NewItemLine, Origin};
use crate::store::Tx;
use crate::store::links::{self, LinkRow};

/// How long a use is kept for somebody who has begun to pay.
const KEPT: SignedDuration = SignedDuration::from_mins(30);

/// How long a checkout of a link without end can be paid; afterwards the link gives another one.
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// The longest that a checkout can be paid.
const LONGEST: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Opens a checkout on the link's terms.
///
/// # Errors
/// As [`checkout::open_within`].
pub(super) async fn open_checkout(
    app: &App,
    tx: &mut Tx,
    link: &LinkRow,
) -> Result<CheckoutId, DomainError> {
    let terms = &link.terms;
    let customer = match &terms.customer_id {
        Some(id) => links::customer(&mut **tx, id).await?,
        None => None,
    };
    let new = NewCheckout {
        reference: terms.reference.clone(),
        amount: terms.amount,
        open_amount: terms.open_amount,
        tip: terms.tip.clone(),
        description: terms.description.clone(),
        item_lines: terms
            .items
            .iter()
            .map(|item| NewItemLine {
                name: item.name.clone(),
                quantity: item.quantity,
                amount_total: item.amount_total,
            })
            .collect(),
        tax_lines: Vec::new(),
        collect: terms.collect,
        customer,
        methods: None,
        expire_at: Some(expiry(app, link)?),
        redirect_url: None,
        cancel_url: None,
        metadata: std::collections::BTreeMap::new(),
    };
    let origin = Origin {
        door: Door::Link,
        link_id: Some(link.id.clone()),
        staff_id: link.created_by.clone(),
        capture_later: terms.capture_later,
    };
    Ok(checkout::open_within(app, tx, new, origin).await?.id)
}

fn expiry(app: &App, link: &LinkRow) -> Result<Timestamp, DomainError> {
    let lifetime = match link.terms.uses {
        Some(1) => LONGEST,
        Some(_) => KEPT,
        None => DAY,
    };
    let internal = |cause: jiff::Error| DomainError::Internal(cause.to_string());
    // To the millisecond, as checkouts keep it: a fraction more would be too long for one.
    let now = Timestamp::from_millisecond(app.clock.now_ms()).map_err(internal)?;
    let longest = now.checked_add(lifetime).map_err(internal)?;
    let end = Timestamp::from_millisecond(link.expire_at).map_err(internal)?;
    Ok(longest.min(end))
}
