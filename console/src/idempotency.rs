//! The names under which changes are sent, so that each is carried out once however often it is sent.
//!
//! A name stays with its change until an answer tells what became of it, also when the page that asked has gone meanwhile:
//! whoever comes back and asks for the same is told the outcome of the first. Another body is another change.

use std::cell::RefCell;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use shared::ErrorCode;

use crate::api::Error;

thread_local! {
    static UNSETTLED: RefCell<Vec<(Change, String)>> = const { RefCell::new(Vec::new()) };
}

/// A change as the server would tell it from others: method, address and body. Only a digest of them, for a body may hold a
/// password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Change(u64);

impl Change {
    pub(crate) fn new(method: &str, path: &str, body: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        (method, path, body).hash(&mut hasher);
        Self(hasher.finish())
    }

    /// The key to send it under: `fresh`, unless it was sent before and it is not known what became of it.
    pub(crate) fn key(self, fresh: impl FnOnce() -> String) -> String {
        UNSETTLED.with_borrow_mut(|unsettled| {
            if let Some((_, key)) = unsettled.iter().find(|(change, _)| *change == self) {
                return key.clone();
            }
            let key = fresh();
            unsettled.push((self, key.clone()));
            key
        })
    }

    /// An answer came, or none. Asked for again after one that tells what became of it, the same is another change.
    pub(crate) fn answered(self, refusal: Option<&Error>) {
        if refusal.is_none_or(tells) {
            UNSETTLED.with_borrow_mut(|unsettled| unsettled.retain(|(change, _)| *change != self));
        }
    }
}

/// Whether a refusal says what became of the change. What is refused before the change itself is looked at says nothing of an
/// earlier try whose answer was lost.
fn tells(refusal: &Error) -> bool {
    match refusal {
        Error::Offline | Error::Unreadable => false,
        Error::Refused(problem) => !matches!(
            problem.code,
            ErrorCode::IdempotencyInProgress
                | ErrorCode::Unauthorized
                | ErrorCode::Locked
                | ErrorCode::TooManyRequests
                | ErrorCode::StoreUnavailable
                | ErrorCode::Internal
                | ErrorCode::Unknown
        ),
    }
}

#[cfg(test)]
mod tests {
    use shared::ApiProblem;

    use super::*;

    fn send(change: Change, fresh: &str) -> String {
        change.key(|| fresh.to_owned())
    }

    fn refused(code: ErrorCode) -> Error {
        Error::Refused(ApiProblem {
            code,
            message: String::new(),
            field: None,
            trace_id: String::new(),
        })
    }

    #[test]
    fn a_change_keeps_its_key_until_its_outcome_is_known() {
        let change = Change::new("POST", "/links/ln_1/emails", r#"{"to":"a@example.com"}"#);
        assert_eq!(send(change, "first"), "first");
        change.answered(Some(&Error::Offline));
        assert_eq!(send(change, "second"), "first");
        change.answered(Some(&Error::Unreadable));
        assert_eq!(send(change, "third"), "first");
        change.answered(Some(&refused(ErrorCode::Locked)));
        assert_eq!(send(change, "fourth"), "first");
        change.answered(None);
        assert_eq!(send(change, "fifth"), "fifth");
        change.answered(Some(&refused(ErrorCode::Conflict)));
        assert_eq!(send(change, "sixth"), "sixth");
    }

    #[test]
    fn another_body_is_another_change() {
        let one = Change::new("POST", "/links", r#"{"amount":1}"#);
        let other = Change::new("POST", "/links", r#"{"amount":2}"#);
        assert_eq!(send(one, "one"), "one");
        assert_eq!(send(other, "other"), "other");
        // Whoever goes back to what they typed first means the first.
        assert_eq!(send(one, "again"), "one");
    }
}
