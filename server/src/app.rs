//! What every handler and background task shares, and their life from start to stop.

use std::ops::Deref;
use std::sync::Arc;

use shared::Environment;
use url::Url;

use crate::DomainError;
use crate::clock::Clock;
use crate::config::{Config, DojoAccess};
use crate::store::Store;

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
        let _ = (config, public_url, access, clock);
        Err(DomainError::NotFound)
    }

    /// Starts webhook subscription, worker, reconciler and outbox. Returns at once.
    #[must_use]
    pub fn start_background(&self) -> Background {
        Background {}
    }

    /// Whether the database answers, for `/readyz`.
    ///
    /// # Errors
    /// [`DomainError::Store`].
    pub async fn ready(&self) -> Result<(), DomainError> {
        Ok(())
    }
}

/// The running background tasks.
pub struct Background {}

impl Background {
    /// Lets every task and every payment step in hand finish, and closes the database.
    pub async fn stop(self) {}
}
