//! Many links from one file.

use serde::{Deserialize, Serialize};

use crate::Money;

/// The most rows that a file may have.
pub const MOST_ROWS: usize = 10_000;

/// The largest file, in bytes.
pub const LARGEST_FILE: usize = 4 * 1024 * 1024;

/// The columns that a file may have; the first two it must have, unless limits take the amount's place.
pub const COLUMNS: [&str; 11] = [
    "reference",
    "amount",
    "currency",
    "minimum",
    "maximum",
    "description",
    "email",
    "expires",
    "uses",
    "capture",
    "note",
];

/// Body of `POST /links/import/check`: reads the file and makes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ImportCheck {
    /// The file's bytes in base64.
    pub content: String,
}

/// What was found in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportReport {
    /// `im_…`: names this import, so that it is carried out once however often it is asked for.
    pub import_id: String,
    /// Rows without a problem.
    pub good: usize,
    /// Rows with one.
    pub bad: usize,
    /// What all good rows with a fixed amount ask for together, one sum a currency.
    pub totals: Vec<Money>,
    /// How many good rows name an e-mail address; none, if the server sends no e-mails.
    pub with_email: usize,
    /// The first good rows, as they would be made.
    pub sample: Vec<ImportRow>,
    /// What is wrong, row by row, at most 1,000.
    pub problems: Vec<RowProblem>,
    /// How many more problems there are.
    pub problems_left: usize,
    /// What was noticed about the file as a whole and does no harm.
    pub hints: Vec<String>,
    /// When the very same file was imported before, in milliseconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imported_at: Option<i64>,
}

/// A row as it would be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportRow {
    /// The line in the file; the heading is line 1.
    pub line: u64,
    /// The reference.
    pub reference: String,
    /// The amount in words.
    pub amount: String,
    /// Whom to send it to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Until when it can be paid.
    pub expire_at: i64,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RowProblem {
    /// The line in the file; the heading is line 1.
    pub line: u64,
    /// Which column; absent if it is the row as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// For people: what is wrong and what would be right.
    pub message: String,
}

/// Body of `POST /links/import`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Import {
    /// As the check named it.
    pub import_id: String,
    /// The same file.
    pub content: String,
    /// Make the good rows even if there are bad ones; otherwise one bad row stops everything.
    pub good_rows_only: bool,
    /// E-mail each link to the address in its row.
    #[serde(default)]
    pub send_emails: bool,
}

/// What an import made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Imported {
    /// Links made.
    pub made: i64,
    /// Rows left out.
    pub left_out: i64,
    /// E-mails on their way.
    pub emails: i64,
}
