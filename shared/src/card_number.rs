//! Finds card numbers where none may be (PCI DSS requirement 3: what is not stored need not be protected).

/// Whether the text holds 13 to 19 digits, apart from spaces, dots and dashes between them, that pass the Luhn check. What
/// else stands beside them, an expiry date for example, does not hide them.
#[must_use]
pub fn is_in(text: &str) -> bool {
    let mut groups: Vec<Vec<u8>> = Vec::new();
    let mut in_group = false;
    for character in text.chars().chain(std::iter::once('\n')) {
        match (digit(character), character) {
            (Some(digit), _) => {
                match groups.last_mut().filter(|_| in_group) {
                    Some(group) => group.push(digit),
                    None => groups.push(vec![digit]),
                }
                in_group = true;
            }
            (None, character) if is_gap(character) => in_group = false,
            (None, _) => {
                if hold_card_number(&groups) {
                    return true;
                }
                groups.clear();
                in_group = false;
            }
        }
    }
    false
}

/// The digit's value, also of those that East Asian keyboards write.
fn digit(character: char) -> Option<u8> {
    let ascii = match character {
        '\u{ff10}'..='\u{ff19}' => char::from_u32(u32::from(character) - 0xff10 + 0x30)?,
        _ => character,
    };
    ascii
        .to_digit(10)
        .and_then(|digit| u8::try_from(digit).ok())
}

/// What people, keyboards and copied pages put between the groups of a number. Lines are numbers of their own.
fn is_gap(character: char) -> bool {
    matches!(
        character,
        '-' | '.' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
    ) || (character.is_whitespace() && !matches!(character, '\n' | '\r'))
}

/// Whether the groups of digits are a card number, as a whole or in part. A part begins and ends with a group, because any
/// window of a long order number would pass one time in ten, and its groups are as long as those printed on cards.
fn hold_card_number(groups: &[Vec<u8>]) -> bool {
    if is_card_number(&groups.concat()) {
        return true;
    }
    (0..groups.len()).any(|first| {
        let rest = groups.get(first..).unwrap_or_default();
        let printed = rest
            .iter()
            .take_while(|group| (3..=6).contains(&group.len()))
            .count();
        // More groups than six have more digits than a card.
        let windows = (1..=printed.clamp(1, 6)).filter_map(|length| rest.get(..length));
        windows
            .map(<[_]>::concat)
            .any(|digits| begins_as_card(&digits) && is_card_number(&digits))
    })
}

/// Cards begin with 2 to 6 (ISO/IEC 7812-1).
fn begins_as_card(digits: &[u8]) -> bool {
    digits.first().is_some_and(|first| (2..=6).contains(first))
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

fn is_card_number(digits: &[u8]) -> bool {
    (13..=19).contains(&digits.len())
        && digits.iter().any(|digit| *digit != 0)
        && passes_luhn(digits)
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
            "card 4456530000001005 12/29",
            "4456 5300 0000 1005 12 29 341",
            "Order 245 4456 5300 0000 1005",
            "3782 822463 10005",
            "4456_5300_0000_1005",
            "4456\t5300\t0000\t1005",
            "4456\u{2009}5300\u{202f}0000\u{2013}1005",
            "4456\u{200b}530000001005",
            "\u{ff14}456 5300 0000 100\u{ff15}",
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
            "2026-11-21 07700 900123",
            "07700 900123 or 07700 900456",
        ] {
            assert!(!is_in(text), "{text}");
        }
    }
}
