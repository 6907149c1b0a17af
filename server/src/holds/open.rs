//! Opening a hold: written down here first, then made at Dojo.

use serde_json::json;
use shared::console::holds::{HoldEventKind, HoldForm};

use super::{at_dojo, tell};
use crate::app::App;
use crate::checkout::intent_request;
use crate::domain_error::Source;
use crate::payments::actions::words::said;
use crate::staff::{Actor, audit};
use crate::store::customers::book;
use crate::store::holds::steps::{self, NewHold};
use crate::store::holds::{StoredHold, events};
use crate::{DomainError, live, random};

/// A card can be given for this long at least (milliseconds).
const SHORTEST: i64 = 5 * 60 * 1000;

/// Opens a hold and answers its id. Should Dojo be away, it is made there as soon as it is back.
///
/// # Errors
/// [`DomainError::InvalidField`]; [`DomainError::Declined`] if Dojo does not take it; [`DomainError::Store`].
pub(crate) async fn open(app: &App, actor: &Actor, form: &HoldForm) -> Result<String, DomainError> {
    let fields = form
        .check()
        .map_err(|(field, message)| DomainError::invalid(field, message))?;
    let now = app.clock.now_ms();
    let expire_at = expire_at(form.expire_at, now)?;
    if let Some(customer) = &form.customer_id
        && book::find(app.store.read(), customer).await?.is_none()
    {
        return Err(DomainError::invalid(
            "customerId",
            "This customer was deleted. Choose another one.",
        ));
    }
    let id = random::id::<9>("hd_")?;
    let new = NewHold {
        id: &id,
        code: &random::id::<12>("")?,
        kind: form.kind,
        fields: &fields,
        dojo_reference: &intent_request::reference(&fields.reference, &id),
        customer_id: form.customer_id.as_deref(),
        expire_at,
        now,
    };
    let mut tx = app.store.begin().await?;
    steps::insert(&mut tx, &new).await?;
    let kind = HoldEventKind::Created;
    events::append(&mut tx, &id, kind, None, Some(&actor.name), now).await?;
    let entry = audit::Entry {
        action: "hold.created",
        object_kind: "hold",
        object_id: &id,
        before: None,
        after: Some(json!({
            "reference": fields.reference,
            "kind": form.kind,
            "intendedAmount": fields.intended_amount,
            "terms": fields.terms,
            "customerId": form.customer_id,
            "expireAt": expire_at,
        })),
    };
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    tell(&mut tx, &id, now).await?;
    tx.commit().await?;
    live::hint(app);
    app.wake.holds.notify_one();
    let (own, made) = (app.clone(), id.clone());
    let result = app
        .to_the_end(async move {
            let _held = own.hold_locks.hold(&made).await;
            make(&own, &made).await
        })
        .await;
    match result {
        // It is made later, and can be sent all the same.
        Ok(()) | Err(DomainError::DojoUnreachable(_) | DomainError::DojoUnknown(_)) => Ok(id),
        Err(DomainError::DojoRefused(cause)) => Err(not_made(&cause)),
        Err(error) => Err(error),
    }
}

/// Makes the setup intent of a hold that has none, for those who hold its lock. One whose creation was not answered is made
/// once more: nobody was shown the first, so that no card can ever be given to it, and it runs out by itself.
///
/// # Errors
/// [`DomainError::DojoRefused`]: the hold has failed. Otherwise it is tried again.
pub(super) async fn make(app: &App, id: &str) -> Result<(), DomainError> {
    let row = super::get(app, id).await?;
    if row.status != StoredHold::Creating || row.ending.is_some() {
        return Ok(());
    }
    let request = at_dojo::request(app, &row).await?;
    let made = match app.dojo.create_setup_intent(&request).await {
        Ok(made) => made,
        Err(error @ (dojo::Error::Refused(_) | dojo::Error::Conflict(_))) => {
            refused(app, id).await?;
            return Err(DomainError::changing(error));
        }
        Err(error) => return Err(DomainError::changing(error)),
    };
    let setup_intent_id = &made.public.id;
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    let adopted = steps::adopt(&mut tx, id, setup_intent_id, now).await?;
    if adopted {
        tell(&mut tx, id, now).await?;
    }
    tx.commit().await?;
    live::hint(app);
    if adopted {
        tracing::info!(hold_id = id, setup_intent_id, "setup intent created");
    } else {
        // Another machine was faster, or the hold was withdrawn.
        tracing::info!(
            hold_id = id,
            setup_intent_id,
            "withdrawing a setup intent that nobody was shown"
        );
        if let Err(error) = app.dojo.delete_setup_intent(setup_intent_id, false).await {
            tracing::warn!(
                hold_id = id,
                setup_intent_id,
                %error,
                "a setup intent that nobody was shown stays open at Dojo"
            );
        }
    }
    Ok(())
}

/// Dojo's refusal in words for staff: they are no shopper who could pay in another way.
fn not_made(cause: &Source) -> DomainError {
    let said = match cause.downcast_ref::<dojo::Error>() {
        Some(error) => said(error),
        None => cause.to_string(),
    };
    DomainError::Declined(format!(
        "Dojo refused to make this hold. No card is held and nothing was charged; in the list it stands as “Not made”. Dojo \
         said: {said}"
    ))
}

async fn refused(app: &App, id: &str) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    if steps::end_unmade(&mut tx, id, StoredHold::Failed, now).await? {
        events::append(&mut tx, id, HoldEventKind::Refused, None, None, now).await?;
        tell(&mut tx, id, now).await?;
    }
    tx.commit().await?;
    live::hint(app);
    Ok(())
}

fn expire_at(asked: Option<i64>, now: i64) -> Result<i64, DomainError> {
    let latest = now + HoldForm::LONGEST;
    match asked {
        None => Ok(latest),
        Some(at) if at >= now + SHORTEST && at <= latest => Ok(at),
        Some(_) => Err(DomainError::invalid(
            "expireAt",
            "Choose a time between five minutes and 30 days from now.",
        )),
    }
}
