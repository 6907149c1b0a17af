//! Telling Dojo of customers whom staff have written down or changed, at growing pauses until it listens.

use dojo::{CreateCustomerRequest, UpdateCustomerRequest};
use tokio::task::JoinSet;

use super::{take_back, tell};
use crate::app::App;
use crate::events::{all, pauses};
use crate::store::customers::telling::{self, Telling};
use crate::{DomainError, live};

/// How many are told of at the same time.
const BATCH: i64 = 8;

/// Nobody else takes a claimed customer for this long (milliseconds).
const LEASE: i64 = 60_000;

/// Tells Dojo what is due.
pub(crate) async fn round(app: &App) -> Result<Option<i64>, DomainError> {
    let now = app.clock.now_ms();
    let lease_until = now + LEASE;
    let mut work = JoinSet::new();
    for customer in telling::claim(&app.store, now, lease_until, BATCH).await? {
        let app = app.clone();
        work.spawn(async move { tell_and_settle(&app, &customer, lease_until).await });
    }
    all(work).await?;
    telling::next_due(&app.store).await
}

async fn tell_and_settle(
    app: &App,
    customer: &Telling,
    lease_until: i64,
) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    match tell_dojo(app, customer).await {
        Ok(dojo_customer_id) => {
            let kept = telling::done(&app.store, customer, &dojo_customer_id, now).await?;
            let was_made = customer.dojo_customer_id.as_ref() != Some(&dojo_customer_id);
            if was_made && kept.as_ref() != Some(&dojo_customer_id) {
                take_back(app, &dojo_customer_id).await;
            }
            let mut tx = app.store.begin().await?;
            tell(&mut tx, &customer.id, now).await?;
            tx.commit().await?;
            live::hint(app);
            Ok(())
        }
        Err(error) => {
            let reason = DomainError::changing(error).chain();
            tracing::info!(customer_id = customer.id, reason, "Dojo was not told");
            let next = pauses::after_try(customer.tries).map(|pause| now + pause);
            telling::put_off(&app.store, customer, lease_until, next).await
        }
    }
}

/// A customer made twice, an answer having been lost, is an empty entry at Dojo and harmless.
async fn tell_dojo(app: &App, customer: &Telling) -> Result<String, dojo::Error> {
    if let Some(id) = &customer.dojo_customer_id {
        let request = UpdateCustomerRequest {
            name: Some(customer.name.clone()),
            email_address: customer.email_address.clone(),
            phone_number: customer.phone_number.clone(),
            ..UpdateCustomerRequest::default()
        };
        match app.dojo.update_customer(id, &request).await {
            Ok(_) => return Ok(id.clone()),
            Err(dojo::Error::NotFound(_)) => {}
            Err(error) => return Err(error),
        }
    }
    let request = CreateCustomerRequest {
        name: Some(customer.name.clone()),
        email_address: customer.email_address.clone(),
        phone_number: customer.phone_number.clone(),
        ..CreateCustomerRequest::default()
    };
    Ok(app.dojo.create_customer(&request).await?.id)
}
