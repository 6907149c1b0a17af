//! What is written down of a customer.

use leptos::prelude::*;
use shared::console::customers::{CustomerForm, FieldError};

use crate::ui::{Submission, TextArea, TextField};

/// The fields, as typed.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    name: RwSignal<String>,
    email_address: RwSignal<String>,
    phone_number: RwSignal<String>,
    notes: RwSignal<String>,
    wrong: RwSignal<Vec<FieldError>>,
}

impl Fields {
    pub(super) fn new(form: &CustomerForm) -> Self {
        Self {
            name: RwSignal::new(form.name.clone()),
            email_address: RwSignal::new(form.email_address.clone()),
            phone_number: RwSignal::new(form.phone_number.clone()),
            notes: RwSignal::new(form.notes.clone()),
            wrong: RwSignal::new(Vec::new()),
        }
    }

    /// What was typed, if it can be used; else each field at fault says why.
    pub(super) fn form(&self) -> Option<CustomerForm> {
        let form = CustomerForm {
            name: self.name.get_untracked(),
            email_address: self.email_address.get_untracked(),
            phone_number: self.phone_number.get_untracked(),
            notes: self.notes.get_untracked(),
        };
        let wrong = all_wrong(form.clone());
        let usable = wrong.is_empty();
        self.wrong.set(wrong);
        usable.then_some(form)
    }

    fn error(&self, field: &'static str, theirs: Signal<Option<String>>) -> Signal<Option<String>> {
        let wrong = self.wrong;
        Signal::derive(move || {
            let mine = wrong.with(|wrong| {
                let found = wrong.iter().find(|(at, _)| *at == field);
                found.map(|(_, message)| message.clone())
            });
            mine.or_else(|| theirs.get())
        })
    }
}

/// Every field at fault, not only the first: what was found is made good, and the form is checked again.
fn all_wrong(mut form: CustomerForm) -> Vec<FieldError> {
    let mut wrong = Vec::new();
    while let Err((field, message)) = form.check() {
        match field {
            "name" => form.name = "Usable".to_owned(),
            "emailAddress" => form.email_address.clear(),
            "phoneNumber" => form.phone_number.clear(),
            "notes" => form.notes.clear(),
            _ => return vec![(field, message)],
        }
        wrong.push((field, message));
    }
    wrong
}

/// The controls. A name is not cut where it grows too long: the field says so instead. `names` are the JSON paths of the fields, in their order.
#[component]
pub(super) fn Controls(
    fields: Fields,
    saving: Submission,
    names: [&'static str; 4],
) -> impl IntoView {
    let [name, email, phone, notes] = names;
    view! {
        <TextField label="Name" value=fields.name error=fields.error("name", saving.error_at(name)) required=true />
        <TextField
            label="E-mail address"
            kind="email"
            value=fields.email_address
            error=fields.error("emailAddress", saving.error_at(email))
            max_chars=254
        />
        <TextField
            label="Phone number"
            kind="tel"
            value=fields.phone_number
            error=fields.error("phoneNumber", saving.error_at(phone))
            max_chars=50
        />
        <TextArea
            label="Notes for staff"
            hint="The customer does not see them."
            value=fields.notes
            error=fields.error("notes", saving.error_at(notes))
            max_chars=2000
        />
    }
}

#[cfg(test)]
mod tests {
    use shared::console::customers::CustomerForm;

    use super::all_wrong;

    #[test]
    fn every_wrong_field_says_so_at_once() {
        let form = CustomerForm {
            name: "a".repeat(CustomerForm::MOST_NAME + 1),
            email_address: "nobody".into(),
            phone_number: "call me".into(),
            notes: String::new(),
        };
        let wrong = all_wrong(form);
        let fields: Vec<&str> = wrong.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, ["name", "emailAddress", "phoneNumber"]);
        assert_eq!(wrong[0].1, "Use at most 100 characters.");
    }
}
