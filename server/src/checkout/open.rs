//! Opening a checkout.

use jiff::{SignedDuration, Timestamp};
use shared::{AttemptMethod, CheckoutId, CheckoutStatus};

use super::{CheckoutRecord, NewCheckout, NewCustomer, Origin, checks};
use crate::DomainError;
use crate::app::App;
use crate::random;
use crate::store::Tx;
use crate::store::checkouts::Details;
use crate::store::{checkouts, customers};

/// How long a checkout can be paid unless told otherwise, and at most: Dojo's own default.
const LIFETIME: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Opens a checkout for a shop: checks what was asked for, freezes the amount, gives it its id.
///
/// # Errors
/// [`DomainError::InvalidField`], [`DomainError::Store`].
pub async fn open(app: &App, new: NewCheckout) -> Result<CheckoutRecord, DomainError> {
    open_from(app, new, Origin::default()).await
}

/// [`open`], through any door.
///
/// # Errors
/// As [`open`].
pub async fn open_from(
    app: &App,
    new: NewCheckout,
    origin: Origin,
) -> Result<CheckoutRecord, DomainError> {
    let mut tx = app.store.begin().await?;
    let record = open_within(app, &mut tx, new, origin).await?;
    tx.commit().await?;
    tracing::info!(checkout_id = record.id.as_str(), "checkout opened");
    Ok(record)
}

/// [`open`], in the transaction of what it belongs to.
///
/// # Errors
/// As [`open`].
pub(crate) async fn open_within(
    app: &App,
    tx: &mut Tx,
    new: NewCheckout,
    origin: Origin,
) -> Result<CheckoutRecord, DomainError> {
    let now = as_stored(app.clock.now())?;
    let amount = checks::amount(&new)?;
    checks::tip(new.tip.as_ref(), amount)?;
    checks::texts(&new)?;
    checks::currencies(&new, amount)?;
    checks::way_back(app, "redirectUrl", new.redirect_url.as_ref())?;
    checks::way_back(app, "cancelUrl", new.cancel_url.as_ref())?;
    checks::metadata(&new)?;
    let mut record = CheckoutRecord {
        id: new_id()?,
        status: CheckoutStatus::Open,
        reference: new.reference,
        description: new.description,
        amount,
        tips_amount: None,
        open_amount: new.open_amount,
        tip: new.tip,
        item_lines: new.item_lines,
        tax_lines: new.tax_lines,
        collect: new.collect,
        methods: methods(new.methods, new.customer.is_some())?,
        customer_id: None,
        redirect_url: new.redirect_url,
        cancel_url: new.cancel_url,
        metadata: new.metadata,
        decline: None,
        created_at: now,
        expire_at: expire_at(new.expire_at, now)?,
        authorized_at: None,
        paid_at: None,
        paid_intent_id: None,
        closing: None,
        has_live_attempt: false,
        origin,
    };
    write(tx, &mut record, new.customer).await?;
    Ok(record)
}

async fn write(
    tx: &mut Tx,
    record: &mut CheckoutRecord,
    customer: Option<NewCustomer>,
) -> Result<(), DomainError> {
    if let Some(customer) = customer {
        let id = customers::upsert(
            tx,
            &random::id::<12>("cu_")?,
            &customer.reference,
            &customer.name,
            customer.email_address.as_ref(),
            record.created_at.as_millisecond(),
        )
        .await?;
        record.customer_id = Some(id);
    }
    let details = Details {
        description: record.description.clone(),
        open_amount: record.open_amount,
        tip: record.tip.clone(),
        item_lines: record.item_lines.clone(),
        tax_lines: record.tax_lines.clone(),
        collect: record.collect,
        methods: record.methods.clone(),
        redirect_url: record.redirect_url.clone(),
        cancel_url: record.cancel_url.clone(),
        metadata: record.metadata.clone(),
    };
    checkouts::insert(tx, record, &details).await
}

fn new_id() -> Result<CheckoutId, DomainError> {
    CheckoutId::try_from(random::id::<16>("co_")?)
        .map_err(|cause| DomainError::Internal(cause.to_string()))
}

/// What is offered, each once, in the order in which it is shown.
fn methods(
    asked: Option<Vec<AttemptMethod>>,
    has_customer: bool,
) -> Result<Vec<AttemptMethod>, DomainError> {
    let mut offered = vec![
        AttemptMethod::Wallet,
        AttemptMethod::SavedCard,
        AttemptMethod::Card,
        AttemptMethod::HostedPage,
    ];
    if let Some(asked) = asked {
        offered.retain(|method| asked.contains(method));
    }
    offered.retain(|method| has_customer || *method != AttemptMethod::SavedCard);
    if offered.is_empty() {
        return Err(DomainError::invalid(
            "paymentMethods",
            "Offer at least one way to pay. A saved card needs a customer.",
        ));
    }
    Ok(offered)
}

/// To the millisecond, as the store keeps times, so that a checkout reads the same whenever it is asked for.
fn as_stored(at: Timestamp) -> Result<Timestamp, DomainError> {
    Timestamp::from_millisecond(at.as_millisecond())
        .map_err(|cause| DomainError::Internal(cause.to_string()))
}

fn expire_at(asked: Option<Timestamp>, now: Timestamp) -> Result<Timestamp, DomainError> {
    let latest = now
        .checked_add(LIFETIME)
        .map_err(|cause| DomainError::Internal(cause.to_string()))?;
    match asked {
        None => Ok(latest),
        Some(at) if at > now && at <= latest => as_stored(at),
        Some(_) => Err(DomainError::invalid(
            "expireAt",
            "The time must lie ahead, and at most 30 days.",
        )),
    }
}
