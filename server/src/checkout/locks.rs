//! One step at a time on each checkout, within this process. Between processes the guarded transitions decide.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use shared::CheckoutId;
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};

/// Held while a step is under way.
pub(crate) type Held = OwnedMutexGuard<()>;

/// The checkouts that are being worked on.
#[derive(Default)]
pub(crate) struct Locks(Mutex<HashMap<CheckoutId, Weak<AsyncMutex<()>>>>);

impl Locks {
    /// Waits until nobody else works on the checkout.
    pub(crate) async fn hold(&self, id: &CheckoutId) -> Held {
        self.of(id).lock_owned().await
    }

    /// `None` if somebody works on the checkout.
    pub(crate) fn try_hold(&self, id: &CheckoutId) -> Option<Held> {
        self.of(id).try_lock_owned().ok()
    }

    fn of(&self, id: &CheckoutId) -> Arc<AsyncMutex<()>> {
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
