//! Places in a long list, so that pages stay where they are while rows come and go.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::card_number;
use shared::console::{Page, Total};

use crate::DomainError;

/// Counting ends here: nobody reads on.
pub(crate) const MOST_COUNTED: i64 = 10_000;

/// What a list says of a first day that is behind the last one.
pub(crate) const BACKWARDS: &str = "This day is before the first one. Choose a later day.";

/// The place beside a row: what the list is sorted by and, where several rows share that, the row's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cursor<K> {
    pub(crate) key: K,
    pub(crate) id: String,
    /// The page before the row rather than the one after it.
    pub(crate) backwards: bool,
}

impl<K: Serialize + DeserializeOwned> Cursor<K> {
    /// Reads what [`page`] has written into an answer.
    ///
    /// # Errors
    /// [`DomainError::InvalidField`].
    pub(crate) fn parse(text: &str) -> Result<Self, DomainError> {
        let malformed = || {
            DomainError::invalid(
                "cursor",
                "This page of the list does not exist. Begin with the first one.",
            )
        };
        let json = URL_SAFE_NO_PAD.decode(text).map_err(|_| malformed())?;
        let (key, id, backwards) = serde_json::from_slice(&json).map_err(|_| malformed())?;
        Ok(Self { key, id, backwards })
    }

    fn text(key: &K, id: &str, backwards: bool) -> Result<String, DomainError> {
        let json = serde_json::to_vec(&(key, id, backwards))
            .map_err(|cause| DomainError::Internal(cause.to_string()))?;
        Ok(URL_SAFE_NO_PAD.encode(json))
    }
}

/// Makes a page of up to `limit` rows of the `limit + 1` that were asked for, read in the cursor's direction.
///
/// # Errors
/// [`DomainError::Internal`] if a cursor cannot be written.
pub(crate) fn page<R, K: Serialize + DeserializeOwned>(
    mut rows: Vec<R>,
    cursor: Option<&Cursor<K>>,
    limit: i64,
    total: i64,
    place: impl Fn(&R) -> (K, String),
) -> Result<Page<R>, DomainError> {
    let limit = usize::try_from(limit).unwrap_or(0);
    let goes_on = rows.len() > limit;
    rows.truncate(limit);
    let backwards = cursor.is_some_and(|cursor| cursor.backwards);
    if backwards {
        rows.reverse();
    }
    let has_next = backwards || goes_on;
    let has_previous = if backwards { goes_on } else { cursor.is_some() };
    let beside = |row: Option<&R>, backwards: bool| -> Result<Option<String>, DomainError> {
        row.map(|row| {
            let (key, id) = place(row);
            Cursor::text(&key, &id, backwards)
        })
        .transpose()
    };
    Ok(Page {
        next: if has_next {
            beside(rows.last(), false)?
        } else {
            None
        },
        previous: if has_previous {
            beside(rows.first(), true)?
        } else {
            None
        },
        total: if total > MOST_COUNTED {
            Total::AtLeast(MOST_COUNTED)
        } else {
            Total::Exactly(total)
        },
        items: rows,
    })
}

/// The longest text that is looked for, in characters.
const LONGEST_SEARCH: usize = 200;

/// Refuses to look for what nobody looks for. An address is kept in many places, and what an export chose is in the audit trail
/// for good, so a card number must stay out of both.
///
/// # Errors
/// [`DomainError::InvalidField`] about `field`.
pub(crate) fn check_search(field: &str, text: &str) -> Result<(), DomainError> {
    if text.chars().count() > LONGEST_SEARCH {
        return Err(DomainError::invalid(
            field,
            "Look for something shorter: a few words are enough.",
        ));
    }
    if card_number::is_in(text) {
        return Err(DomainError::invalid(
            field,
            "Never type a whole card number. Look for its last four digits.",
        ));
    }
    Ok(())
}

/// Up to four words of a search as patterns for `LIKE … ESCAPE '\'`, in small letters; the rest is `%`.
pub(crate) fn patterns(search: &str) -> [String; 4] {
    let lower = search.to_lowercase();
    let mut words = lower.split_whitespace().map(|word| {
        let escaped = word
            .replace('\\', "\\\\")
            .replace('%', "\\%")
            .replace('_', "\\_");
        format!("%{escaped}%")
    });
    std::array::from_fn(|_| words.next().unwrap_or_else(|| "%".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(cursor: Option<&str>) -> Page<i64> {
        let cursor: Option<Cursor<i64>> = cursor.map(|text| Cursor::parse(text).unwrap());
        let place = cursor.as_ref().map(|cursor| cursor.key);
        let mut rows: Vec<i64> = (1..=7).collect();
        match (&cursor, place) {
            (Some(cursor), Some(key)) if cursor.backwards => {
                rows.retain(|row| *row < key);
                rows.reverse();
            }
            (_, Some(key)) => rows.retain(|row| *row > key),
            _ => {}
        }
        rows.truncate(4);
        page(rows, cursor.as_ref(), 3, 7, |row| (*row, String::new())).unwrap()
    }

    #[test]
    fn a_list_can_be_walked_both_ways() {
        let first = numbers(None);
        assert_eq!((first.items.clone(), first.previous), (vec![1, 2, 3], None));
        let second = numbers(first.next.as_deref());
        assert_eq!(second.items, [4, 5, 6]);
        let third = numbers(second.next.as_deref());
        assert_eq!((third.items, third.next), (vec![7], None));
        let back = numbers(third.previous.as_deref());
        assert_eq!(back.items, [4, 5, 6]);
        let back = numbers(back.previous.as_deref());
        assert_eq!((back.items, back.previous), (vec![1, 2, 3], None));
        assert!(back.next.is_some());
    }

    #[test]
    fn nonsense_is_no_place() {
        for text in ["", "nonsense", "W10", "=cmd"] {
            assert!(Cursor::<i64>::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_looked_for_is_no_pattern() {
        assert_eq!(patterns("100% A_b")[..2], ["%100\\%%", "%a\\_b%"]);
        assert_eq!(patterns("")[0], "%");
    }
}
