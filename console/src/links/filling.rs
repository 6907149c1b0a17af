//! Filling the form of a link with what a link asks for.

use leptos::prelude::*;
use shared::Money;
use shared::console::links::LinkTerms;

use super::form::Form;
use crate::days;

impl Form {
    /// Fills the form with what a link asks for. A copy of a link gets an end of its own.
    pub(super) fn fill(self, terms: &LinkTerms, customer_name: Option<String>, is_copy: bool) {
        self.currency.set(terms.currency());
        self.reference.set(terms.reference.to_string());
        self.amount
            .set(terms.amount.map(Money::without_symbol).unwrap_or_default());
        self.open.set(terms.open_amount.is_some());
        if let Some(limits) = terms.open_amount {
            self.minimum.set(limits.minimum.without_symbol());
            self.maximum.set(limits.maximum.without_symbol());
        }
        self.items.set(Vec::new());
        for item in &terms.items {
            let row = self.add_item();
            row.name.set(item.name.clone());
            row.quantity.set(item.quantity.to_string());
            row.amount.set(item.amount_total.without_symbol());
        }
        self.tip.set(terms.tip.is_some());
        if let Some(tip) = &terms.tip {
            self.tip_maximum.set(tip.maximum.without_symbol());
        }
        self.description
            .set(terms.description.clone().unwrap_or_default());
        if let Some(at) = terms.expire_at.filter(|_| !is_copy) {
            self.until.set(days::day_of(at));
        }
        match terms.uses {
            None => self.uses.set("unlimited".to_owned()),
            Some(1) => self.uses.set("once".to_owned()),
            Some(times) => {
                self.uses.set("times".to_owned());
                self.times.set(times.to_string());
            }
        }
        self.collect_email.set(terms.collect.customer_email);
        self.collect_billing.set(terms.collect.billing_address);
        self.collect_shipping.set(terms.collect.shipping_details);
        let customer = terms.customer_id.clone().zip(customer_name);
        self.customer.set(customer);
        let email = terms.email_address.clone().map(String::from);
        self.email.set(email.unwrap_or_default());
        let capture = if terms.capture_later { "later" } else { "now" };
        self.capture.set(capture.to_owned());
        self.note.set(terms.note.clone().unwrap_or_default());
    }
}
