//! How the connection to Dojo stands: the key, the webhooks, and what did not get through.

use secrecy::ExposeSecret as _;
use serde_json::json;
use shared::console::live::{LiveEvent, LiveKind};
use shared::console::settings::connection::{
    Deliveries, DojoConnection, Retried, Subscription, TestCall,
};

use crate::app::App;
use crate::business::ending;
use crate::events::subscription;
use crate::staff::Actor;
use crate::staff::audit::{self, Entry};
use crate::store::inbox;
use crate::store::parked::{self, Queue};
use crate::{DomainError, live};

/// How many that were given up are listed.
const LISTED: i64 = 50;

/// How it stands, without asking Dojo.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn state(app: &App) -> Result<DojoConnection, DomainError> {
    let (parked_total, waiting) = parked::count(&app.store, Queue::Inbox).await?;
    Ok(DojoConnection {
        environment: app.environment,
        embedded_sandbox: app.config.dojo.is_none(),
        key_ending: ending(app.access.api_key.expose_secret()),
        api_url: app.access.api_url.to_string(),
        webhook_url: subscription::url(app)?,
        subscription: subscription(app),
        last_webhook_at: inbox::last_received(&app.store).await?,
        waiting,
        parked: parked::list(&app.store, Queue::Inbox, LISTED).await?,
        parked_total,
    })
}

/// Whether Dojo sends us webhooks, as far as we know.
pub(crate) fn subscription(app: &App) -> Subscription {
    match app.webhook_secrets.trouble() {
        Some(reason) => Subscription::Failing { reason },
        None if app.webhook_secrets.active().is_some() => Subscription::Active,
        None => Subscription::Unknown,
    }
}

/// Asks Dojo something harmless, with the key.
pub(crate) async fn test(app: &App) -> TestCall {
    let began = app.clock.now_ms();
    let answer = app.dojo.subscriptions().await;
    let took = app.clock.now_ms() - began;
    let (works, message) = match answer {
        Ok(_) => (true, "Dojo answered and took the key.".to_owned()),
        Err(error) => (false, in_words(&error).to_owned()),
    };
    // If it works again, what was waiting for that need not wait on.
    if works {
        app.wake.subscription.notify_one();
    }
    TestCall {
        works,
        took,
        message,
    }
}

fn in_words(error: &dojo::Error) -> &'static str {
    match error {
        dojo::Error::Unauthorized(_) => {
            "Dojo does not take the key. Look in Dojo's developer portal whether it was revoked, and start the server with a new one."
        }
        dojo::Error::Unreachable(_) => {
            "Dojo cannot be reached. Look whether this server may connect to Dojo's address."
        }
        dojo::Error::OutcomeUnknown(_) => {
            "Dojo did not answer in time. Try again in a minute; its status page says whether it is down."
        }
        dojo::Error::Refused(_) | dojo::Error::NotFound(_) | dojo::Error::Conflict(_) => {
            "Dojo answered, and refused. Look whether the address of its API is the right one."
        }
    }
}

/// Callbacks to the shop that wait or were given up.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn deliveries(app: &App) -> Result<Deliveries, DomainError> {
    let (parked_total, waiting) = parked::count(&app.store, Queue::Outbox).await?;
    Ok(Deliveries {
        waiting,
        parked: parked::list(&app.store, Queue::Outbox, LISTED).await?,
        parked_total,
    })
}

/// Has what was given up tried again: one message, or all of the queue.
///
/// # Errors
/// [`DomainError::NotFound`] if there is no such message, [`DomainError::Store`].
pub(crate) async fn retry(
    app: &App,
    actor: &Actor,
    queue: Queue,
    id: Option<&str>,
) -> Result<Retried, DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    let count = parked::retry(&mut tx, queue, id, now).await?;
    if count == 0 {
        tx.rollback().await?;
        return match id {
            Some(_) => Err(DomainError::NotFound),
            None => Ok(Retried { count }),
        };
    }
    let (action, object_kind) = match queue {
        Queue::Inbox => ("webhook.retried", "webhook"),
        Queue::Outbox => ("callback.retried", "callback"),
    };
    let entry = Entry {
        action,
        object_kind,
        object_id: id.unwrap_or("all"),
        before: None,
        after: Some(json!({ "count": count })),
    };
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    let event = LiveEvent {
        kind: LiveKind::Attention,
        id: object_kind.to_owned(),
    };
    live::tell(&mut tx, &event, now).await?;
    tx.commit().await?;
    live::hint(app);
    match queue {
        Queue::Inbox => app.wake.worker.notify_one(),
        Queue::Outbox => app.wake.outbox.notify_one(),
    }
    Ok(Retried { count })
}
