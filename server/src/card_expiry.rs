//! Until when a card is good, as it stands on the card.

/// `MM/YY`. Dojo writes that, and in some answers a whole date, `2024-12-31`.
pub(crate) fn month_and_year(text: &str) -> String {
    match text.split('-').collect::<Vec<_>>().as_slice() {
        [year, month, _] if year.len() == 4 => {
            format!("{month}/{}", year.get(2..).unwrap_or(year))
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expiry_dates_read_as_on_the_card() {
        assert_eq!(month_and_year("2024-12-31"), "12/24");
        assert_eq!(month_and_year("2024-12-31T00:00:00Z"), "12/24");
        assert_eq!(month_and_year("12/29"), "12/29");
    }
}
