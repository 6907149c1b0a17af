//! How cards are named.

/// `Visa •••• 1005`, as far as it is known; `card_type` is Dojo's, such as `VISA`.
#[must_use]
pub fn card_name(card_type: Option<&str>, last_four: Option<&str>) -> String {
    let scheme = match card_type {
        Some("VISA") => "Visa",
        Some("MASTERCARD") => "Mastercard",
        Some("MAESTRO") => "Maestro",
        Some("AMEX" | "AMERICAN_EXPRESS") => "American Express",
        Some("DISCOVER") => "Discover",
        Some("DCI") => "Diners Club",
        Some(other) => other,
        None => "Card",
    };
    match last_four {
        Some(last_four) => format!("{scheme} •••• {last_four}"),
        None => scheme.to_owned(),
    }
}

/// `Debit`; `funding` is Dojo's, such as `DEBIT`.
#[must_use]
pub fn funding_name(funding: &str) -> String {
    let mut letters = funding.chars();
    letters.next().map_or_else(String::new, |first| {
        first
            .to_uppercase()
            .chain(letters.flat_map(char::to_lowercase))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_named_as_people_know_it() {
        assert_eq!(card_name(Some("VISA"), Some("1005")), "Visa •••• 1005");
        assert_eq!(card_name(Some("JCB"), None), "JCB");
        assert_eq!(card_name(None, Some("1005")), "Card •••• 1005");
        assert_eq!(funding_name("DEBIT"), "Debit");
        assert_eq!(funding_name(""), "");
    }
}
