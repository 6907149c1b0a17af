//! The values of an entry in words.

use serde_json::Value;
use shared::Money;

/// A line for each value of one side of a change.
pub(super) fn lines(json: &str) -> Vec<String> {
    match serde_json::from_str(json) {
        Ok(Value::Object(values)) => values
            .iter()
            .map(|(name, value)| format!("{}: {}", name_of(name), shown(value)))
            .collect(),
        _ => vec![json.to_owned()],
    }
}

/// `emailAddress` in words: E-mail address.
fn name_of(key: &str) -> String {
    let mut words = String::new();
    for letter in key.chars() {
        if letter.is_ascii_uppercase() {
            words.push(' ');
        }
        words.push(match letter {
            '_' => ' ',
            other => other.to_ascii_lowercase(),
        });
    }
    super::table::capitalized(&words.replace("email", "e-mail"))
}

fn shown(value: &Value) -> String {
    if let Ok(money) = serde_json::from_value::<Money>(value.clone()) {
        return money.to_string();
    }
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(shown).collect::<Vec<_>>().join(", "),
        Value::Object(values) => values
            .iter()
            .map(|(name, value)| format!("{} {}", name_of(name).to_lowercase(), shown(value)))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn values_are_told_in_words_and_amounts_as_money() {
        let json = r#"{"amount":{"currencyCode":"GBP","value":1250},"emailAddress":"a@b.example","sandbox":true}"#;
        assert_eq!(
            lines(json),
            [
                "Amount: £12.50",
                "E-mail address: a@b.example",
                "Sandbox: yes"
            ]
        );
        assert_eq!(lines("[1]"), ["[1]"]);
    }
}
