//! What every handler and background task shares, and their life from start to stop.

use std::future::Future;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use secrecy::ExposeSecret;
use shared::Environment;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use url::Url;

use crate::DomainError;
use crate::business::Business;
use crate::checkout::card_cache::CardCache;
use crate::checkout::locks::Locks;
use crate::clock::Clock;
use crate::config::{Config, DojoAccess};
use crate::events;
use crate::events::subscription::WebhookSecrets;
use crate::events::sweep::Failures;
use crate::live::Live;
use crate::mail::Mailer;
use crate::readiness::Readiness;
use crate::staff::passwords::Passwords;
use crate::store::Store;
use crate::telemetry;

/// How long a stop waits for what is in hand: longer than any call to Dojo.
const LAST_WORK: Duration = Duration::from_secs(25);

/// The application: cheap to clone, the same for all.
#[derive(Clone)]
pub struct App(Arc<Shared>);

/// What [`App`] holds.
pub struct Shared {
    /// The settings.
    pub config: Config,
    /// The address that shoppers type, without a path; resolved, if the port was left to the system.
    pub public_url: Url,
    /// How to reach Dojo, or the sandbox.
    pub access: DojoAccess,
    /// Whether real money moves.
    pub environment: Environment,
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Arc<dyn Clock>,
    pub(crate) dojo: dojo::Client,
    pub(crate) locks: Locks,
    pub(crate) hold_locks: Locks<String>,
    pub(crate) cards: CardCache,
    pub(crate) wake: WakeUps,
    pub(crate) passwords: Passwords,
    pub(crate) webhook_secrets: WebhookSecrets,
    pub(crate) sweep_failures: Failures,
    pub(crate) mailer: Option<Mailer>,
    pub(crate) live: Live,
    pub(crate) business: Business,
    readiness: Readiness,
    tasks: TaskTracker,
}

/// Rouses the background tasks before their pause is over.
#[derive(Default)]
pub(crate) struct WakeUps {
    pub(crate) worker: Notify,
    pub(crate) reconciler: Notify,
    pub(crate) outbox: Notify,
    pub(crate) subscription: Notify,
    pub(crate) backfill: Notify,
    pub(crate) refunds: Notify,
    pub(crate) live: Notify,
    pub(crate) customers: Notify,
    pub(crate) holds: Notify,
    pub(crate) mail: Notify,
}

impl Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl App {
    /// Opens the store, brings its schema up to date, and prepares the client. Does not ask Dojo anything.
    ///
    /// `public_url` is the resolved one; `access` is that of the configuration or of the embedded sandbox.
    ///
    /// # Errors
    /// [`DomainError::Store`] if the database cannot be opened, [`DomainError::Internal`] if the client cannot be built.
    pub async fn new(
        config: Config,
        public_url: Url,
        access: DojoAccess,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, DomainError> {
        let dojo = dojo::Client::new(dojo::ClientConfig::new(
            access.api_url.clone(),
            access.api_key.clone(),
        ))
        .map_err(|cause| DomainError::Internal(format!("Dojo's address or key: {cause}")))?;
        let environment = if access.api_key.expose_secret().starts_with("sk_prod_") {
            Environment::Live
        } else {
            Environment::Sandbox
        };
        let mailer = config.mail.as_ref().map(Mailer::new).transpose()?;
        let store = Store::open(&config.database_url).await?;
        store.release_leases(clock.now_ms()).await?;
        let business = Business::load(&store, &config, clock.now_ms()).await?;
        Ok(Self(Arc::new(Shared {
            config,
            public_url,
            access,
            environment,
            store,
            clock,
            dojo,
            locks: Locks::default(),
            hold_locks: Locks::default(),
            cards: CardCache::default(),
            wake: WakeUps::default(),
            passwords: Passwords::default(),
            webhook_secrets: WebhookSecrets::default(),
            sweep_failures: Failures::default(),
            mailer,
            live: Live::default(),
            business,
            readiness: Readiness::default(),
            tasks: TaskTracker::new(),
        })))
    }

    /// Starts webhook subscription, worker, reconciler, outbox and mail. Returns at once.
    #[must_use]
    pub fn start_background(&self) -> Background {
        let stopping = CancellationToken::new();
        events::start(self, &self.tasks, &stopping);
        Background {
            app: self.clone(),
            stopping,
        }
    }

    /// Whether the database can be written to, or could be less than a second ago, for `/readyz`.
    ///
    /// # Errors
    /// [`DomainError::Store`].
    pub async fn ready(&self) -> Result<(), DomainError> {
        let own = self.clone();
        // To its end, so that those who hang up do not make it be asked again and again.
        self.to_the_end(async move { own.readiness.ask(&own.store).await })
            .await
    }

    /// Ends the answers that would never end by themselves. Call it when a stop is asked for, before waiting for answers.
    pub fn close_streams(&self) {
        self.live.close();
    }

    /// Carries `work` out to its end even if the one who waits for it goes away: a shopper who closes the page must not
    /// leave a step with Dojo half done. A stop waits for it too.
    pub(crate) async fn to_the_end<T, E>(
        &self,
        work: impl Future<Output = Result<T, E>> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DomainError> + Send + 'static,
    {
        use tracing::Instrument as _;

        self.tasks
            .spawn(telemetry::carried(work).in_current_span())
            .await
            .map_err(|cause| DomainError::Internal(format!("a step broke off: {cause}")))?
    }
}

/// The running background tasks.
pub struct Background {
    app: App,
    stopping: CancellationToken,
}

impl Background {
    /// Lets every task and every payment step in hand finish, and closes the database.
    pub async fn stop(self) {
        self.stopping.cancel();
        self.app.tasks.close();
        if tokio::time::timeout(LAST_WORK, self.app.tasks.wait())
            .await
            .is_err()
        {
            tracing::warn!(
                "stopping although some work is not finished; it is taken up at the next start"
            );
        }
        self.app.store.close().await;
    }
}
