//! Making a checkout ready to be paid: one intent for every door to it, the right amount, a client session secret that can
//! be used.

use dojo::PaymentIntent;
use shared::{Attempt, AttemptMethod, AttemptRequest, CheckoutId, CheckoutStatus, PreparedAttempt};

use super::amounts::{self, Wanted};
use super::exposed::{events, secret_can_be_used, shown};
use super::{
    CheckoutRecord, Payer, closing, creation, declines, get, payment_link, saved_cards, view,
};
use crate::DomainError;
use crate::app::App;
use crate::store::attempts::{self, AttemptRow, AttemptStatus};
use crate::{payments, phone_orders};

/// After this long (milliseconds) the customer's secret in a payment link may have run out.
const LINK_GROWS_OLD: i64 = 60_000;

/// After so many changes under our hands something is wrong.
const MOST_ROUNDS: usize = 5;

/// What one look at the checkout led to.
enum Step {
    /// Things changed: look again.
    Again,
    /// It cannot be paid (any more), or not now.
    Nothing,
    /// It can be paid with this.
    Ready(Attempt),
}

/// Makes the checkout ready to be paid in the requested way and for the requested amount. Idempotent.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::InvalidField`], [`DomainError::TooMany`], all that Dojo's and the store's
/// absence cause.
pub async fn prepare(
    app: &App,
    id: &CheckoutId,
    request: AttemptRequest,
) -> Result<PreparedAttempt, DomainError> {
    prepare_for(app, id, request, Payer::Shopper).await
}

/// [`prepare`], knowing who enters the card.
///
/// # Errors
/// As [`prepare`]; [`DomainError::Conflict`] if a phone order is to be paid in the other way.
pub(crate) async fn prepare_for(
    app: &App,
    id: &CheckoutId,
    request: AttemptRequest,
    payer: Payer,
) -> Result<PreparedAttempt, DomainError> {
    let (own, id) = (app.clone(), id.clone());
    app.to_the_end(async move {
        let attempt = prepare_alone(&own, &id, &request, &payer).await?;
        // Nobody holds the checkout here: the view closes one that fell due meanwhile, and holds it for that.
        let record = get(&own, &id).await?;
        let checkout = view(&own, &record).await?;
        let attempt = attempt.filter(|_| checkout.status == CheckoutStatus::Open);
        if attempt.is_some() && !payer.is_staff() {
            phone_orders::entering_card(&own, &record).await;
        }
        Ok(PreparedAttempt { checkout, attempt })
    })
    .await
}

/// Holds the checkout from the first look at it until it can be paid, and no longer.
async fn prepare_alone(
    app: &App,
    id: &CheckoutId,
    request: &AttemptRequest,
    payer: &Payer,
) -> Result<Option<Attempt>, DomainError> {
    let _held = app.locks.hold(id).await;
    for _ in 0..MOST_ROUNDS {
        closing::advance_held(app, id).await?;
        let record = get(app, id).await?;
        match step(app, &record, request, payer).await? {
            Step::Again => {}
            Step::Nothing => return Ok(None),
            Step::Ready(attempt) => return Ok(Some(attempt)),
        }
    }
    Err(DomainError::Conflict(
        "This checkout is changing. Nothing was charged. Try again.",
    ))
}

async fn step(
    app: &App,
    record: &CheckoutRecord,
    request: &AttemptRequest,
    payer: &Payer,
) -> Result<Step, DomainError> {
    if record.status.is_final() || record.closing.is_some() {
        return Ok(Step::Nothing);
    }
    phone_orders::check_way(app, record, payer.is_staff()).await?;
    let wanted = amounts::wanted(record, request)?;
    check_method(record, request)?;
    match attempts::live(app.store.write(), record.id.as_str()).await? {
        None => begin(app, record, request, payer, wanted).await,
        Some(attempt) => match attempt.status {
            AttemptStatus::Creating => {
                creation::recover(app, &attempt).await?;
                Ok(Step::Again)
            }
            AttemptStatus::Open => reuse(app, record, &attempt, request, payer, wanted).await,
            _ => {
                payments::cancel(app, &attempt).await?;
                // Dojo may be about to take the money, and then it cannot be cancelled.
                let live = attempts::live(app.store.write(), record.id.as_str()).await?;
                match live {
                    Some(attempt) if attempt.waiting_since.is_some() => Ok(Step::Nothing),
                    _ => Ok(Step::Again),
                }
            }
        },
    }
}

fn check_method(record: &CheckoutRecord, request: &AttemptRequest) -> Result<(), DomainError> {
    if !record.methods.contains(&request.method) {
        return Err(DomainError::invalid(
            "method",
            "This way to pay is not offered. Choose another one.",
        ));
    }
    match (request.method, &request.saved_card_id) {
        (AttemptMethod::SavedCard, None) => {
            Err(DomainError::invalid("savedCardId", "Choose a saved card."))
        }
        _ => Ok(()),
    }
}

