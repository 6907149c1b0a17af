//! One step at a time on each checkout or hold, within this process. Between processes the guarded transitions decide.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use shared::CheckoutId;
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};

/// Held while a step is under way.
pub(crate) type Held = OwnedMutexGuard<()>;

/// What is being worked on: checkouts, unless told otherwise.
pub(crate) struct Locks<K = CheckoutId>(Mutex<HashMap<K, Weak<AsyncMutex<()>>>>);

impl<K> Default for Locks<K> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Clone + Eq + Hash> Locks<K> {
    /// Waits until nobody else works on it.
    pub(crate) async fn hold(&self, id: &K) -> Held {
        self.of(id).lock_owned().await
    }

    /// `None` if somebody works on it.
    pub(crate) fn try_hold(&self, id: &K) -> Option<Held> {
        self.of(id).try_lock_owned().ok()
    }

    fn of(&self, id: &K) -> Arc<AsyncMutex<()>> {
        let mut locks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lock) = locks.get(id).and_then(Weak::upgrade) {
            return lock;
        }
        locks.retain(|_, lock| lock.strong_count() > 0);
        let lock = Arc::new(AsyncMutex::new(()));
        locks.insert(id.clone(), Arc::downgrade(&lock));
        lock
    }
}
