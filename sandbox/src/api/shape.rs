//! What a body may hold: names, types, lengths. All errors are found at once, each under its field's path.

use std::collections::BTreeMap;

use dojo::Timestamp;
use serde_json::{Map, Value};
use url::Url;

/// An object: its fields, and whether others are refused.
#[derive(Debug)]
pub(crate) struct Shape {
    /// What it may hold.
    pub(crate) fields: &'static [Field],
    /// Whether it may hold more.
    pub(crate) open: bool,
}

/// One field.
#[derive(Debug)]
pub(crate) struct Field {
    name: &'static str,
    alias: Option<&'static str>,
    required: bool,
    rule: Rule,
}

impl Field {
    /// Another name under which Dojo's guides send it.
    pub(crate) const fn alias(mut self, alias: &'static str) -> Self {
        self.alias = Some(alias);
        self
    }

    fn is_called(&self, name: &str) -> bool {
        let mut names = [Some(self.name), self.alias].into_iter().flatten();
        names.any(|own| own.eq_ignore_ascii_case(name))
    }
}

/// What a value must be.
#[derive(Debug)]
pub(crate) enum Rule {
    /// A text of that many characters.
    Text { min: usize, max: usize },
    /// A whole number.
    Integer { min: i64, max: i64 },
    /// `true` or `false`.
    Boolean,
    /// An ISO 8601 time.
    Time,
    /// An `http` or `https` address.
    WebAddress,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// An object.
    Object(&'static Shape),
    /// A list of at least so many.
    List { item: &'static Rule, min: usize },
    /// An object of texts.
    Texts,
    /// Whatever it is, the reader decides.
    Anything,
}

/// What is wrong, by the field's path.
pub(crate) type Errors = BTreeMap<String, Vec<String>>;

/// A field that must be there.
pub(crate) const fn required(name: &'static str, rule: Rule) -> Field {
    Field {
        name,
        alias: None,
        required: true,
        rule,
    }
}

/// A field that may be absent or `null`.
pub(crate) const fn optional(name: &'static str, rule: Rule) -> Field {
    Field {
        name,
        alias: None,
        required: false,
        rule,
    }
}

/// A text of at most so many characters.
pub(crate) const fn text(max: usize) -> Rule {
    Rule::Text { min: 0, max }
}

/// An object without other fields.
pub(crate) const fn closed(fields: &'static [Field]) -> Shape {
    Shape {
        fields,
        open: false,
    }
}

/// Checks a body and gives it back with its names as documented and without `null`s.
pub(crate) fn check(shape: &Shape, value: Value) -> Result<Value, Errors> {
    let mut errors = Errors::new();
    let checked = check_object(shape, value, "", &mut errors);
    if errors.is_empty() {
        Ok(checked)
    } else {
        Err(errors)
    }
}

fn check_object(shape: &Shape, value: Value, path: &str, errors: &mut Errors) -> Value {
    let Value::Object(given) = value else {
        return wrong(path, "must be an object", errors);
    };
    let mut checked = Map::new();
    for (name, value) in given {
        let field = shape.fields.iter().find(|field| field.is_called(&name));
        match field {
            Some(_) if value.is_null() => {}
            Some(field) => {
                let value = check_value(&field.rule, value, &join(path, field.name), errors);
                checked.insert(field.name.to_owned(), value);
            }
            None if shape.open => {
                checked.insert(name, value);
            }
            None => {
                wrong(&join(path, &name), "is not a known field", errors);
            }
        }
    }
    for field in shape.fields.iter().filter(|field| field.required) {
        if !checked.contains_key(field.name) {
            let path = join(path, field.name);
            errors
                .entry(path.clone())
                .or_default()
                .push(format!("The {path} field is required."));
        }
    }
    Value::Object(checked)
}

fn check_value(rule: &Rule, value: Value, path: &str, errors: &mut Errors) -> Value {
    match (rule, value) {
        (Rule::Text { min, max }, Value::String(text)) => {
            let length = text.chars().count();
            if length < *min || length > *max {
                let message = format!("must have {min} to {max} characters");
                return wrong(path, &message, errors);
            }
            Value::String(text)
        }
        (Rule::Integer { min, max }, Value::Number(number)) => match number.as_i64() {
            Some(integer) if (*min..=*max).contains(&integer) => Value::Number(number),
            Some(_) => wrong(path, &format!("must be between {min} and {max}"), errors),
            None => wrong(path, "must be a whole number", errors),
        },
        (Rule::Boolean, Value::Bool(value)) => Value::Bool(value),
        (Rule::Time, Value::String(text)) => match parse_time(&text) {
            Some(time) => Value::String(time.to_string()),
            None => wrong(path, "must be an ISO 8601 time", errors),
        },
        (Rule::WebAddress, Value::String(text)) => match Url::parse(&text) {
            Ok(url) if matches!(url.scheme(), "http" | "https") && text.len() <= 2048 => {
                Value::String(text)
            }
            _ => wrong(path, "must be an http or https address", errors),
        },
        (Rule::OneOf(known), Value::String(text)) if known.contains(&text.as_str()) => {
            Value::String(text)
        }
        (Rule::OneOf(known), _) => wrong(
            path,
            &format!("must be one of {}", known.join(", ")),
            errors,
        ),
        (Rule::Object(shape), value) => check_object(shape, value, path, errors),
        (Rule::List { item, min }, Value::Array(items)) => {
            if items.len() < *min {
                return wrong(path, &format!("must have at least {min} entries"), errors);
            }
            items
                .into_iter()
                .enumerate()
                .map(|(at, value)| check_value(item, value, &format!("{path}[{at}]"), errors))
                .collect()
        }
        (Rule::Texts, Value::Object(texts)) => {
            if let Some((name, _)) = texts.iter().find(|(_, value)| !value.is_string()) {
                return wrong(&join(path, name), "must be a text", errors);
            }
            Value::Object(texts)
        }
        (Rule::Anything, value) => value,
        (rule, _) => wrong(path, &format!("must be {}", rule.kind()), errors),
    }
}

impl Rule {
    fn kind(&self) -> &'static str {
        match self {
            Self::Text { .. } | Self::Time | Self::WebAddress | Self::OneOf(_) => "a text",
            Self::Integer { .. } => "a whole number",
            Self::Boolean => "true or false",
            Self::Object(_) | Self::Texts => "an object",
            Self::List { .. } => "a list",
            Self::Anything => "anything",
        }
    }
}

/// With an offset or, as Dojo sometimes writes it, without.
fn parse_time(text: &str) -> Option<Timestamp> {
    text.parse().ok().or_else(|| {
        let local: jiff::civil::DateTime = text.parse().ok()?;
        // A date alone is not a time.
        text.contains(['T', 't', ' '])
            .then(|| jiff::tz::Offset::UTC.to_timestamp(local).ok())?
    })
}

fn wrong(path: &str, message: &str, errors: &mut Errors) -> Value {
    let (name, subject) = match path {
        "" => ("$".to_owned(), "body".to_owned()),
        path => (path.to_owned(), format!("{path} field")),
    };
    errors
        .entry(name)
        .or_default()
        .push(format!("The {subject} {message}."));
    Value::Null
}

/// Paths are written as Dojo's framework writes them: `Amount.CurrencyCode`.
fn join(path: &str, name: &str) -> String {
    let mut letters = name.chars();
    let name: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect();
    if path.is_empty() {
        name
    } else {
        format!("{path}.{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const INNER: Shape = closed(&[required("value", Rule::Integer { min: 1, max: 9 })]);
    const SHAPE: Shape = closed(&[
        required("name", Rule::Text { min: 1, max: 3 }),
        optional("inner", Rule::Object(&INNER)),
        optional("at", Rule::Time),
        optional(
            "items",
            Rule::List {
                item: &Rule::Boolean,
                min: 1,
            },
        ),
    ]);

    #[test]
    fn names_are_matched_whatever_their_case_and_nulls_are_dropped() {
        let checked = check(
            &SHAPE,
            json!({"NAME": "é", "inner": null, "Inner": {"Value": 3}}),
        );
        assert_eq!(checked, Ok(json!({"name": "é", "inner": {"value": 3}})));
    }

    #[test]
    fn every_error_is_named_by_its_path() {
        let errors = check(
            &SHAPE,
            json!({"inner": {"value": 1.5, "other": 1}, "at": "2026-02-30", "items": [1, true]}),
        )
        .expect_err("it is wrong");
        assert_eq!(
            errors.keys().map(String::as_str).collect::<Vec<_>>(),
            ["At", "Inner.Other", "Inner.Value", "Items[0]", "Name"]
        );
    }

    #[test]
    fn what_is_no_object_is_refused() {
        for body in [json!([]), json!("x"), json!(1), json!(null)] {
            assert!(check(&SHAPE, body).is_err());
        }
    }

    #[test]
    fn times_may_lack_their_offset() {
        for time in [
            "2026-02-01T10:00:00",
            "2026-02-01T10:00:00Z",
            "2026-02-01T10:00:00.123456+00:00",
        ] {
            assert!(parse_time(time).is_some(), "{time}");
        }
        for other in ["2026-02-01", "yesterday", ""] {
            assert!(parse_time(other).is_none(), "{other}");
        }
    }
}
