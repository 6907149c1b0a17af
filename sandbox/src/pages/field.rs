//! Form fields: what was submitted, what is wrong with it, and a labelled input that says so to eyes and ears.

use std::collections::BTreeMap;

use axum::{
    Form,
    extract::{FromRequest, Request},
    response::{IntoResponse, Response},
};
use maud::{Markup, html};

/// A submitted form, by the names of its fields. It may hold a card number and cannot be printed.
#[derive(Default)]
pub(crate) struct Submitted(BTreeMap<String, String>);

/// A request's body as a form; a form that cannot be read is refused.
pub(crate) struct SubmittedForm(pub(crate) Submitted);

impl<S: Send + Sync> FromRequest<S> for SubmittedForm {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let Form(pairs) = Form::<Vec<(String, String)>>::from_request(request, state)
            .await
            .map_err(IntoResponse::into_response)?;
        Ok(Self(Submitted(pairs.into_iter().collect())))
    }
}

/// One thing that is wrong with a form.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FormError {
    /// The field's id.
    pub(crate) field: String,
    /// As Dojo's component names it, for example `cardNumberInvalid`.
    pub(crate) error_type: String,
    /// What to do about it.
    pub(crate) message: String,
}

/// A labelled input.
#[derive(Default)]
pub(crate) struct Field<'a> {
    pub(crate) id: &'a str,
    pub(crate) label: &'a str,
    pub(crate) autocomplete: &'a str,
    pub(crate) value: &'a str,
    pub(crate) placeholder: &'a str,
    pub(crate) kind: Kind,
}

/// What kind of input, and with it which keyboard a phone shows.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    #[default]
    Text,
    Email,
    /// Digits, left to right whatever the text around.
    Digits,
}

impl Submitted {
    /// The field's value without the spaces around it; empty if it was not sent.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |value| value.trim())
    }

    /// The field's value, if there is one.
    pub(crate) fn given(&self, name: &str) -> Option<String> {
        Some(self.text(name))
            .filter(|value| !value.is_empty())
            .map(str::to_owned)
    }

    /// Fills in what is already known, unless something was submitted.
    pub(crate) fn suggest(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.0
                .entry(name.to_owned())
                .or_insert_with(|| value.to_owned());
        }
    }
}

impl FormError {
    pub(crate) fn new(field: &str, error_type: &str, message: &str) -> Self {
        Self {
            field: field.to_owned(),
            error_type: error_type.to_owned(),
            message: message.to_owned(),
        }
    }
}

impl Field<'_> {
    /// The field, with its error if there is one among these.
    pub(crate) fn render(&self, errors: &[FormError]) -> Markup {
        let error = errors.iter().find(|error| error.field == self.id);
        let error_id = format!("{}Error", self.id);
        let digits = self.kind == Kind::Digits;
        html! {
            div class="field" {
                label for=(self.id) { (self.label) }
                input
                    id=(self.id) name=(self.id)
                    type=(if self.kind == Kind::Email { "email" } else { "text" })
                    value=[Some(self.value).filter(|value| !value.is_empty())]
                    placeholder=[Some(self.placeholder).filter(|text| !text.is_empty())]
                    autocomplete=(self.autocomplete)
                    inputmode=[digits.then_some("numeric")]
                    dir=(if digits { "ltr" } else { "auto" })
                    aria-invalid=[error.map(|_| "true")]
                    aria-describedby=[error.map(|_| &error_id)];
                @if let Some(error) = error {
                    p class="field-error" id=(error_id) data-error-type=(error.error_type) { (error.message) }
                }
            }
        }
    }
}

/// What is wrong, at the top of the form, each with the way to its field.
pub(crate) fn error_summary(errors: &[FormError]) -> Markup {
    html! {
        @if !errors.is_empty() {
            div class="notice notice-error" role="alert" tabindex="-1" autofocus {
                h2 { "Please check the form" }
                p { "Nothing was charged." }
                ul {
                    @for error in errors {
                        li { a href={ "#" (error.field) } { (error.message) } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_tied_to_its_field() {
        let errors = [FormError::new(
            "cardNumber",
            "cardNumberInvalid",
            "Check the card number.",
        )];
        let html = Field {
            id: "cardNumber",
            label: "Card number",
            ..Field::default()
        }
        .render(&errors)
        .into_string();
        assert!(
            html.contains(r#"aria-describedby="cardNumberError""#),
            "{html}"
        );
        assert!(
            html.contains(r#"id="cardNumberError" data-error-type="cardNumberInvalid""#),
            "{html}"
        );
    }
}
