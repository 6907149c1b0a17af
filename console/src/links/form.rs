//! What is typed into the form of a link, and the link that it asks for.

use leptos::prelude::*;
use shared::checkout::{AmountLimits, Collect, TipOptions};
use shared::console::links::{DEFAULT_LIFETIME, LinkItem, LinkTerms};
use shared::{Currency, EmailAddress, Money, Reference};

use crate::{browser, days, session};

/// A line of the bill, as typed.
#[derive(Clone, Copy)]
pub(super) struct ItemRow {
    pub(super) key: u32,
    pub(super) name: RwSignal<String>,
    pub(super) quantity: RwSignal<String>,
    pub(super) amount: RwSignal<String>,
}

/// Everything that is typed.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) currency: RwSignal<Currency>,
    pub(super) reference: RwSignal<String>,
    /// The shopper chooses the amount.
    pub(super) open: RwSignal<bool>,
    pub(super) amount: RwSignal<String>,
    pub(super) minimum: RwSignal<String>,
    pub(super) maximum: RwSignal<String>,
    pub(super) items: RwSignal<Vec<ItemRow>>,
    pub(super) tip: RwSignal<bool>,
    pub(super) tip_maximum: RwSignal<String>,
    pub(super) description: RwSignal<String>,
    /// `2027-01-31`
    pub(super) until: RwSignal<String>,
    /// `once`, `times`, `unlimited`
    pub(super) uses: RwSignal<String>,
    pub(super) times: RwSignal<String>,
    pub(super) collect_email: RwSignal<bool>,
    pub(super) collect_billing: RwSignal<bool>,
    pub(super) collect_shipping: RwSignal<bool>,
    /// Id and name.
    pub(super) customer: RwSignal<Option<(String, String)>>,
    /// What is typed to find a customer.
    pub(super) customer_search: RwSignal<String>,
    /// The address that was filled in with the customer.
    pub(super) customer_email: RwSignal<String>,
    pub(super) email: RwSignal<String>,
    /// `now`, `later`
    pub(super) capture: RwSignal<String>,
    pub(super) note: RwSignal<String>,
    pub(super) errors: RwSignal<Vec<(String, String)>>,
    /// It was tried to send it.
    sent: RwSignal<bool>,
}

impl Form {
    /// An empty form.
    pub(super) fn new() -> Self {
        let currency = session::bootstrap().with_untracked(|bootstrap| bootstrap.currency);
        let text = |text: &str| RwSignal::new(text.to_owned());
        Self {
            currency: RwSignal::new(currency),
            reference: text(""),
            open: RwSignal::new(false),
            amount: text(""),
            minimum: text("1.00"),
            maximum: text("500.00"),
            items: RwSignal::default(),
            tip: RwSignal::new(false),
            tip_maximum: text("50.00"),
            description: text(""),
            until: RwSignal::new(days::day_of(browser::now_ms() + DEFAULT_LIFETIME)),
            uses: text("once"),
            times: text("10"),
            collect_email: RwSignal::new(false),
            collect_billing: RwSignal::new(false),
            collect_shipping: RwSignal::new(false),
            customer: RwSignal::default(),
            customer_search: text(""),
            customer_email: text(""),
            email: text(""),
            capture: text("now"),
            note: text(""),
            errors: RwSignal::default(),
            sent: RwSignal::new(false),
        }
    }

    /// Adds an empty line to the bill.
    pub(super) fn add_item(self) -> ItemRow {
        let key = self.items.with_untracked(|items| {
            let last = items.iter().map(|item| item.key).max();
            last.map_or(0, |last| last + 1)
        });
        let row = ItemRow {
            key,
            name: RwSignal::default(),
            quantity: RwSignal::new("1".to_owned()),
            amount: RwSignal::default(),
        };
        self.items.update(|items| items.push(row));
        row
    }

    /// An amount as typed, if it is one.
    pub(super) fn money(self, text: &str) -> Option<Money> {
        Money::parse(text, self.currency.get()).ok()
    }

    /// What shoppers are asked for.
    pub(super) fn collect(self) -> Collect {
        Collect {
            customer_email: self.collect_email.get(),
            billing_address: self.collect_billing.get(),
            shipping_details: self.collect_shipping.get(),
        }
    }

    /// What the items add up to.
    pub(super) fn items_total(self) -> Option<Money> {
        self.items.with(|items| {
            let mut total = Money::new(0, self.currency.get());
            for item in items {
                total = total.checked_add(self.money(&item.amount.get())?).ok()?;
            }
            (!items.is_empty()).then_some(total)
        })
    }

