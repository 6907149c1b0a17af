//! What is on the desk: the form, which stays as it was while one looks at another order.

use leptos::html;
use leptos::prelude::*;
use shared::console::phone_orders::{
    Caller, Duplicate, MOST_NAME, MOST_NOTE, NewPhoneOrder, PhoneOrder, check_text,
};
use shared::{CheckoutId, Currency, EmailAddress, Money, PhoneNumber, Reference};

use crate::address::onward;
use crate::ui::unsaved;
use crate::{browser, session};

/// Where the screen is.
pub(super) const PATH: &str = "/console/phone-orders";

/// What was typed, as it was typed.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) amount: RwSignal<String>,
    pub(super) reference: RwSignal<String>,
    pub(super) name: RwSignal<String>,
    pub(super) phone: RwSignal<String>,
    pub(super) email: RwSignal<String>,
    pub(super) note: RwSignal<String>,
    /// What is wrong with what was typed; shown once it was tried to send it, until the field is changed.
    pub(super) errors: RwSignal<Vec<(&'static str, String)>>,
    /// What looks like the same order.
    pub(super) duplicates: RwSignal<Vec<Duplicate>>,
    /// Where the conversation begins.
    pub(super) amount_node: NodeRef<html::Input>,
    go: Callback<String>,
}

impl Desk {
    pub(super) fn new() -> Self {
        let desk = Self {
            amount: RwSignal::default(),
            reference: RwSignal::default(),
            name: RwSignal::default(),
            phone: RwSignal::default(),
            email: RwSignal::default(),
            note: RwSignal::default(),
            errors: RwSignal::default(),
            duplicates: RwSignal::default(),
            amount_node: NodeRef::new(),
            go: onward(),
        };
        for (name, field) in desk.fields() {
            Effect::new(move |before: Option<String>| {
                let text = field.get();
                if before.is_some_and(|before| before != text) {
                    desk.errors
                        .update(|errors| errors.retain(|(at, _)| *at != name));
                }
                text
            });
        }
        desk
    }

    /// Every field and the name by which errors call it.
    fn fields(self) -> [(&'static str, RwSignal<String>); 6] {
        [
            ("amount", self.amount),
            ("reference", self.reference),
            ("caller.name", self.name),
            ("caller.phoneNumber", self.phone),
            ("caller.emailAddress", self.email),
            ("note", self.note),
        ]
    }

    /// Makes the effect that calls it run again whenever something is typed.
    pub(super) fn track(self) {
        for (_, field) in self.fields() {
            field.track();
        }
    }

    /// In which currency orders are taken.
    pub(super) fn currency() -> Currency {
        session::bootstrap().with(|bootstrap| bootstrap.currency)
    }

    /// The form again, as it was left.
    pub(super) fn begin_anew(self) {
        self.go(PATH.to_owned());
        // The form may only just be coming.
        browser::after(0, move || self.focus());
    }

    /// Puts the cursor where the conversation begins.
    pub(super) fn focus(self) {
        if let Some(input) = self.amount_node.try_get_untracked().flatten() {
            // An input in the document takes the focus; not being able to is no harm.
            let _ = input.focus();
        }
    }

    /// A new order of the same caller.
    pub(super) fn same_caller(self, caller: Caller) {
        self.clear();
        self.name.set(caller.name.unwrap_or_default());
        let phone = caller.phone_number.map(String::from);
        self.phone.set(phone.unwrap_or_default());
        let email = caller.email_address.map(String::from);
        self.email.set(email.unwrap_or_default());
        self.begin_anew();
    }

    /// Shows an order that was made of the form, which is empty again; nothing if whoever made it has left the screen.
    pub(super) fn made(self, order: &PhoneOrder) {
        if self.amount.is_disposed() {
            return;
        }
        unsaved::forget();
        self.clear();
        self.go(format!("{PATH}?order={}", order.id));
    }

    /// What was typed may be an order that was made before: shows that one, or else leads back to the fields.
    pub(super) fn not_again(self, earlier: Option<&CheckoutId>) {
        self.duplicates.set(Vec::new());
        match earlier {
            Some(id) => self.go(format!("{PATH}?order={id}")),
            None => self.focus(),
        }
    }

    fn clear(self) {
        for (_, field) in self.fields() {
            field.set(String::new());
        }
        self.errors.set(Vec::new());
        self.duplicates.set(Vec::new());
    }

    fn go(self, path: String) {
        let _ = self.go.try_run(path);
    }

    /// What is wrong with the field of this name.
    pub(super) fn error_at(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.errors.with(|errors| {
                let found = errors.iter().find(|(at, _)| *at == field);
                found.map(|(_, error)| error.clone())
            })
        })
    }

    /// The order as it was typed. `None` if something is wrong with it, which is then shown at its field.
    pub(super) fn order(self, is_another: bool) -> Option<NewPhoneOrder> {
        let mut errors = Vec::new();
        let mut note = |at: &'static str, error: String| errors.push((at, error));
        let amount = Money::parse(&self.amount.get_untracked(), Self::currency())
            .map_err(|error| note("amount", error.to_string()));
        let reference = Reference::try_from(self.reference.get_untracked())
            .map_err(|error| note("reference", error.to_string()));
        let name = free_text(self.name, MOST_NAME).map_err(|error| note("caller.name", error));
        let text = free_text(self.note, MOST_NOTE).map_err(|error| note("note", error));
        let phone_number = typed(self.phone)
            .map(PhoneNumber::try_from)
            .transpose()
            .map_err(|error| note("caller.phoneNumber", error.to_string()));
        let email_address = typed(self.email)
            .map(EmailAddress::try_from)
            .transpose()
            .map_err(|error| note("caller.emailAddress", error.to_string()));
        self.errors.set(errors);
        Some(NewPhoneOrder {
            amount: amount.ok()?,
            reference: reference.ok()?,
            caller: Caller {
                name: name.ok()?,
                phone_number: phone_number.ok()?,
                email_address: email_address.ok()?,
            },
            note: text.ok()?,
            item_lines: Vec::new(),
            is_another,
        })
    }
}

fn typed(field: RwSignal<String>) -> Option<String> {
    let text = field.with_untracked(|text| text.trim().to_owned());
    (!text.is_empty()).then_some(text)
}

fn free_text(field: RwSignal<String>, most: usize) -> Result<Option<String>, String> {
    let text = typed(field);
    check_text(text.as_deref().unwrap_or_default(), most)?;
    Ok(text)
}
