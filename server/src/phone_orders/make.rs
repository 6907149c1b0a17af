//! Taking a phone order.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use serde_json::json;
use shared::console::phone_orders::{
    Caller, ItemLine, MOST_NAME, MOST_NOTE, MadePhoneOrder, NewPhoneOrder, StepKind, Way,
    check_text,
};
use shared::{CheckoutId, Money};

use super::{duplicates, view};
use crate::DomainError;
use crate::app::App;
use crate::checkout::{self, Door, NewCheckout, NewItemLine, Origin};
use crate::live;
use crate::staff::{Actor, audit};
use crate::store::phone_orders::{self, NewStep, PhoneOrderRow};

/// Until when the caller may pay with the link: they may have to look for their card.
const LIFETIME: SignedDuration = SignedDuration::from_hours(24);

/// Makes an order, unless it looks like one of the last ten minutes and staff have not said that it is another one.
///
/// # Errors
/// [`DomainError::InvalidField`], [`DomainError::Store`].
pub(crate) async fn make(
    app: &App,
    actor: &Actor,
    new: NewPhoneOrder,
) -> Result<MadePhoneOrder, DomainError> {
    let new = tidied(new);
    check(&new)?;
    let now = app.clock.now_ms();
    let keys = duplicates::keys(&new.caller);
    let mut tx = app.store.begin().await?;
    let duplicates = duplicates::find(&mut tx, &new, &keys, now).await?;
    if !duplicates.is_empty() && !new.is_another {
        tx.rollback().await?;
        return Ok(MadePhoneOrder {
            order: None,
            duplicates,
        });
    }
    let origin = Origin {
        door: Door::Phone,
        staff_id: Some(actor.staff_id.clone()),
        ..Origin::default()
    };
    let record = checkout::open_within(app, &mut tx, bill(app, &new)?, origin).await?;
    let row = PhoneOrderRow {
        checkout_id: record.id.to_string(),
        way: Way::Undecided,
        staff_name: actor.name.clone(),
        caller: new.caller,
        note: new.note,
        status_code: None,
        message: None,
        watched_until: 0,
        created_at: now,
    };
    phone_orders::insert(&mut tx, &row, &keys).await?;
    let after = json!({
        "reference": record.reference, "amount": record.amount, "caller": row.caller,
        "lookedLikeAnother": !duplicates.is_empty(),
    });
    record_act(&mut tx, actor, "phone_order.made", &record.id, after, now).await?;
    let step = NewStep {
        kind: StepKind::Made,
        source: "made",
        staff_name: Some(&actor.name),
        detail: None,
        happened_at: now,
    };
    phone_orders::add_step(&mut tx, record.id.as_str(), &step, now).await?;
    tx.commit().await?;
    live::hint(app);
    Ok(MadePhoneOrder {
        order: Some(view(app, &record.id).await?),
        duplicates: Vec::new(),
    })
}

/// Puts what staff did into the audit trail.
pub(super) async fn record_act(
    tx: &mut crate::store::Tx,
    actor: &Actor,
    action: &'static str,
    id: &CheckoutId,
    after: serde_json::Value,
    now: i64,
) -> Result<(), DomainError> {
    let entry = audit::Entry {
        action,
        object_kind: "phone_order",
        object_id: id.as_str(),
        before: None,
        after: Some(after),
    };
    audit::record(tx, Some(actor), &entry, now).await
}

fn bill(app: &App, new: &NewPhoneOrder) -> Result<NewCheckout, DomainError> {
    let expire_at = app
        .clock
        .now()
        .checked_add(LIFETIME)
        .map_err(|cause| DomainError::Internal(cause.to_string()))?;
    Ok(NewCheckout {
        reference: new.reference.clone(),
        amount: Some(new.amount),
        open_amount: None,
        tip: None,
        description: None,
        item_lines: new.item_lines.iter().map(line).collect(),
        tax_lines: Vec::new(),
        collect: shared::checkout::Collect::default(),
        customer: None,
        methods: None,
        expire_at: Some(expire_at),
        redirect_url: None,
        cancel_url: None,
        metadata: BTreeMap::new(),
    })
}

fn line(line: &ItemLine) -> NewItemLine {
    NewItemLine {
        name: line.name.clone(),
        quantity: line.quantity,
        amount_total: line.amount_total,
    }
}

/// Without outer white space; what was left empty is absent.
fn tidied(new: NewPhoneOrder) -> NewPhoneOrder {
    let tidy = |text: Option<String>| {
        text.map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty())
    };
    NewPhoneOrder {
        caller: Caller {
            name: tidy(new.caller.name),
            ..new.caller
        },
        note: tidy(new.note),
        ..new
    }
}

/// What the types do not say. The bill is checked with its checkout.
fn check(new: &NewPhoneOrder) -> Result<(), DomainError> {
    let check = |field: &str, text: Option<&str>, most: usize| {
        check_text(text.unwrap_or_default(), most)
            .map_err(|message| DomainError::invalid(field, message))
    };
    let email = new.caller.email_address.as_ref();
    check("caller.name", new.caller.name.as_deref(), MOST_NAME)?;
    check(
        "caller.emailAddress",
        email.map(shared::EmailAddress::as_str),
        254,
    )?;
    check("note", new.note.as_deref(), MOST_NOTE)?;
    let total = new
        .item_lines
        .iter()
        .try_fold(0_i64, |total, line| {
            total.checked_add(line.amount_total.value)
        })
        .map(|total| Money::new(total, new.amount.currency_code));
    if !new.item_lines.is_empty() && total != Some(new.amount) {
        return Err(DomainError::invalid(
            "itemLines",
            format!("The lines must add up to {}.", new.amount),
        ));
    }
    Ok(())
}
