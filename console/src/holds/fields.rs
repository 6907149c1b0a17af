//! What a new hold is about, as typed.

use leptos::prelude::*;
use shared::console::customers::{CustomerItem, FieldError};
use shared::console::holds::{HoldForm, HoldKind};
use shared::{Currency, Money};

use crate::days;
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
    pub(super) customer_search: RwSignal<String>,
    pub(super) name: RwSignal<String>,
    pub(super) email: RwSignal<String>,
    pub(super) phone: RwSignal<String>,
    pub(super) until: RwSignal<String>,
    pub(super) note: RwSignal<String>,
    wrong: RwSignal<Vec<FieldError>>,
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
            customer_search: text(),
            name: text(),
            email: text(),
            phone: text(),
            until: text(),
            note: text(),
            wrong: RwSignal::new(Vec::new()),
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

    /// What was typed, if it can be used; else each field at fault says why.
    pub(super) fn form(&self) -> Option<HoldForm> {
        let checked = self.read();
        self.wrong
            .set(checked.as_ref().err().cloned().unwrap_or_default());
        checked.ok()
    }

    fn read(&self) -> Result<HoldForm, Vec<FieldError>> {
        let currency = untrack(Self::currency);
        let amount = Money::parse(&self.amount.get_untracked(), currency);
        let until = self.until.get_untracked();
        let until = until.trim();
        let expire_at = days::end_of_day(until);
        let mut wrong = Vec::new();
        if let Err(error) = &amount {
            wrong.push(("intendedAmount", error.to_string()));
        }
        if !until.is_empty() && expire_at.is_none() {
            let message = "Choose a day, or leave it empty for 30 days.";
            wrong.push(("expireAt", message.to_owned()));
        }
        let customer_id = self
            .customer
            .with_untracked(|customer| customer.as_ref().map(|customer| customer.id.clone()));
        let search = self.customer_search.get_untracked();
        wrong.extend(not_chosen(&search, customer_id.is_some()));
        let form = HoldForm {
            reference: self.reference.get_untracked(),
            kind: untrack(|| self.kind()),
            intended_amount: amount.unwrap_or(usable_amount(currency)),
            terms: self.terms.get_untracked(),
            customer_id,
            customer_name: self.name.get_untracked(),
            email_address: self.email.get_untracked(),
            phone_number: self.phone.get_untracked(),
            expire_at,
            note: self.note.get_untracked(),
        };
        wrong.extend(all_wrong(form.clone()));
        if wrong.is_empty() {
            Ok(form)
        } else {
            Err(wrong)
        }
    }

    /// What to say at a field: what was found here, or by the server.
    pub(super) fn error(&self, field: &'static str) -> Signal<Option<String>> {
        let (wrong, theirs) = (self.wrong, self.making.error_at(field));
        Signal::derive(move || {
            let mine = wrong.with(|wrong| {
                let found = wrong.iter().find(|(at, _)| *at == field);
                found.map(|(_, message)| message.clone())
            });
            mine.or_else(|| theirs.get())
        })
    }
}

/// Whoever typed a name meant somebody: a hold for nobody is made only where the field is empty.
fn not_chosen(search: &str, is_chosen: bool) -> Option<FieldError> {
    let message = "Choose a customer from the list, or clear the field.";
    (!is_chosen && !search.trim().is_empty()).then(|| ("customerId", message.to_owned()))
}

/// Every field at fault, not only the first: what was found is made good, and the form is checked again.
fn all_wrong(mut form: HoldForm) -> Vec<FieldError> {
    let mut wrong = Vec::new();
    while let Err((field, message)) = form.check() {
        match field {
            "reference" => form.reference = "Usable".to_owned(),
            "intendedAmount" => {
                form.intended_amount = usable_amount(form.intended_amount.currency_code);
            }
            "terms" => form.terms = "Usable".to_owned(),
            "customerName" => form.customer_name.clear(),
            "emailAddress" => form.email_address.clear(),
            "phoneNumber" => form.phone_number.clear(),
            "note" => form.note.clear(),
            _ => return vec![(field, message)],
        }
        wrong.push((field, message));
    }
    wrong
}

/// Stands in for an amount that cannot be used, while the other fields are looked at.
fn usable_amount(currency: Currency) -> Money {
    Money::new(1_000, currency)
}

#[cfg(test)]
mod tests {
    use shared::console::holds::{HoldForm, HoldKind};
    use shared::{Currency, Money};

    use super::{all_wrong, not_chosen};

    #[test]
    fn a_customer_who_was_typed_and_not_chosen_is_not_dropped() {
        assert_eq!(not_chosen("Ada", false).unwrap().0, "customerId");
        assert_eq!(not_chosen("Ada", true), None);
        assert_eq!(not_chosen(" ", false), None);
    }

    #[test]
    fn every_wrong_field_says_so_at_once() {
        let form = HoldForm {
            reference: String::new(),
            kind: HoldKind::NoShow,
            intended_amount: Money::new(0, Currency::Gbp),
            terms: String::new(),
            customer_id: None,
            customer_name: String::new(),
            email_address: "nobody".into(),
            phone_number: String::new(),
            expire_at: None,
            note: String::new(),
        };
        let wrong = all_wrong(form).into_iter().map(|(field, _)| field);
        let wrong: Vec<&str> = wrong.collect();
        assert_eq!(
            wrong,
            ["reference", "intendedAmount", "terms", "emailAddress"]
        );
    }
}
