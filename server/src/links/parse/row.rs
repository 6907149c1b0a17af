//! What the cells of a row mean.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use shared::checkout::AmountLimits;
use shared::console::links::LinkTerms;
use shared::{Currency, EmailAddress, Money, Reference};

use super::Meaning;
use crate::links::until;
use crate::spreadsheet;

/// A column, if one is at fault, and what is wrong.
pub(super) type Problem = (Option<String>, String);

struct Row {
    cells: Vec<(&'static str, String)>,
    problems: Vec<Problem>,
}

/// The link that a row asks for.
///
/// # Errors
/// Everything that is wrong with it.
pub(super) fn row(
    record: &csv::ByteRecord,
    columns: &[Option<&'static str>],
    meaning: &Meaning,
) -> Result<LinkTerms, Vec<Problem>> {
    let mut row = Row {
        cells: Vec::new(),
        problems: Vec::new(),
    };
    if record.len() > columns.len() {
        row.problems.push((
            None,
            "The row has more cells than the heading. Put texts with commas between quotation marks.".to_owned(),
        ));
    }
    for (cell, column) in record.iter().zip(columns) {
        let Some(column) = column else { continue };
        match text(cell) {
            Ok(text) => row.cells.push((column, text)),
            Err(message) => row.fail(column, message),
        }
    }
    if !row.problems.is_empty() {
        return Err(row.problems);
    }
    let terms = row.terms(meaning);
    if let (Some(terms), true) = (&terms, row.problems.is_empty()) {
        for problem in terms.problems(meaning.now) {
            row.fail(column_of(&problem.field), problem.message);
        }
    }
    match terms {
        Some(terms) if row.problems.is_empty() => Ok(terms),
        _ => Err(row.problems),
    }
}

/// The cell's text, as it was before an export made it harmless.
fn text(cell: &[u8]) -> Result<String, String> {
    let text = std::str::from_utf8(cell).map_err(|_| {
        "The text is not UTF-8. In Excel choose “CSV UTF-8” when you save the file.".to_owned()
    })?;
    let text = text.trim();
    if spreadsheet::is_formula(text) {
        return Err(
            "This is a formula, or looks like one. Put its value in its place, or an apostrophe before it.".to_owned(),
        );
    }
    // Spreadsheets of some systems break lines in two characters.
    Ok(spreadsheet::as_it_was(text).replace("\r\n", "\n"))
}

fn column_of(field: &str) -> &str {
    match field {
        "expireAt" => "expires",
        "openAmount.minimum" => "minimum",
        "openAmount.maximum" => "maximum",
        other => other,
    }
}

impl Row {
    fn fail(&mut self, column: &str, message: impl Into<String>) {
        self.problems
            .push((Some(column.to_owned()), message.into()));
    }

    /// The cell's text, unless it is empty or there is none.
    fn cell(&self, column: &str) -> Option<String> {
        let cell = self.cells.iter().find(|(name, _)| *name == column);
        cell.map(|(_, text)| text.clone())
            .filter(|text| !text.is_empty())
    }

    /// The cell as something else; what cannot be is noted.
    fn read<T>(
        &mut self,
        column: &str,
        read: impl FnOnce(String) -> Result<T, String>,
    ) -> Option<T> {
        match read(self.cell(column)?) {
            Ok(value) => Some(value),
            Err(message) => {
                self.fail(column, message);
                None
            }
        }
    }

    fn terms(&mut self, meaning: &Meaning) -> Option<LinkTerms> {
        let reference = self.cell("reference").unwrap_or_default();
        let reference = Reference::try_from(reference)
            .map_err(|error| self.fail("reference", error.to_string()))
            .ok();
        let currency = self
            .read("currency", |code| {
                Currency::try_from(code.to_uppercase().as_str()).map_err(|error| error.to_string())
            })
            .unwrap_or(Currency::Gbp);
        let money = |text: String| Money::parse(&text, currency).map_err(|error| error.to_string());
        let amount = self.read("amount", money);
        let limits = (self.read("minimum", money), self.read("maximum", money));
        let open_amount = match limits {
            (Some(minimum), Some(maximum)) => Some(AmountLimits { minimum, maximum }),
            (None, None) => None,
            _ if self.problems.is_empty() => {
                self.fail("minimum", "Give both minimum and maximum.");
                None
            }
            _ => None,
        };
        if amount.is_some() && open_amount.is_some() {
            self.fail("amount", "Give either an amount, or minimum and maximum.");
        }
        let any = Money::new(0, currency);
        let mut terms = LinkTerms::of(reference?, amount.unwrap_or(any));
        terms.amount = amount;
        terms.open_amount = open_amount;
        terms.description = self.cell("description");
        terms.note = self.cell("note");
        terms.email_address = self.read("email", |text| {
            EmailAddress::try_from(text).map_err(|error| error.to_string())
        });
        terms.expire_at = self.read("expires", |text| expiry(&text, &meaning.zone));
        if let Some(uses) = self.read("uses", |text| uses(&text)) {
            terms.uses = uses;
        }
        terms.capture_later = self.read("capture", |text| later(&text)).unwrap_or(false);
        Some(terms)
    }
}

/// To the end of that day, in the business's zone.
fn expiry(text: &str, zone: &TimeZone) -> Result<i64, String> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(at.as_millisecond());
    }
    let wrong = || "Write the day as 2027-01-31.".to_owned();
    let day = text
        .parse::<Date>()
        .or_else(|_| Date::strptime("%d/%m/%Y", text))
        .map_err(|_| wrong())?;
    until::end_of_day(day, zone).ok_or_else(wrong)
}

fn uses(text: &str) -> Result<Option<i64>, String> {
    if text.eq_ignore_ascii_case("unlimited") {
        return Ok(None);
    }
    text.parse()
        .map(Some)
        .map_err(|_| "Write a number, or “unlimited”.".to_owned())
}

fn later(text: &str) -> Result<bool, String> {
    match text.to_lowercase().as_str() {
        "now" => Ok(false),
        "later" => Ok(true),
        _ => Err("Write “now” or “later”.".to_owned()),
    }
}
