//! How cards are named, wherever one is shown.

/// A card scheme as people write it: `VISA` as `Visa`. The names are Dojo's (`CardScheme` in its API), which also has
/// `AMERICAN_EXPRESS` in some answers.
#[must_use]
pub fn scheme_name(scheme: &str) -> &str {
    match scheme {
        "VISA" => "Visa",
        "MASTERCARD" => "Mastercard",
        "MAESTRO" => "Maestro",
        "AMEX" | "AMERICAN_EXPRESS" => "American Express",
        "DISCOVER" => "Discover",
        "DCI" => "Diners Club",
        "" => "Card",
        other => other,
    }
}

/// `Visa •••• 1005`, as far as it is known; `scheme` is Dojo's, such as `VISA`.
#[must_use]
pub fn card_name(scheme: Option<&str>, last_four: Option<&str>) -> String {
    let scheme = scheme_name(scheme.unwrap_or_default());
    match last_four {
        None | Some("") => scheme.to_owned(),
        Some(last_four) => format!("{scheme} •••• {last_four}"),
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
        for (scheme, name) in [
            ("VISA", "Visa •••• 1005"),
            ("MASTERCARD", "Mastercard •••• 1005"),
            ("AMEX", "American Express •••• 1005"),
            ("DCI", "Diners Club •••• 1005"),
            ("JCB", "JCB •••• 1005"),
            ("", "Card •••• 1005"),
        ] {
            assert_eq!(card_name(Some(scheme), Some("1005")), name);
        }
        assert_eq!(card_name(None, Some("1005")), "Card •••• 1005");
        assert_eq!(card_name(Some("VISA"), Some("")), "Visa");
        assert_eq!(card_name(Some("VISA"), None), "Visa");
        assert_eq!(funding_name("DEBIT"), "Debit");
        assert_eq!(funding_name(""), "");
    }
}
