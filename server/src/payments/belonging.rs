//! What an intent belongs to here: by which door it came, for whom, on whose request.

use dojo::PaymentIntent;

use crate::DomainError;
use crate::store::attempts::AttemptRow;
use crate::store::checkouts::LockedCheckout;
use crate::store::payments::{Belonging, PaymentRow};
use crate::store::{Tx, customers, holds};

/// Of an intent that an attempt made.
pub(super) fn of_attempt(attempt: &AttemptRow, checkout: &LockedCheckout) -> Belonging {
    let source = checkout.door.as_deref().unwrap_or("checkout");
    Belonging {
        attempt_id: Some(attempt.id.clone()),
        checkout_id: Some(attempt.checkout_id.clone()),
        source: source.to_owned(),
        link_id: checkout.link_id.clone(),
        customer_id: checkout.customer_id.clone(),
        staff_id: checkout.staff_id.clone(),
        shown_reference: checkout.reference.clone(),
    }
}

/// Of an intent that no attempt made: the charge of a hold, or one from elsewhere.
pub(super) async fn of_foreign(
    tx: &mut Tx,
    intent: &PaymentIntent,
) -> Result<Belonging, DomainError> {
    let customer_id = match intent
        .customer
        .as_ref()
        .and_then(|customer| customer.id.as_deref())
    {
        Some(id) => customers::id_of_dojos(tx, id).await?,
        None => None,
    };
    if let Some(charge) = holds::charges::by_reference(&mut **tx, &intent.reference).await?
        && let Some(hold) = holds::find(&mut **tx, &charge.hold_id).await?
    {
        return Ok(Belonging {
            source: "hold".to_owned(),
            customer_id: hold.customer_id,
            staff_id: Some(charge.staff_id),
            shown_reference: hold.reference,
            ..Belonging::default()
        });
    }
    let source = if intent.setup_intent_id.is_some() {
        "hold"
    } else {
        "elsewhere"
    };
    Ok(Belonging {
        source: source.to_owned(),
        customer_id,
        shown_reference: intent.reference.clone(),
        ..Belonging::default()
    })
}

/// What is known here of the payer goes before what was typed at Dojo.
pub(super) async fn complete(
    tx: &mut Tx,
    belonging: &Belonging,
    payment: &mut PaymentRow,
) -> Result<(), DomainError> {
    let Some(id) = &belonging.customer_id else {
        return Ok(());
    };
    if let Some((name, email_address)) = customers::name_and_address(tx, id).await? {
        payment.customer_name = Some(name);
        payment.email_address = payment.email_address.take().or(email_address);
    }
    Ok(())
}
