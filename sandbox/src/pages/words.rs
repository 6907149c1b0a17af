//! Amounts and names as people read them.

use dojo::Money;

/// An amount in minor units as `£1,234.50`, `€0.05`, or `XYZ 12.00` for a currency without a sign of its own here.
pub(crate) fn money(money: &Money) -> String {
    amount(money.value, &money.currency_code)
}

/// Like [`money`], for an amount and a currency that come apart.
pub(crate) fn amount(value: i64, currency_code: &str) -> String {
    let sign = if value < 0 { "−" } else { "" };
    let currency = match currency_code {
        "GBP" => "£".to_owned(),
        "EUR" => "€".to_owned(),
        other => format!("{other}\u{a0}"),
    };
    let minor = value.unsigned_abs();
    let (major, rest) = (grouped(minor / 100), minor % 100);
    format!("{sign}{currency}{major}.{rest:02}")
}

/// `Visa` for `VISA`, and the like.
pub(crate) fn scheme(name: &str) -> &str {
    match name {
        "VISA" => "Visa",
        "MASTERCARD" => "Mastercard",
        "MAESTRO" => "Maestro",
        "AMEX" => "American Express",
        "DISCOVER" => "Discover",
        "DCI" => "Diners Club",
        other => other,
    }
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_carry_their_currency_and_thousands() {
        let cases = [
            (1250, "GBP", "£12.50"),
            (5, "EUR", "€0.05"),
            (9_999_999_999, "GBP", "£99,999,999.99"),
            (100_000, "GBP", "£1,000.00"),
            (-399, "GBP", "−£3.99"),
            (1000, "USD", "USD\u{a0}10.00"),
        ];
        for (value, currency, text) in cases {
            assert_eq!(amount(value, currency), text);
        }
    }
}
