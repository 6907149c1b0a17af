//! Saved cards as Dojo listed them a moment ago, so that a page that is loaded again and again asks Dojo once.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use dojo::CustomerPaymentMethod;

/// How long a list is believed (milliseconds).
const KEPT: i64 = 60_000;

/// More customers than this are not remembered at the same time.
const MOST: usize = 1_000;

/// For showing only: what is charged or removed is looked up at Dojo.
#[derive(Default)]
pub(crate) struct CardCache(Mutex<Lists>);

#[derive(Default)]
struct Lists {
    of: HashMap<String, List>,
    /// How often something was forgotten.
    forgotten: u64,
}

struct List {
    cards: Vec<CustomerPaymentMethod>,
    until: i64,
}

/// The moment at which Dojo was asked.
pub(super) struct Asked(u64);

impl CardCache {
    pub(super) fn get(&self, customer: &str, now: i64) -> Option<Vec<CustomerPaymentMethod>> {
        let lists = self.lists();
        let list = lists.of.get(customer).filter(|list| now < list.until);
        list.map(|list| list.cards.clone())
    }

    /// To be called before Dojo is asked.
    pub(super) fn asked(&self) -> Asked {
        Asked(self.lists().forgotten)
    }

    /// Keeps an answer, unless it may be older than what made a list be forgotten.
    pub(super) fn put(
        &self,
        customer: &str,
        cards: &[CustomerPaymentMethod],
        asked: &Asked,
        now: i64,
    ) {
        let mut lists = self.lists();
        if lists.forgotten != asked.0 {
            return;
        }
        if lists.of.len() >= MOST {
            lists.of.retain(|_, list| now < list.until);
        }
        if lists.of.len() < MOST || lists.of.contains_key(customer) {
            let list = List {
                cards: cards.to_vec(),
                until: now + KEPT,
            };
            lists.of.insert(customer.to_owned(), list);
        }
    }

    /// The customer's cards change, or may have.
    pub(crate) fn forget(&self, customer: &str) {
        let mut lists = self.lists();
        lists.of.remove(customer);
        lists.forgotten = lists.forgotten.wrapping_add(1);
    }

    fn lists(&self) -> MutexGuard<'_, Lists> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_than_so_many_are_kept_and_the_old_make_room() {
        let cache = CardCache::default();
        let asked = cache.asked();
        for customer in 0..2 * MOST {
            cache.put(&customer.to_string(), &[], &asked, 0);
        }
        assert_eq!(cache.lists().of.len(), MOST);
        cache.put("late", &[], &asked, KEPT);
        assert_eq!(cache.lists().of.len(), 1);
        assert!(cache.get("late", KEPT).is_some());
        assert!(cache.get("late", 2 * KEPT).is_none());
    }

    #[test]
    fn an_answer_from_before_a_change_is_not_kept() {
        let cache = CardCache::default();
        let asked = cache.asked();
        cache.forget("ada");
        cache.put("ada", &[], &asked, 0);
        assert!(cache.get("ada", 0).is_none());
    }
}
