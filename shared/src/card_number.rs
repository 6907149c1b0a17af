//! Finds card numbers where none may be (PCI DSS requirement 3: what is not stored need not be protected).

/// Whether the text holds 13 to 19 digits, apart from spaces, dots and hyphens between them, that pass the Luhn check.
#[must_use]
pub fn is_in(text: &str) -> bool {
    let mut run: Vec<u8> = Vec::new();
    for character in text.chars().chain(std::iter::once('\n')) {
        match (character.to_digit(10), character) {
            (Some(digit), _) => run.push(u8::try_from(digit).unwrap_or(0)),
            (None, ' ' | '-' | '.' | '\u{a0}') => {}
            (None, _) => {
                if run_holds_card_number(&run) {
                    return true;
                }
                run.clear();
            }
        }
    }
    false
}

/// Whether the digits, all of them, pass the check that every card number passes (ISO/IEC 7812-1, annex B).
#[must_use]
pub fn passes_luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| match (at % 2, u32::from(*digit)) {
            (0, digit) => digit,
            (_, digit @ 0..=4) => digit * 2,
            (_, digit) => digit * 2 - 9,
        })
        .sum();
    sum.is_multiple_of(10)
}

fn run_holds_card_number(run: &[u8]) -> bool {
    // Only whole runs: any window of a long order number would pass one time in ten.
    (13..=19).contains(&run.len()) && run.iter().any(|digit| *digit != 0) && passes_luhn(run)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn card_numbers_are_found_however_they_are_written() {
        for text in [
            "5200000000001005",
            "call: 4456 5300 0000 1005, Ada",
            "5200-0000-0000-1096",
        ] {
            assert!(is_in(text), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_left_alone() {
        for text in [
            "",
            "Order 245",
            "+44 7865 432100",
            "5200000000001006",
            "0000000000000000",
            "2026-11-21 09:30",
        ] {
            assert!(!is_in(text), "{text}");
        }
    }
}