/// The card to be selected on Dojo's page, if the shopper chose one.
fn chosen_card(request: &AttemptRequest) -> Option<&str> {
    request
        .saved_card_id
        .as_deref()
        .filter(|_| request.method == AttemptMethod::SavedCard)
}

async fn begin(
    app: &App,
    record: &CheckoutRecord,
    request: &AttemptRequest,
    payer: &Payer,
    wanted: Wanted,
) -> Result<Step, DomainError> {
    declines::check(app, record.id.as_str()).await?;
    let card = chosen_card(request);
    if let Some(card) = card {
        saved_cards::check(app, record, card).await?;
    }
    let created = creation::create(app, record, wanted, card, payer).await?;
    let Some((attempt, intent)) = created else {
        return Ok(Step::Again);
    };
    expose(app, record, &attempt, intent, request, wanted).await
}

async fn reuse(
    app: &App,
    record: &CheckoutRecord,
    attempt: &AttemptRow,
    request: &AttemptRequest,
    payer: &Payer,
    wanted: Wanted,
) -> Result<Step, DomainError> {
    // It was shown to somebody before, so it may have been paid.
    let intent = payments::settle(app, attempt).await?;
    let Some(attempt) = attempts::find(app.store.write(), &attempt.id).await? else {
        return Ok(Step::Again);
    };
    if attempt.status != AttemptStatus::Open {
        return Ok(Step::Again);
    }
    if attempt.waiting_since.is_some() {
        return Ok(Step::Nothing);
    }
    declines::enforce(app, record.id.as_str()).await?;
    declines::check(app, record.id.as_str()).await?;
    let card = chosen_card(request);
    let other_card = card.is_some() && card != attempt.saved_card_id.as_deref();
    if other_card || attempt.keyed != payer.is_staff() {
        // Dojo takes a selected card, and who keys it, only when an intent is made.
        payments::cancel(app, &attempt).await?;
        return Ok(Step::Again);
    }
    expose(app, record, &attempt, intent, request, wanted).await
}

/// Makes the intent's amounts and secret usable and shows them.
async fn expose(
    app: &App,
    record: &CheckoutRecord,
    attempt: &AttemptRow,
    intent: PaymentIntent,
    request: &AttemptRequest,
    wanted: Wanted,
) -> Result<Step, DomainError> {
    let mut intent = intent;
    let mut secret_events = attempt.secret_events;
    if !amounts::fits(&intent, wanted) {
        intent = amounts::change(app, attempt, intent, wanted).await?;
        if !amounts::fits(&intent, wanted) {
            return again_unless_open(app, record).await;
        }
        secret_events = events(&intent);
    }
    if !amounts::settle(app, attempt, wanted).await? {
        return Ok(Step::Again);
    }
    amounts::remember(app, record, wanted).await?;
    let now = app.clock.now();
    if !secret_can_be_used(&intent, secret_events, request, now) {
        intent = match app.dojo.refresh_client_session_secret(&intent.id).await {
            Ok(intent) => intent,
            Err(error @ (dojo::Error::Refused(_) | dojo::Error::Conflict(_))) => {
                tracing::info!(attempt_id = attempt.id, %error, "the secret was not refreshed");
                return again_unless_open(app, record).await;
            }
            Err(error) => return Err(DomainError::changing(error)),
        };
        // Another process may have changed it meanwhile: nothing is shown that pays another sum.
        if !amounts::fits(&intent, wanted) {
            return Ok(Step::Again);
        }
        secret_events = events(&intent);
    }
    if secret_events != attempt.secret_events {
        attempts::set_secret_events(&app.store, &attempt.id, secret_events).await?;
    }
    let now = app.clock.now_ms();
    attempts::schedule_poll(&app.store, &attempt.id, now + 2_000).await?;
    app.wake.reconciler.notify_one();
    let on_dojos_page = matches!(
        request.method,
        AttemptMethod::SavedCard | AttemptMethod::HostedPage
    );
    if on_dojos_page && now - attempt.created_at >= LINK_GROWS_OLD {
        payment_link::renew(app, record, &mut intent).await;
    }
    shown(attempt, &intent, wanted).map(Step::Ready)
}

/// Dojo did not do what it does for an unpaid intent, so the next look should find it paid or cancelled.
async fn again_unless_open(app: &App, record: &CheckoutRecord) -> Result<Step, DomainError> {
    if let Some(attempt) = attempts::live(app.store.write(), record.id.as_str()).await? {
        payments::settle(app, &attempt).await?;
    }
    match get(app, &record.id).await? {
        record if record.status == CheckoutStatus::Open && record.has_live_attempt => Err(
            DomainError::DojoRefused("Dojo did not change the payment intent".into()),
        ),
        _ => Ok(Step::Again),
    }
}
