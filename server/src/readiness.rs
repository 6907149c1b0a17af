//! Whether the database can be written to, asked on behalf of however many who want to know.

use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::DomainError;
use crate::store::Store;

/// How old an answer may be. Each question takes the only writer of SQLite, and anybody may ask.
const FRESH: Duration = Duration::from_secs(1);

/// What was found out last. Whoever asks meanwhile waits for the question that is under way.
#[derive(Default)]
pub(crate) struct Readiness {
    last: Mutex<Option<Found>>,
}

struct Found {
    at: Instant,
    /// Why it cannot be written to.
    failure: Option<String>,
}

impl Readiness {
    /// Whether the database can be written to, or could be less than a second ago.
    ///
    /// # Errors
    /// [`DomainError::Store`].
    pub(crate) async fn ask(&self, store: &Store) -> Result<(), DomainError> {
        let mut last = self.last.lock().await;
        if let Some(found) = &*last
            && found.at.elapsed() < FRESH
        {
            return match &found.failure {
                None => Ok(()),
                Some(failure) => Err(DomainError::Store(failure.clone().into())),
            };
        }
        let answer = store.ready().await;
        *last = Some(Found {
            at: Instant::now(),
            failure: answer.as_ref().err().map(DomainError::chain),
        });
        answer
    }
}