    /// What is wrong with the field of this name.
    pub(super) fn error_at(self, field: String) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.errors.with(|errors| {
                let found = errors.iter().find(|(at, _)| *at == field);
                found.map(|(_, error)| error.clone())
            })
        })
    }

    /// The link as it was typed. `None` if something is wrong with it, which is then shown at its field.
    pub(super) fn terms(self) -> Option<LinkTerms> {
        let (terms, errors) = untrack(|| self.check());
        let fine = errors.is_empty();
        self.errors.set(errors);
        self.sent.set(true);
        terms.filter(|_| fine)
    }

    /// Once it was tried to send it, says what is wrong as it stands now. Follows everything that is typed.
    pub(super) fn check_again(self) {
        let (_, errors) = self.check();
        if self.sent.get_untracked() {
            self.errors.set(errors);
        }
    }

    fn check(self) -> (Option<LinkTerms>, Vec<(String, String)>) {
        let mut errors = Vec::new();
        let terms = self.read(&mut errors);
        if let Some(terms) = &terms {
            // Items that are not amounts yet add up to nothing.
            let adds_up = errors.iter().all(|(at, _)| !at.starts_with("items["));
            let problems = terms.problems(browser::now_ms()).into_iter();
            let problems = problems.filter(|problem| adds_up || problem.field != "items");
            errors.extend(problems.map(|problem| (problem.field, problem.message)));
        }
        (terms, errors)
    }

    fn read(self, errors: &mut Vec<(String, String)>) -> Option<LinkTerms> {
        let mut fail = |field: &str, error: String| errors.push((field.to_owned(), error));
        let currency = self.currency.get();
        let mut money = |field: &str, text: RwSignal<String>| {
            Money::parse(&text.get(), currency)
                .map_err(|error| fail(field, error.to_string()))
                .ok()
        };
        let (mut amount, mut open_amount) = (None, None);
        if self.open.get() {
            let limits = (
                money("openAmount.minimum", self.minimum),
                money("openAmount.maximum", self.maximum),
            );
            if let (Some(minimum), Some(maximum)) = limits {
                open_amount = Some(AmountLimits { minimum, maximum });
            }
        } else {
            amount = money("amount", self.amount);
        }
        let tip = self.tip.get().then(|| {
            let maximum = money("tip.maximum", self.tip_maximum);
            TipOptions {
                percentages: vec![5, 10, 15],
                maximum: maximum.unwrap_or(Money::new(1, currency)),
            }
        });
        let items = self.read_items(currency, &mut fail);
        let reference = Reference::try_from(self.reference.get())
            .map_err(|error| fail("reference", error.to_string()))
            .ok();
        let email_address = given(self.email).and_then(|text| {
            EmailAddress::try_from(text)
                .map_err(|error| fail("emailAddress", error.to_string()))
                .ok()
        });
        if self.customer.with(Option::is_none) && given(self.customer_search).is_some() {
            fail(
                "customerId",
                "Choose a customer from the list, or clear the field.".to_owned(),
            );
        }
        let expire_at = days::end_of_day(&self.until.get());
        if expire_at.is_none() {
            fail("expireAt", "Choose a day.".to_owned());
        }
        let uses = match self.uses.get().as_str() {
            "unlimited" => None,
            "times" => Some(self.times.get().trim().parse().unwrap_or(0)),
            _ => Some(1),
        };
        Some(LinkTerms {
            reference: reference?,
            amount,
            open_amount,
            items,
            tip,
            description: given(self.description),
            expire_at,
            uses,
            collect: self.collect(),
            customer_id: self.customer.get().map(|(id, _)| id),
            email_address,
            capture_later: self.capture.get() == "later",
            note: given(self.note),
        })
        .filter(|terms| terms.amount.is_some() || terms.open_amount.is_some())
    }

    fn read_items(self, currency: Currency, fail: &mut impl FnMut(&str, String)) -> Vec<LinkItem> {
        let mut items = Vec::new();
        for (at, row) in self.items.get().into_iter().enumerate() {
            let amount_total = Money::parse(&row.amount.get(), currency).unwrap_or_else(|error| {
                fail(&format!("items[{at}].amountTotal"), error.to_string());
                Money::new(0, currency)
            });
            items.push(LinkItem {
                name: row.name.get().trim().to_owned(),
                quantity: row.quantity.get().trim().parse().unwrap_or(0),
                amount_total,
            });
        }
        items
    }
}

fn given(text: RwSignal<String>) -> Option<String> {
    let text = text.get().trim().to_owned();
    (!text.is_empty()).then_some(text)
}
