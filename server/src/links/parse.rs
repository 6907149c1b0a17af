//! Reading a file of links, row by row.

mod row;

use jiff::tz::TimeZone;
use shared::card_number;
use shared::console::links::{COLUMNS, LinkTerms, MOST_ROWS, RowProblem};

use self::row::row;
use crate::DomainError;

/// How many columns that are not used are told.
const MOST_HINTS: usize = 20;

/// What a file holds.
#[derive(Clone, Debug, Default)]
pub(super) struct File {
    /// Good rows with their lines.
    pub(super) good: Vec<(u64, LinkTerms)>,
    /// How many rows have a problem.
    pub(super) bad: usize,
    /// What is wrong, in the order of the file.
    pub(super) problems: Vec<RowProblem>,
    /// What does no harm.
    pub(super) hints: Vec<String>,
}

/// What a row's texts mean.
#[derive(Clone, Debug)]
pub(super) struct Meaning {
    pub(super) zone: TimeZone,
    pub(super) now: i64,
}

/// Reads a file.
///
/// # Errors
/// [`DomainError::InvalidField`] if it cannot be read as a whole: not text, no heading, too many rows.
pub(super) fn parse(bytes: &[u8], meaning: &Meaning) -> Result<File, DomainError> {
    let bytes = without_mark(bytes)?;
    if bytes.trim_ascii().is_empty() {
        return Err(DomainError::invalid(
            "content",
            "The file is empty. Choose another one. Nothing was made.",
        ));
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(bytes))
        .flexible(true)
        .from_reader(bytes);
    let heading = reader
        .byte_headers()
        .map_err(|cause| unreadable(&cause.to_string()))?
        .clone();
    let mut file = File::default();
    let columns = columns(&heading, &mut file.hints)?;
    let mut rows = 0;
    let mut lines = Lines::new(bytes);
    for record in reader.byte_records() {
        let record = record.map_err(|cause| unreadable(&cause.to_string()))?;
        if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
            continue;
        }
        rows += 1;
        if rows > MOST_ROWS {
            return Err(unreadable("it has more than 10,000 rows; split it"));
        }
        let line = lines.at(record.position().map_or(0, csv::Position::byte));
        match row(&record, &columns, meaning) {
            Ok(terms) => file.good.push((line, terms)),
            Err(problems) => {
                file.bad += 1;
                file.problems
                    .extend(problems.into_iter().map(|(column, message)| RowProblem {
                        line,
                        column,
                        message,
                    }));
            }
        }
    }
    if rows == 0 {
        return Err(unreadable("it has a heading and no rows"));
    }
    Ok(file)
}

fn unreadable(reason: &str) -> DomainError {
    DomainError::invalid(
        "content",
        format!("The file cannot be read: {reason}. Nothing was made."),
    )
}

/// The text without the mark that Excel puts before UTF-8.
fn without_mark(bytes: &[u8]) -> Result<&[u8], DomainError> {
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    if utf16 || bytes.contains(&0) {
        return Err(unreadable(
            "it is not UTF-8 but UTF-16 or no text at all. In Excel choose “CSV UTF-8” when you save it",
        ));
    }
    Ok(bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes))
}

/// Spreadsheets of some countries put semicolons or tabs between the columns.
fn delimiter(bytes: &[u8]) -> u8 {
    let heading = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    let count = |of: u8| heading.iter().filter(|b| **b == of).count();
    [b';', b'\t']
        .into_iter()
        .find(|other| count(*other) > count(b','))
        .unwrap_or(b',')
}

/// Which of [`COLUMNS`] stands where.
fn columns(
    heading: &csv::ByteRecord,
    hints: &mut Vec<String>,
) -> Result<Vec<Option<&'static str>>, DomainError> {
    let mut columns = Vec::new();
    for cell in heading {
        let name = String::from_utf8_lossy(cell).trim().to_lowercase();
        let column = COLUMNS.into_iter().find(|column| *column == name);
        if column.is_some() && columns.contains(&column) {
            return Err(unreadable(&format!("the column “{name}” is there twice")));
        }
        if card_number::is_in(&name) {
            return Err(unreadable("its first line holds a card number"));
        }
        if column.is_none() && !name.is_empty() && hints.len() < MOST_HINTS {
            let name: String = name.chars().take(40).collect();
            hints.push(format!("The column “{name}” is not used."));
        }
        columns.push(column);
    }
    let has = |name| columns.contains(&Some(name));
    if !has("reference") {
        return Err(unreadable(
            "its first line must name the columns, and one must be “reference”",
        ));
    }
    if !(has("amount") || has("minimum") && has("maximum")) {
        return Err(unreadable("the column “amount” is missing"));
    }
    Ok(columns)
}

/// Counts lines up to places that only go forward.
struct Lines<'a> {
    rest: &'a [u8],
    place: u64,
    line: u64,
}

impl<'a> Lines<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            place: 0,
            line: 1,
        }
    }

    /// The line of the row that begins at or, past a line's end, behind this place.
    fn at(&mut self, place: u64) -> u64 {
        let passed = usize::try_from(place.saturating_sub(self.place)).unwrap_or(0);
        let (passed, rest) = self.rest.split_at(passed.min(self.rest.len()));
        let ends = rest
            .iter()
            .take_while(|b| matches!(b, b'\r' | b'\n'))
            .count();
        let (skipped, rest) = rest.split_at(ends);
        for bytes in [passed, skipped] {
            let breaks = bytes.iter().filter(|b| **b == b'\n').count();
            self.line += u64::try_from(breaks).unwrap_or(0);
        }
        self.rest = rest;
        self.place = place + u64::try_from(ends).unwrap_or(0);
        self.line
    }
}
