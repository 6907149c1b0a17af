//! What a new hold is about, as typed.

use leptos::prelude::*;
use shared::console::customers::{CustomerItem, FieldError};
use shared::console::holds::{HoldForm, HoldKind};
use shared::{Currency, Money};

use crate::links::expiry;
use crate::session;
use crate::ui::Submission;

/// The fields, as typed.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    pub(super) reference: RwSignal<String>,
    pub(super) amount: RwSignal<String>,
    pub(super) kind: RwSignal<String>,
    pub(super) terms: RwSignal<String>,
    pub(super) customer: RwSignal<Option<CustomerItem>>,
    pub(super) name: RwSignal<String>,
    pub(super) email: RwSignal<String>,
    pub(super) phone: RwSignal<String>,
    pub(super) until: RwSignal<String>,
    pub(super) note: RwSignal<String>,
    wrong: RwSignal<Option<FieldError>>,
    pub(super) making: Submission,
}

/// The fields that show what is wrong with them.
pub(super) const NAMES: &[&str] = &[
    "reference",
    "intendedAmount",
    "terms",
    "customerId",
    "customerName",
    "emailAddress",
    "phoneNumber",
    "expireAt",
    "note",
];

impl Fields {
    pub(super) fn new() -> Self {
        let text = || RwSignal::new(String::new());
        let fields = Self {
            reference: text(),
            amount: text(),
            kind: RwSignal::new("no_show".to_owned()),
            terms: text(),
            customer: RwSignal::new(None),
            name: text(),
            email: text(),
            phone: text(),
            until: text(),
            note: text(),
            wrong: RwSignal::new(None),
            making: Submission::new(),
        };
        // Whoever is chosen brings their name and addresses along.
        Effect::new(move |_| {
            if let Some(customer) = fields.customer.get() {
                fields.name.set(customer.name);
                fields.email.set(customer.email_address.unwrap_or_default());
                fields.phone.set(customer.phone_number.unwrap_or_default());
            }
        });
        fields
    }

    pub(super) fn currency() -> Currency {
        session::bootstrap().with(|bootstrap| bootstrap.currency)
    }

    pub(super) fn kind(&self) -> HoldKind {
        self.kind.with(|kind| match kind.as_str() {
            "unscheduled" => HoldKind::Unscheduled,
            _ => HoldKind::NoShow,
        })
    }

    /// What was typed, if it can be used; else the field at fault says why.
    pub(super) fn form(&self) -> Option<HoldForm> {
        let checked = self.read();
        self.wrong.set(checked.as_ref().err().cloned());
        checked.ok()
    }

    fn read(&self) -> Result<HoldForm, FieldError> {
        let currency = untrack(Self::currency);
        let intended_amount = Money::parse(&self.amount.get_untracked(), currency)
            .map_err(|error| ("intendedAmount", error.to_string()))?;
        let until = self.until.get_untracked();
        let expire_at = match until.trim() {
            "" => None,
            day => Some(expiry::end_of_day(day).ok_or_else(|| {
                let message = "Choose a day, or leave it empty for 30 days.";
                ("expireAt", message.to_owned())
            })?),
        };
        let customer_id = self
            .customer
            .with_untracked(|customer| customer.as_ref().map(|customer| customer.id.clone()));
        let form = HoldForm {
            reference: self.reference.get_untracked(),
            kind: untrack(|| self.kind()),
            intended_amount,
            terms: self.terms.get_untracked(),
            customer_id,
            customer_name: self.name.get_untracked(),
            email_address: self.email.get_untracked(),
            phone_number: self.phone.get_untracked(),
            expire_at,
            note: self.note.get_untracked(),
        };
        form.check()?;
        Ok(form)
    }

    /// What to say at a field: what was found here, or by the server.
    pub(super) fn error(&self, field: &'static str) -> Signal<Option<String>> {
        let (wrong, theirs) = (self.wrong, self.making.error_at(field));
        Signal::derive(move || {
            let mine = wrong.with(|wrong| {
                let (at, message) = wrong.as_ref()?;
                (*at == field).then(|| message.clone())
            });
            mine.or_else(|| theirs.get())
        })
    }
}
