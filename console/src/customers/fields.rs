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
    wrong: RwSignal<Option<FieldError>>,
}

impl Fields {
    pub(super) fn new(form: &CustomerForm) -> Self {
        Self {
            name: RwSignal::new(form.name.clone()),
            email_address: RwSignal::new(form.email_address.clone()),
            phone_number: RwSignal::new(form.phone_number.clone()),
            notes: RwSignal::new(form.notes.clone()),
            wrong: RwSignal::new(None),
        }
    }

    /// What was typed, if it can be used; else the field at fault says why.
    pub(super) fn form(&self) -> Option<CustomerForm> {
        let form = CustomerForm {
            name: self.name.get_untracked(),
            email_address: self.email_address.get_untracked(),
            phone_number: self.phone_number.get_untracked(),
            notes: self.notes.get_untracked(),
        };
        let wrong = form.check().err();
        let usable = wrong.is_none();
        self.wrong.set(wrong);
        usable.then_some(form)
    }

    fn error(&self, field: &'static str, theirs: Signal<Option<String>>) -> Signal<Option<String>> {
        let wrong = self.wrong;
        Signal::derive(move || {
            let mine = wrong.with(|wrong| {
                let (at, message) = wrong.as_ref()?;
                (*at == field).then(|| message.clone())
            });
            mine.or_else(|| theirs.get())
        })
    }
}

/// The controls. `names` are the JSON paths of the fields, in their order.
#[component]
pub(super) fn Controls(
    fields: Fields,
    saving: Submission,
    names: [&'static str; 4],
) -> impl IntoView {
    let [name, email, phone, notes] = names;
    view! {
        <TextField label="Name" value=fields.name error=fields.error("name", saving.error_at(name)) max_chars=100 required=true />
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
