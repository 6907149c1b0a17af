//! How many streams are open, and whose.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// One session may have this many tabs open.
const OF_A_SESSION: usize = 8;

/// All together.
const IN_ALL: usize = 1_000;

/// The streams that are open, by session.
#[derive(Clone, Default)]
pub(super) struct Places(Arc<Mutex<HashMap<String, usize>>>);

/// The right to one open stream; given back when it is dropped.
pub(super) struct Place {
    places: Places,
    session_id: String,
}

impl Places {
    /// A place for one more stream of this session, if there is one.
    pub(super) fn take(&self, session_id: &str) -> Option<Place> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if open.values().sum::<usize>() >= IN_ALL {
            return None;
        }
        let own = open.entry(session_id.to_owned()).or_default();
        if *own >= OF_A_SESSION {
            return None;
        }
        *own += 1;
        Some(Place {
            places: self.clone(),
            session_id: session_id.to_owned(),
        })
    }

    pub(super) fn are_empty(&self) -> bool {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_empty()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.places.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = open.get_mut(&self.session_id) {
            *own -= 1;
            if *own == 0 {
                open.remove(&self.session_id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_gets_so_many_and_gives_them_back() {
        let places = Places::default();
        let taken: Vec<Place> = (0..OF_A_SESSION)
            .map(|_| places.take("se_1").unwrap())
            .collect();
        assert!(places.take("se_1").is_none());
        assert!(places.take("se_2").is_some());
        drop(taken);
        assert!(places.are_empty());
        assert!(places.take("se_1").is_some());
    }
}
