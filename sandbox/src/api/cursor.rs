//! Pages of lists: newest first, cut at places that stay where they are when new documents come.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

use super::Problem;

/// How many are on a page unless told otherwise.
const DEFAULT_LIMIT: usize = 50;

/// Which page is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    limit: usize,
    edge: Option<Edge>,
}

#[derive(Clone, Copy, Debug)]
enum Edge {
    /// The page that ends before this number.
    Before(u64),
    /// The page that begins after this number.
    After(u64),
}

/// A page.
#[derive(Debug)]
pub(super) struct Page<T> {
    pub(super) data: Vec<T>,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
}

impl Place {
    /// Reads limit and cursors, whose form was checked already.
    pub(super) fn new(
        limit: Option<i64>,
        before: Option<&str>,
        after: Option<&str>,
    ) -> Result<Self, Problem> {
        let edge = match (before, after) {
            (Some(_), Some(_)) => {
                let message = "Only one of before and after may be used.";
                return Err(Problem::field("Cursor", message));
            }
            (Some(before), None) => Some(Edge::Before(read(before)?)),
            (None, Some(after)) => Some(Edge::After(read(after)?)),
            (None, None) => None,
        };
        let limit = limit
            .and_then(|limit| usize::try_from(limit).ok())
            .unwrap_or(DEFAULT_LIMIT);
        Ok(Self { limit, edge })
    }

    /// Cuts the page out of all documents, which come newest first.
    pub(super) fn cut<'a, T: 'a>(
        self,
        newest_first: impl DoubleEndedIterator<Item = (u64, &'a T)>,
    ) -> Page<&'a T> {
        let all: Vec<(u64, &T)> = newest_first.collect();
        let (from, to) = match self.edge {
            None => (0, self.limit),
            Some(Edge::After(number)) => {
                let from = all.partition_point(|(at, _)| *at >= number);
                (from, from.saturating_add(self.limit))
            }
            Some(Edge::Before(number)) => {
                let to = all.partition_point(|(at, _)| *at > number);
                (to.saturating_sub(self.limit), to)
            }
        };
        let to = to.min(all.len());
        let page = &all[from.min(to)..to];
        let name = |entry: Option<&(u64, &T)>| entry.map(|(number, _)| write(*number));
        Page {
            before: name(page.first()).filter(|_| from > 0),
            after: name(page.last()).filter(|_| to < all.len()),
            data: page.iter().map(|(_, document)| *document).collect(),
        }
    }
}

fn write(number: u64) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(number.to_be_bytes())
}

fn read(cursor: &str) -> Result<u64, Problem> {
    BASE64_URL_SAFE_NO_PAD
        .decode(cursor)
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .map(u64::from_be_bytes)
        .ok_or_else(|| Problem::field("Cursor", "The cursor is none that was handed out."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(limit: i64, before: Option<&str>, after: Option<&str>) -> Page<&'static str> {
        const ALL: [(u64, &str); 5] = [(9, "e"), (7, "d"), (5, "c"), (3, "b"), (1, "a")];
        let place = Place::new(Some(limit), before, after).expect("a place");
        let page = place.cut(ALL.iter().map(|(number, name)| (*number, name)));
        Page {
            data: page.data.into_iter().copied().collect(),
            before: page.before,
            after: page.after,
        }
    }

    #[test]
    fn pages_lead_forth_and_back() {
        let first = page(2, None, None);
        assert_eq!((first.data, first.before), (vec!["e", "d"], None));
        let second = page(2, None, first.after.as_deref());
        assert_eq!(second.data, ["c", "b"]);
        let third = page(2, None, second.after.as_deref());
        assert_eq!((third.data, third.after), (vec!["a"], None));
        let back = page(2, third.before.as_deref(), None);
        assert_eq!(back.data, ["c", "b"]);
    }

    #[test]
    fn strange_cursors_are_refused() {
        assert!(Place::new(None, Some("a"), Some("b")).is_err());
        assert!(Place::new(None, None, Some("nonsense")).is_err());
    }
}
