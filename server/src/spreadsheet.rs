//! Files for spreadsheets: CSV (RFC 4180) in UTF-8, in which no cell is taken for a formula.

use axum::body::Bytes;

use shared::Money;

use crate::DomainError;

/// The first line, after the mark by which Excel knows UTF-8.
///
/// # Errors
/// [`DomainError::Internal`].
pub(crate) fn heading(names: &[&str]) -> Result<Bytes, DomainError> {
    let row: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    Ok([b"\xef\xbb\xbf".as_slice(), &rows(&[row])?].concat().into())
}

/// Lines.
///
/// # Errors
/// [`DomainError::Internal`].
pub(crate) fn rows(rows: &[Vec<String>]) -> Result<Bytes, DomainError> {
    let broken = |cause: String| DomainError::Internal(format!("CSV: {cause}"));
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for row in rows {
        writer
            .write_record(row.iter().map(|cell| harmless(cell)))
            .map_err(|cause| broken(cause.to_string()))?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|cause| broken(cause.to_string()))?;
    Ok(bytes.into())
}

/// `1250` as `12.50`: without sign and separators, as spreadsheets count with it.
pub(crate) fn amount(money: Money) -> String {
    let sign = if money.value < 0 { "-" } else { "" };
    let absolute = money.value.unsigned_abs();
    format!("{sign}{}.{:02}", absolute / 100, absolute % 100)
}

/// With what a formula begins, in wide letters too.
const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A cell that begins like a formula would be carried out by whoever opens the file (CWE-1236). Where lists are separated by
/// semicolons or tabs a cell begins after each of these too, and at a new line: quotation marks do not hold it together there,
/// because they do not stand at its beginning. Numbers stay numbers.
pub(crate) fn harmless(cell: &str) -> String {
    if is_negative_number(cell) {
        return cell.to_owned();
    }
    let mut harmless = String::with_capacity(cell.len() + 1);
    let mut begins = true;
    for character in cell.chars() {
        if begins && SIGNS.contains(&character) {
            harmless.push('\'');
        }
        begins = still_begins(begins, character);
        harmless.push(character);
    }
    harmless
}

/// The cell as it was before it was made [`harmless`].
pub(crate) fn as_it_was(cell: &str) -> String {
    let mut was = String::with_capacity(cell.len());
    let mut begins = true;
    let mut rest = cell.chars().peekable();
    while let Some(character) = rest.next() {
        let added = character == '\'' && rest.peek().is_some_and(|next| SIGNS.contains(next));
        if !(begins && added) {
            begins = still_begins(begins, character);
            was.push(character);
        }
    }
    was
}

/// Whether a file's cell would be carried out rather than read: a sign at its beginning that is none of a number.
pub(crate) fn is_formula(cell: &str) -> bool {
    let mut rest = cell.chars();
    match rest.next() {
        Some('+' | '-' | '＋' | '－') => {
            let number = |c: char| c.is_ascii_digit() || "., ".contains(c);
            !(rest.clone().any(|c| c.is_ascii_digit()) && rest.all(number))
        }
        Some(first) => SIGNS.contains(&first),
        None => false,
    }
}

fn is_negative_number(cell: &str) -> bool {
    cell.strip_prefix('-').is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    })
}

/// Whether a sign right after this character would stand at the beginning of what some spreadsheet takes for a cell. What
/// cannot be seen, and what is taken away when a file is read, does not count.
fn still_begins(begins: bool, character: char) -> bool {
    match character {
        ';' | '\t' | '\r' | '\n' => true,
        '"' | '\u{ad}' | '\u{feff}' => begins,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => begins,
        other => begins && (other.is_whitespace() || other.is_control()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, harmless_cell) in [
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("+44 20", "'+44 20"),
            ("-1+1", "'-1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "\t'=1"),
            ("\u{feff}\u{200b}=1", "\u{feff}\u{200b}'=1"),
            ("x;=cmd|' /C calc'!A0", "x;'=cmd|' /C calc'!A0"),
            ("x; \"＝1\"", "x; \"'＝1\""),
            ("one\n-two\r\n+three\t@4", "one\n'-two\r\n'+three\t'@4"),
            ("x;-5", "x;'-5"),
        ] {
            assert_eq!(harmless(cell), harmless_cell);
            assert_eq!(as_it_was(harmless_cell), cell);
        }
        for cell in [
            "",
            "Order 245",
            "-12.50",
            "1=1",
            "'quoted",
            "a; b - c",
            "x;'y",
        ] {
            assert_eq!(harmless(cell), cell);
            assert_eq!(as_it_was(cell), cell);
        }
    }

    #[test]
    fn a_sign_begins_a_formula_unless_it_is_that_of_a_number() {
        for cell in [
            "=1", "@SUM(A1)", "-SUM(A1)", "+cmd", "-1+1", "＝1", "＋x", "- tea", "-",
        ] {
            assert!(is_formula(cell), "{cell}");
        }
        for cell in [
            "",
            "-12.50",
            "+44 20 7946 0000",
            "1=1",
            "'=1",
            "Order 245",
            "-1,000.00",
        ] {
            assert!(!is_formula(cell), "{cell}");
        }
    }

    #[test]
    fn commas_and_quotation_marks_stay_within_their_cell() {
        let row = vec!["a,b".to_owned(), "say \"hi\"".to_owned()];
        assert_eq!(rows(&[row]).unwrap(), "\"a,b\",\"say \"\"hi\"\"\"\r\n");
        assert_eq!(heading(&["a", "b"]).unwrap(), "\u{feff}a,b\r\n");
    }
}
