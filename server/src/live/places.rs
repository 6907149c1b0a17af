//! How many streams are open, and whose.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// One session may have this many tabs open.
const OF_A_SESSION: usize = 8;

/// One person may, however often they are signed in.
const OF_A_PERSON: usize = 16;

/// All together.
const IN_ALL: usize = 1_000;

/// The streams that are open, by session.
#[derive(Clone, Default)]
pub(super) struct Places(Arc<Mutex<HashMap<String, Taken>>>);

/// What a session has open.
struct Taken {
    staff_id: String,
    streams: usize,
}

/// The right to one open stream; given back when it is dropped.
pub(super) struct Place {
    places: Places,
    session_id: String,
}

impl Places {
    /// A place for one more stream of this session of this person, if there is one.
    pub(super) fn take(&self, session_id: &str, staff_id: &str) -> Option<Place> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let all = open.values().map(|taken| taken.streams).sum::<usize>();
        let theirs = open
            .values()
            .filter(|taken| taken.staff_id == staff_id)
            .map(|taken| taken.streams)
            .sum::<usize>();
        let of_session = open.get(session_id).map_or(0, |taken| taken.streams);
        if all >= IN_ALL || theirs >= OF_A_PERSON || of_session >= OF_A_SESSION {
            return None;
        }
        open.entry(session_id.to_owned())
            .or_insert_with(|| Taken {
                staff_id: staff_id.to_owned(),
                streams: 0,
            })
            .streams += 1;
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
            own.streams -= 1;
            if own.streams == 0 {
                open.remove(&self.session_id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(places: &Places, session_id: &str, streams: usize) -> Vec<Place> {
        (0..streams)
            .map(|_| places.take(session_id, "st_1").unwrap())
            .collect()
    }

    #[test]
    fn a_session_gets_so_many_and_gives_them_back() {
        let places = Places::default();
        let taken = take(&places, "se_1", OF_A_SESSION);
        assert!(places.take("se_1", "st_1").is_none());
        assert!(places.take("se_2", "st_1").is_some());
        drop(taken);
        assert!(places.are_empty());
        assert!(places.take("se_1", "st_1").is_some());
    }

    #[test]
    fn a_person_gets_so_many_however_often_they_sign_in() {
        let places = Places::default();
        let mut taken = take(&places, "se_1", OF_A_SESSION);
        taken.extend(take(&places, "se_2", OF_A_PERSON - OF_A_SESSION));
        assert!(places.take("se_3", "st_1").is_none());
        assert!(places.take("se_4", "st_2").is_some());
        taken.pop();
        assert!(places.take("se_3", "st_1").is_some());
    }
}
