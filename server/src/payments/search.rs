//! What a payment is found by: words from its reference and customer, the e-mail address, the card's last four digits, the
//! authorization code. What is typed is taken apart the same way.

/// Longer words are cut: nobody types more, and an index has its limits.
const LONGEST: usize = 60;

/// What the search looks at.
pub(crate) struct Searchable<'a> {
    /// The reference as people know it.
    pub(crate) reference: &'a str,
    /// Whose payment it is.
    pub(crate) customer_name: Option<&'a str>,
    /// Where the receipt goes.
    pub(crate) email_address: Option<&'a str>,
    /// Of the card.
    pub(crate) last_four: Option<&'a str>,
    /// The issuer's.
    pub(crate) auth_code: Option<&'a str>,
}

/// Every word once, in lower case.
pub(crate) fn terms(of: &Searchable<'_>) -> Vec<String> {
    let mut terms = words(of.reference);
    for text in [of.customer_name, of.last_four, of.auth_code] {
        terms.extend(text.map(words).unwrap_or_default());
    }
    if let Some(address) = of.email_address {
        terms.push(whole(address));
    }
    terms.retain(|term| !term.is_empty());
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// The terms as one text, a space before each, so that ` abc` finds the words that begin so.
pub(crate) fn text(terms: &[String]) -> String {
    terms.iter().flat_map(|term| [" ", term]).collect()
}

/// What was typed, as the beginnings of words that must all be found. An e-mail address stays whole.
pub(crate) fn typed(query: &str) -> Vec<String> {
    let mut tokens: Vec<String> = query
        .split_whitespace()
        .flat_map(|part| {
            if part.contains('@') {
                vec![whole(part)]
            } else {
                words(part)
            }
        })
        .filter(|token| !token.is_empty())
        .collect();
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}

/// The first text that is beyond everything that begins with `prefix`, byte by byte; `None` if nothing is.
pub(crate) fn beyond(prefix: &[u8]) -> Option<Vec<u8>> {
    let mut beyond = prefix.to_vec();
    while let Some(last) = beyond.pop() {
        if let Some(next) = last.checked_add(1) {
            beyond.push(next);
            return Some(beyond);
        }
    }
    None
}

fn words(text: &str) -> Vec<String> {
    text.split(|character: char| !character.is_alphanumeric())
        .map(whole)
        .collect()
}

fn whole(text: &str) -> String {
    text.to_lowercase().chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(reference: &str) -> Vec<String> {
        terms(&Searchable {
            reference,
            customer_name: Some("Ada Lovelace"),
            email_address: Some("Ada@Example.com"),
            last_four: Some("1005"),
            auth_code: None,
        })
    }

    #[test]
    fn every_word_is_kept_once_and_in_lower_case() {
        assert_eq!(
            of("INV-2026/Ada"),
            ["1005", "2026", "ada", "ada@example.com", "inv", "lovelace"]
        );
    }

    #[test]
    fn what_is_typed_is_taken_apart_likewise() {
        assert_eq!(typed(" inv-2026  Lovelace "), ["2026", "inv", "lovelace"]);
        assert_eq!(typed("ADA@Example.com"), ["ada@example.com"]);
        assert!(typed(" - / ").is_empty());
    }

    #[test]
    fn a_range_of_bytes_ends_right_behind_its_prefix() {
        assert_eq!(beyond(b"ab"), Some(b"ac".to_vec()));
        assert_eq!(beyond(&[0x61, 0xff]), Some(vec![0x62]));
        assert_eq!(beyond(&[0xff]), None);
    }

    proptest! {
        #[test]
        fn a_reference_is_found_by_each_of_its_words(reference in "\\PC{0,60}") {
            let terms = of(&reference);
            for token in typed(&reference.replace('@', " ")) {
                prop_assert!(terms.contains(&token), "{token} of {terms:?}");
            }
        }

        #[test]
        fn every_term_lies_in_the_range_of_its_prefixes(term in "[a-zé0-9@.]{1,20}") {
            for (end, character) in term.char_indices() {
                let prefix = &term.as_bytes()[..end + character.len_utf8()];
                prop_assert!(term.as_bytes() >= prefix);
                prop_assert!(beyond(prefix).is_none_or(|beyond| *term.as_bytes() < *beyond));
            }
        }
    }
}
