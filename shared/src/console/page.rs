//! A page of a long list, with the ways to the next and the previous one.

use serde::{Deserialize, Serialize};

/// A page of a long list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Page<T> {
    /// The rows, in the order asked for.
    pub items: Vec<T>,
    /// The cursor of the page after this one; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The cursor of the page before this one; absent on the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    /// How many rows there are in all.
    pub total: Total,
}

/// How many rows there are. Counting stops where nobody reads on, because counting a million rows takes its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Total {
    /// This many.
    Exactly(i64),
    /// This many and more.
    AtLeast(i64),
}
