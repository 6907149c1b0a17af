//! Amounts as people say them, and the script that staff read back to a caller.

use crate::{Currency, Money};

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: [&str; 10] = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

/// The amount as it is said in Britain and Ireland: "twelve pounds fifty", "one pound and five pence", "fifty pence".
#[must_use]
pub fn amount(money: Money) -> String {
    let (one, many, cent, cents) = match money.currency_code {
        Currency::Gbp => ("pound", "pounds", "penny", "pence"),
        Currency::Eur => ("euro", "euro", "cent", "cent"),
    };
    let absolute = money.value.unsigned_abs();
    let (major, minor) = (absolute / 100, absolute % 100);
    let majors = format!("{} {}", number(major), if major == 1 { one } else { many });
    let minors = format!(
        "{} {}",
        number(minor),
        if minor == 1 { cent } else { cents }
    );
    let spoken = match (major, minor) {
        (_, 0) => majors,
        (0, _) => minors,
        // "Twelve pounds five" could be five or fifty.
        (_, 1..=9) => format!("{majors} and {minors}"),
        (_, _) => format!("{majors} {}", number(minor)),
    };
    if money.value < 0 {
        format!("minus {spoken}")
    } else {
        spoken
    }
}

/// What staff read back before the card is taken.
#[must_use]
pub fn read_back(money: Money, reference: &str, name: Option<&str>) -> String {
    let who = match name.map(str::trim).filter(|name| !name.is_empty()) {
        Some(name) => format!(", {name}"),
        None => String::new(),
    };
    format!(
        "So that is {} for {}{who}. Is that right?",
        amount(money),
        reference.trim()
    )
}

/// A whole number in words: "one thousand two hundred and thirty-four".
fn number(value: u64) -> String {
    match value {
        0..=99 => below_hundred(value),
        100..=999 => {
            let hundreds = format!("{} hundred", below_hundred(value / 100));
            joined(hundreds, value % 100, " and ")
        }
        1_000..=999_999 => in_units(value, 1_000, "thousand"),
        _ => in_units(value, 1_000_000, "million"),
    }
}

fn in_units(value: u64, unit: u64, name: &str) -> String {
    let rest = value % unit;
    let link = if rest < 100 { " and " } else { " " };
    joined(format!("{} {name}", number(value / unit)), rest, link)
}

fn joined(text: String, rest: u64, link: &str) -> String {
    match rest {
        0 => text,
        rest => format!("{text}{link}{}", number(rest)),
    }
}

fn below_hundred(value: u64) -> String {
    let word = |words: &[&'static str], at: u64| {
        let at = usize::try_from(at).unwrap_or(usize::MAX);
        words.get(at).copied().unwrap_or_default()
    };
    match (value, value % 10) {
        (0..=19, _) => word(&SMALL, value).to_owned(),
        (_, 0) => word(&TENS, value / 10).to_owned(),
        (_, ones) => format!("{}-{}", word(&TENS, value / 10), word(&SMALL, ones)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pounds(value: i64) -> String {
        amount(Money::new(value, Currency::Gbp))
    }

    #[test]
    fn amounts_are_said_as_people_say_them() {
        for (value, words) in [
            (1250, "twelve pounds fifty"),
            (1200, "twelve pounds"),
            (100, "one pound"),
            (101, "one pound and one penny"),
            (1205, "twelve pounds and five pence"),
            (50, "fifty pence"),
            (1, "one penny"),
            (0, "zero pounds"),
            (9_999, "ninety-nine pounds ninety-nine"),
            (11_000, "one hundred and ten pounds"),
            (
                123_456,
                "one thousand two hundred and thirty-four pounds fifty-six",
            ),
            (100_500, "one thousand and five pounds"),
            (100_000_000, "one million pounds"),
            (-1250, "minus twelve pounds fifty"),
            (
                Money::MAX_VALUE,
                "ninety-nine million nine hundred and ninety-nine thousand nine hundred and ninety-nine pounds \
                 ninety-nine",
            ),
        ] {
            assert_eq!(pounds(value), words);
        }
        let euro = Money::new(1_205, Currency::Eur);
        assert_eq!(amount(euro), "twelve euro and five cent");
    }

    #[test]
    fn the_script_reads_back_amount_order_and_name() {
        let money = Money::new(1250, Currency::Gbp);
        assert_eq!(
            read_back(money, "Order 245", Some("Ada Lovelace")),
            "So that is twelve pounds fifty for Order 245, Ada Lovelace. Is that right?"
        );
        assert_eq!(
            read_back(money, " Order 245 ", Some(" ")),
            "So that is twelve pounds fifty for Order 245. Is that right?"
        );
    }
}
