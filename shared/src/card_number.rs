//! Finds card numbers where none may be (PCI DSS requirement 3: what is not stored need not be protected).

use serde_json::Value;

/// What is said about a text that holds one.
pub const REFUSAL: &str =
    "This looks like a card number. Remove it: card numbers go only into the card form.";

/// The zeros of the digits that keyboards write, each followed by the other nine, beyond ASCII: Arabic, Persian, N’Ko, the scripts of
/// India and its neighbours, and what East Asian keyboards write (Unicode’s category Nd).
const ZEROS: [u32; 20] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6,
    0xe50, 0xed0, 0xf20, 0x1040, 0x17e0, 0x1810, 0xff10,
];

/// The path of the first text, or of what has the first name, that holds one, as the server writes such paths.
#[must_use]
pub fn field_of(json: &Value) -> Option<String> {
    find(json, "")
}

fn find(value: &Value, path: &str) -> Option<String> {
    match value {
        Value::String(text) => is_in(text).then(|| path.to_owned()),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .find_map(|(at, item)| find(item, &format!("{path}[{at}]"))),
        Value::Object(fields) => fields.iter().find_map(|(name, field)| {
            if is_in(name) {
                return Some(path.to_owned());
            }
            let dot = if path.is_empty() { "" } else { "." };
            find(field, &format!("{path}{dot}{name}"))
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

/// Whether the text holds 13 to 19 digits, apart from what people put between them, that pass the Luhn check. What else stands
/// beside them, an expiry date for example, does not hide them.
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

/// The digit's value, in any script.
fn digit(character: char) -> Option<u8> {
    if character.is_ascii() {
        return character
            .to_digit(10)
            .and_then(|value| value.try_into().ok());
    }
    // Mathematics has ten digits in each of five styles.
    if let '\u{1d7ce}'..='\u{1d7ff}' = character {
        return u8::try_from((u32::from(character) - 0x1d7ce) % 10).ok();
    }
    ZEROS
        .iter()
        .filter_map(|zero| u32::from(character).checked_sub(*zero))
        .find(|value| *value < 10)
        .and_then(|value| value.try_into().ok())
}

/// What people, keyboards and copied pages put between the groups of a number. Lines are numbers of their own, and so is what
/// stands between commas and colons: lists of orders and times of day would be taken for cards.
fn is_gap(character: char) -> bool {
    matches!(
        character,
        '-' | '.' | '_' | '/' | '|' | '*' | '~' | '\u{b7}' | '\u{2022}' | '\u{2027}' | '\u{2043}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
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
            "٤٤٥٦ ٥٣٠٠ ٠٠٠٠ ١٠٠٥",
            "४४५६५३००००००१००५",
            "𝟒𝟒𝟓𝟔𝟓𝟑𝟎𝟎𝟎𝟎𝟎𝟎𝟏𝟎𝟎𝟓",
            "4456/5300/0000/1005",
            "4456*5300*0000*1005",
            "4456·5300•0000|1005",
        ] {
            assert!(is_in(text), "{text}");
        }
    }

    #[test]
    fn the_field_that_holds_one_is_named() {
        for (json, field) in [
            (r#"{"note":"card 5200 0000 0000 1005"}"#, Some("note")),
            (
                r#"{"terms":{"items":[{"name":"a"},{"name":"4456530000001005"}]}}"#,
                Some("terms.items[1].name"),
            ),
            (r#"{"terms":{"4456530000001005":1}}"#, Some("terms")),
            (
                r#"{"seenUpdatedAt":1795277974114,"amount":{"value":4456530000001005}}"#,
                None,
            ),
            (r#"{"text":"order 20261121"}"#, None),
            ("null", None),
        ] {
            let json = serde_json::from_str(json).unwrap();
            assert_eq!(field_of(&json).as_deref(), field, "{json}");
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
            "07700 900123/07700 900456",
            "4456, 5300, 0000, 1005",
            "21/11/2026 17:30",
        ] {
            assert!(!is_in(text), "{text}");
        }
    }
}
