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

/// A cell that begins like a formula would be carried out by whoever opens the file (CWE-1236). Numbers stay numbers.
pub(crate) fn harmless(cell: &str) -> String {
    let begins = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let number = cell.strip_prefix('-').is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    });
    if begins && !number {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=cmd|' /C calc'!A0", "+44 20", "-1+1", "@SUM(A1)", "\t=1"] {
            assert!(harmless(cell).starts_with('\''), "{cell}");
        }
        for cell in ["", "Order 245", "-12.50", "1=1", "'quoted"] {
            assert_eq!(harmless(cell), cell);
        }
    }

    #[test]
    fn commas_and_quotation_marks_stay_within_their_cell() {
        let row = vec!["a,b".to_owned(), "say \"hi\"".to_owned()];
        assert_eq!(rows(&[row]).unwrap(), "\"a,b\",\"say \"\"hi\"\"\"\r\n");
        assert_eq!(heading(&["a", "b"]).unwrap(), "\u{feff}a,b\r\n");
    }
}
