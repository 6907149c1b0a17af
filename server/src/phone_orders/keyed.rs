//! Keying the card: staff type what the caller says into Dojo's fields, or into Dojo's page in a window of its own.

use serde_json::json;
use shared::console::phone_orders::{KeyedAttempt, KeyedAttemptRequest, StepKind, Way, check_text};
use shared::{Address, AttemptMethod, AttemptRequest, CheckoutId};

use super::make::record_act;
use super::{get, view, way};
use crate::DomainError;
use crate::app::App;
use crate::checkout::{self, Cardholder, Payer};
use crate::live;
use crate::staff::Actor;
use crate::store::checkouts;
use crate::store::phone_orders::{self, NewStep};

/// Makes the order ready to be keyed. If the link was open, it is closed at Dojo first, and known to be.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::InvalidField`], [`DomainError::TooMany`], Dojo's.
pub(crate) async fn prepare(
    app: &App,
    actor: &Actor,
    id: &CheckoutId,
    request: KeyedAttemptRequest,
) -> Result<KeyedAttempt, DomainError> {
    let (record, _) = get(app, id).await?;
    if let Some(address) = &request.billing_address {
        check_address(address)?;
    }
    if !record.status.is_final() {
        choose(app, actor, id).await?;
    }
    let cardholder = Cardholder {
        billing_address: request.billing_address,
    };
    let request = AttemptRequest {
        method: AttemptMethod::Card,
        amount: None,
        tips_amount: None,
        saved_card_id: None,
        spent_client_session_secret: request.spent_client_session_secret,
    };
    let prepared = checkout::prepare_for(app, id, request, Payer::Staff(cardholder)).await?;
    Ok(KeyedAttempt {
        order: view(app, id).await?,
        attempt: prepared.attempt,
    })
}

async fn choose(app: &App, actor: &Actor, id: &CheckoutId) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    checkouts::lock(&mut tx, id.as_str(), now).await?;
    if phone_orders::set_way(&mut tx, id.as_str(), Way::Keyed).await? {
        record_act(
            &mut tx,
            actor,
            "phone_order.keying",
            id,
            json!({"way": Way::Keyed}),
            now,
        )
        .await?;
        let source = format!("keying:{now}");
        let step = NewStep {
            kind: StepKind::Keying,
            source: &source,
            staff_name: Some(&actor.name),
            detail: None,
            happened_at: now,
        };
        phone_orders::add_step(&mut tx, id.as_str(), &step, now).await?;
    }
    tx.commit().await?;
    live::hint(app);
    way::close_other(app, id, true).await
}

fn check_address(address: &Address) -> Result<(), DomainError> {
    let lines = [
        ("address1", &address.address1),
        ("address2", &address.address2),
        ("city", &address.city),
        ("postcode", &address.postcode),
    ];
    for (name, line) in lines {
        check_text(line.as_deref().unwrap_or_default(), 100)
            .map_err(|message| DomainError::invalid(format!("billingAddress.{name}"), message))?;
    }
    let code = &address.country_code;
    if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        Ok(())
    } else {
        Err(DomainError::invalid(
            "billingAddress.countryCode",
            "Give the country as two capital letters, such as GB.",
        ))
    }
}
