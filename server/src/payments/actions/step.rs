//! What all actions at Dojo have in common: begin, ask, and find out.

use serde_json::Value;
use shared::console::payments::Seen;

use super::words::{declined, said};
use crate::app::App;
use crate::payments::mirror::tell;
use crate::payments::refresh;
use crate::payments::standing::Standing;
use crate::staff::Actor;
use crate::staff::audit::{self, Entry};
use crate::store::Tx;
use crate::store::payments::{self, PaymentRow};
use crate::{DomainError, live};

/// Nobody else changes the payment for this long (milliseconds), should the outcome stay unknown.
pub(super) const LEASE: i64 = 60_000;

/// The audit trail's names of an action.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names {
    pub(super) requested: &'static str,
    pub(super) refused: &'static str,
    pub(super) unknown: &'static str,
}

/// An action that was begun: written down, and nobody else's.
pub(super) struct Step<'a> {
    app: &'a App,
    actor: &'a Actor,
    names: Names,
    /// Until when nobody else changes the payment.
    until: i64,
    /// As it stood when the action was begun.
    pub(super) standing: Standing,
}

/// Begins an action, if the payment is as the screen showed it and `check` agrees. Should nobody know what became of the action
/// before, the payment is read first, so that nothing is done twice.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Stale`], [`DomainError::Conflict`], and what `check` says.
pub(super) async fn begin<'a>(
    app: &'a App,
    actor: &'a Actor,
    names: Names,
    id: &str,
    seen: &Seen,
    after: Value,
    check: impl FnOnce(&Standing, i64) -> Result<(), DomainError>,
) -> Result<Step<'a>, DomainError> {
    let now = app.clock.now_ms();
    read_if_unknown(app, id, now).await?;
    let mut tx = app.store.begin().await?;
    let standing = Standing::lock(&mut tx, id)
        .await?
        .ok_or(DomainError::NotFound)?;
    standing.check_seen(seen)?;
    check(&standing, now)?;
    let until = now + LEASE;
    occupy(&mut tx, id, until, now).await?;
    let entry = Entry {
        action: names.requested,
        object_kind: "payment",
        object_id: id,
        before: None,
        after: Some(after),
    };
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    tx.commit().await?;
    Ok(Step {
        app,
        actor,
        names,
        until,
        standing,
    })
}

/// Reads a payment of which nobody knows what became of the action before.
pub(super) async fn read_if_unknown(app: &App, id: &str, now: i64) -> Result<(), DomainError> {
    if payments::is_left_unknown(&app.store, id, now).await? {
        refresh(app, id).await?;
    }
    Ok(())
}

/// Lets nobody else change the payment until then.
///
/// # Errors
/// [`DomainError::Conflict`] if somebody else is at it.
pub(super) async fn occupy(tx: &mut Tx, id: &str, until: i64, now: i64) -> Result<(), DomainError> {
    if payments::occupy(tx, id, until, now).await? {
        return Ok(());
    }
    Err(busy())
}

/// For what keeps others away by what it reserves.
///
/// # Errors
/// [`DomainError::Conflict`] if somebody else is at it.
pub(super) async fn check_free(tx: &mut Tx, id: &str, now: i64) -> Result<(), DomainError> {
    if payments::is_free(tx, id, now).await? {
        return Ok(());
    }
    Err(busy())
}

fn busy() -> DomainError {
    DomainError::Conflict(
        "Somebody else is changing this payment at this moment. Nothing was done. Look again in a minute.",
    )
}

impl Step<'_> {
    fn id(&self) -> &str {
        &self.standing.payment.payment_intent_id
    }

    /// Finds out what became of it: by Dojo's answer, or, if that was lost, by whether the payment shows it.
    ///
    /// # Errors
    /// [`DomainError::Declined`] with Dojo's words, [`DomainError::DojoUnreachable`], [`DomainError::DojoUnknown`].
    pub(super) async fn finish<T>(
        &self,
        sent: Result<T, dojo::Error>,
        shows: impl FnOnce(&PaymentRow) -> bool,
    ) -> Result<(), DomainError> {
        // A refusal may mean that the payment is not as thought, so it is read in any case.
        let read = refresh(self.app, self.id()).await;
        match sent {
            Ok(_) => self.end(None, is_read(self.id(), &read)).await,
            Err(error) if error.changed_nothing() => {
                let reason = said(&error);
                self.end(Some((self.names.refused, &reason)), true).await?;
                Err(declined(error))
            }
            Err(error) => {
                let shown = read.is_ok()
                    && payments::find(&self.app.store, self.id())
                        .await?
                        .is_some_and(|payment| shows(&payment));
                if shown {
                    return self.end(None, true).await;
                }
                self.note(self.names.unknown, &said(&error)).await?;
                Err(DomainError::changing(error))
            }
        }
    }

    /// [`finish`](Self::finish), after the checkout has asked Dojo and read the answer.
    ///
    /// # Errors
    /// What `done` says.
    pub(super) async fn finish_with(
        &self,
        done: Result<(), DomainError>,
    ) -> Result<(), DomainError> {
        let Err(error) = done else {
            let read = refresh(self.app, self.id()).await;
            return self.end(None, is_read(self.id(), &read)).await;
        };
        let reason = error.chain();
        match error {
            DomainError::DojoUnreachable(_)
            | DomainError::DojoUnknown(_)
            | DomainError::Store(_)
            | DomainError::Internal(_) => self.note(self.names.unknown, &reason).await?,
            _ => self.end(Some((self.names.refused, &reason)), true).await?,
        }
        Err(error)
    }

    /// Ends it before Dojo was asked, because it may not be: `reason` says why.
    ///
    /// # Errors
    /// [`DomainError::Store`].
    pub(super) async fn withdraw(&self, reason: &str) -> Result<(), DomainError> {
        self.end(Some((self.names.refused, reason)), true).await
    }

    /// Lets others change the payment; unless it shows how it stands, not before it was read.
    async fn end(
        &self,
        refused: Option<(&'static str, &str)>,
        is_shown: bool,
    ) -> Result<(), DomainError> {
        if let Some((action, reason)) = refused {
            self.note(action, reason).await?;
        }
        let now = self.app.clock.now_ms();
        let mut tx = self.app.store.begin().await?;
        if is_shown {
            payments::free(&mut tx, self.id(), self.until).await?;
        } else {
            payments::leave_unknown(&mut tx, self.id(), self.until, now).await?;
        }
        tell(&mut tx, self.id(), now).await?;
        tx.commit().await?;
        live::hint(self.app);
        Ok(())
    }

    async fn note(&self, action: &'static str, reason: &str) -> Result<(), DomainError> {
        let now = self.app.clock.now_ms();
        let mut tx = self.app.store.begin().await?;
        let entry = Entry {
            action,
            object_kind: "payment",
            object_id: self.id(),
            before: None,
            after: Some(serde_json::json!({ "reason": reason })),
        };
        audit::record(&mut tx, Some(self.actor), &entry, now).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Whether the payment could be read; if not, it is later.
fn is_read<T>(payment_intent_id: &str, read: &Result<T, DomainError>) -> bool {
    if let Err(error) = read {
        tracing::info!(
            payment_intent_id,
            reason = error.chain(),
            "what was done shows later"
        );
    }
    read.is_ok()
}
