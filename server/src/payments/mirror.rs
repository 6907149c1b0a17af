//! Writing down what a reading of an intent says, and telling open consoles.

use dojo::PaymentIntent;
use shared::console::live::{LiveEvent, LiveKind};

use super::{belonging, document, facts};
use crate::app::App;
use crate::store::Tx;
use crate::store::payments::{self, Belonging, Mirrored, PaymentRow};
use crate::{DomainError, live};

/// Takes in what a `GET` returned of an intent that no attempt made: one from elsewhere, or the charge of a hold.
///
/// # Errors
/// [`DomainError::Store`]: nothing was changed.
pub(crate) async fn apply_foreign(app: &App, intent: &PaymentIntent) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    let belonging = belonging::of_foreign(&mut tx, intent).await?;
    let Some((_, changed)) = mirror(&mut tx, belonging, intent, false, now).await? else {
        return Ok(tx.rollback().await?);
    };
    if changed {
        tell(&mut tx, &intent.id, now).await?;
    }
    tx.commit().await?;
    live::hint(app);
    Ok(())
}

/// Writes the mirror. Answers the row and whether it says something new; `None` if it shows something newer already.
pub(super) async fn mirror(
    tx: &mut Tx,
    belonging: Belonging,
    intent: &PaymentIntent,
    with_saved_card: bool,
    now: i64,
) -> Result<Option<(PaymentRow, bool)>, DomainError> {
    let mut payment = facts::payment_row(intent, now);
    if with_saved_card && payment.method.as_deref() == Some("card") {
        payment.method = Some("saved_card".to_owned());
    }
    belonging::complete(tx, &belonging, &mut payment).await?;
    let events = facts::event_rows(intent);
    let document = document::of(intent)?;
    Ok(
        match payments::mirror(tx, &belonging, &payment, &events, &document, now).await? {
            Mirrored::Older => None,
            Mirrored::Same => Some((payment, false)),
            Mirrored::Changed => Some((payment, true)),
        },
    )
}

/// Tells open consoles that the payment has changed.
pub(super) async fn tell(tx: &mut Tx, intent_id: &str, now: i64) -> Result<(), DomainError> {
    let event = LiveEvent {
        kind: LiveKind::Payment,
        id: intent_id.to_owned(),
    };
    live::tell(tx, &event, now).await
}
