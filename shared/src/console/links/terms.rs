//! What a link asks for, and what it may ask for. The same rules in the form, in the handler and for a row of a file.

use serde::{Deserialize, Serialize};

use crate::checkout::{AmountLimits, Collect, TipOptions};
use crate::free_text::is_hidden;
use crate::money::MoneyError;
use crate::{Currency, EmailAddress, Money, Reference, card_number};

/// How long a link can be paid unless told otherwise (milliseconds): 30 days, and then to the end of the day.
pub const DEFAULT_LIFETIME: i64 = 30 * 24 * 60 * 60 * 1000;

/// How long a link can be paid at most (milliseconds): a year.
pub const LONGEST_LIFETIME: i64 = 366 * 24 * 60 * 60 * 1000;

/// The most uses that can be counted.
pub const MOST_USES: i64 = 10_000;

/// The most items on a link's bill.
pub const MOST_ITEMS: usize = 50;

/// What a link asks for; also the body of `POST /links`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LinkTerms {
    /// The business's name for it.
    pub reference: Reference,
    /// How much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// Instead of `amount`: the shopper chooses within these limits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_amount: Option<AmountLimits>,
    /// What is paid for. Together they come to `amount`; where the shopper chooses it, there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<LinkItem>,
    /// The shopper may add a tip.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tip: Option<TipOptions>,
    /// One line below the reference, at most 200 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Until when it can be paid, in milliseconds since 1970; absent: to the end of the day in
    /// 30 days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expire_at: Option<i64>,
    /// How often it can be paid; `null`: as often as people like; left out: once.
    #[serde(default = "once")]
    pub uses: Option<i64>,
    /// What the shopper must tell.
    #[serde(default)]
    pub collect: Collect,
    /// `cu_…`, of whom cards may be saved and used. With single-use links only, for whoever opens the link sees them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<String>,
    /// Whom to send it to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email_address: Option<EmailAddress>,
    /// Authorize the card and take the money later.
    #[serde(default)]
    pub capture_later: bool,
    /// For staff, at most 500 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A line of the bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LinkItem {
    /// What, at most 100 characters.
    pub name: String,
    /// How many.
    pub quantity: u32,
    /// For all of them together.
    pub amount_total: Money,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldProblem {
    /// Its JSON path.
    pub field: String,
    /// For people: what is wrong and what would be right.
    pub message: String,
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "the shape that serde's default needs"
)]
fn once() -> Option<i64> {
    Some(1)
}

impl LinkTerms {
    /// A link that asks for this much, once, for 30 days.
    #[must_use]
    pub fn of(reference: Reference, amount: Money) -> Self {
        Self {
            reference,
            amount: Some(amount),
            open_amount: None,
            items: Vec::new(),
            tip: None,
            description: None,
            expire_at: None,
            uses: Some(1),
            collect: Collect::default(),
            customer_id: None,
            email_address: None,
            capture_later: false,
            note: None,
        }
    }

    /// The currency of everything in it.
    #[must_use]
    pub fn currency(&self) -> Currency {
        match (self.amount, self.open_amount) {
            (Some(amount), _) => amount.currency_code,
            (None, Some(limits)) => limits.minimum.currency_code,
            (None, None) => Currency::Gbp,
        }
    }

    /// Everything that is wrong with it, in the order of the form. `now` is in milliseconds since 1970.
    #[must_use]
    pub fn problems(&self, now: i64) -> Vec<FieldProblem> {
        let mut problems = Problems(Vec::new());
        self.check_amount(&mut problems);
        self.check_items(&mut problems);
        self.check_tip(&mut problems);
        problems.text("description", self.description.as_deref(), 200);
        problems.text("note", self.note.as_deref(), 500);
        if let Some(at) = self.expire_at {
            if at <= now {
                problems.add("expireAt", "Choose a time that lies ahead.");
            } else if at - now > LONGEST_LIFETIME {
                problems.add("expireAt", "Choose a time within a year.");
            }
        }
        if self
            .uses
            .is_some_and(|uses| !(1..=MOST_USES).contains(&uses))
        {
            problems.add("uses", "Enter a whole number from 1 to 10,000.");
        }
        if self.customer_id.is_some() && self.uses != Some(1) {
            problems.add(
                "customerId",
                "A link for a customer can be paid once only, because whoever opens it may use their saved cards.",
            );
        }
        problems.0
    }

    fn check_amount(&self, problems: &mut Problems) {
        match (self.amount, self.open_amount) {
            (Some(amount), None) => problems.chargeable("amount", amount),
            (None, Some(limits)) => {
                problems.chargeable("openAmount.minimum", limits.minimum);
                problems.chargeable("openAmount.maximum", limits.maximum);
                if limits.minimum.currency_code != limits.maximum.currency_code {
                    problems.add("openAmount.maximum", "Both limits must be in one currency.");
                } else if limits.minimum.value > limits.maximum.value {
                    problems.add(
                        "openAmount.maximum",
                        "The most must not be below the least.",
                    );
                }
            }
            _ => problems.add("amount", "Enter an amount, or let the shopper choose it."),
        }
    }

    fn check_items(&self, problems: &mut Problems) {
        if self.items.len() > MOST_ITEMS {
            problems.add("items", "Enter at most 50 items.");
        }
        for (at, item) in self.items.iter().enumerate() {
            let field = |name: &str| format!("items[{at}].{name}");
            if item.name.trim().is_empty() {
                problems.add(&field("name"), "Say what it is.");
            }
            problems.text(&field("name"), Some(&item.name), 100);
            if !(1..=1_000_000).contains(&item.quantity) {
                problems.add(
                    &field("quantity"),
                    "Enter a whole number from 1 to 1,000,000.",
                );
            }
            if item.amount_total.currency_code != self.currency() {
                problems.add(
                    &field("amountTotal"),
                    "The item must be in the link's currency.",
                );
            } else if !(-Money::MAX_VALUE..=Money::MAX_VALUE).contains(&item.amount_total.value) {
                problems.add(
                    &field("amountTotal"),
                    "The item must be at most 99,999,999.99.",
                );
            }
        }
        self.check_sum(problems);
    }

    /// Shoppers who are shown a bill can add it up, so that none can be shown whose sum is not known.
    fn check_sum(&self, problems: &mut Problems) {
        if self.open_amount.is_some() && !self.items.is_empty() {
            problems.add(
                "items",
                "Remove the items, or ask for a fixed amount: what the shopper chooses is not what they add up to.",
            );
        }
        let Some(amount) = self.amount.filter(|_| !self.items.is_empty()) else {
            return;
        };
        let nothing = Money::new(0, amount.currency_code);
        let mut items = self.items.iter().map(|item| item.amount_total);
        // Items that cannot be added up are wrong in themselves, and that was said.
        let Ok(sum) = items.try_fold(nothing, Money::checked_add) else {
            return;
        };
        if sum == amount {
            return;
        }
        let difference = i64::try_from(sum.value.abs_diff(amount.value)).unwrap_or(i64::MAX);
        let difference = Money::new(difference, amount.currency_code);
        let way = if sum.value < amount.value {
            "less"
        } else {
            "more"
        };
        problems.add(
            "items",
            &format!("The items add up to {sum}, {difference} {way} than the amount."),
        );
    }

    fn check_tip(&self, problems: &mut Problems) {
        let Some(tip) = &self.tip else { return };
        problems.chargeable("tip.maximum", tip.maximum);
        if tip.maximum.currency_code != self.currency() {
            problems.add("tip.maximum", "The tip must be in the link's currency.");
        }
        if tip.percentages.len() > 3 || tip.percentages.iter().any(|p| !(1..=100).contains(p)) {
            problems.add(
                "tip.percentages",
                "Enter at most three suggestions, each from 1 to 100 per cent.",
            );
        }
    }
}

struct Problems(Vec<FieldProblem>);

impl Problems {
    fn add(&mut self, field: &str, message: &str) {
        self.0.push(FieldProblem {
            field: field.to_owned(),
            message: message.to_owned(),
        });
    }

    fn chargeable(&mut self, field: &str, amount: Money) {
        if let Err(error) = Money::chargeable(amount.value, amount.currency_code) {
            let error: MoneyError = error;
            self.add(field, &error.to_string());
        }
    }

    fn text(&mut self, field: &str, text: Option<&str>, most: usize) {
        let Some(text) = text else { return };
        if text.chars().count() > most {
            self.add(field, &format!("Enter at most {most} characters."));
        }
        let breaks_line = |c| matches!(c, '\n' | '\r');
        if text.chars().any(|c| is_hidden(c) && !breaks_line(c)) {
            self.add(
                field,
                "Take out the tab, or what else cannot be seen in the text.",
            );
        } else if field != "note" && text.contains(breaks_line) {
            self.add(field, "Take out the line break: this is one line of text.");
        }
        if card_number::is_in(text) {
            self.add(
                field,
                "This looks like a card number. Never write one down here.",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms() -> LinkTerms {
        let reference = Reference::try_from("Order 245".to_owned()).unwrap();
        LinkTerms::of(reference, Money::new(1250, Currency::Gbp))
    }

    fn fields(terms: &LinkTerms) -> Vec<String> {
        let problems = terms.problems(1_000);
        problems.into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn a_plain_link_has_no_problem_and_is_used_once() {
        assert_eq!(fields(&terms()), Vec::<String>::new());
        let json = r#"{"reference":"Order 245","amount":{"value":1250,"currencyCode":"GBP"}}"#;
        assert_eq!(serde_json::from_str::<LinkTerms>(json).unwrap(), terms());
        let unlimited = json.replace("}}", r#"},"uses":null}"#);
        let unlimited: LinkTerms = serde_json::from_str(&unlimited).unwrap();
        assert_eq!(unlimited.uses, None);
        let written = serde_json::to_string(&unlimited).unwrap();
        assert_eq!(
            serde_json::from_str::<LinkTerms>(&written).unwrap(),
            unlimited
        );
    }

    #[test]
    fn items_add_up_to_the_amount_and_there_are_none_where_the_shopper_chooses_it() {
        let pounds = |value| Money::new(value, Currency::Gbp);
        let item = |value| LinkItem {
            name: "Cup".to_owned(),
            quantity: 1,
            amount_total: pounds(value),
        };
        let bill = |values: &[i64]| LinkTerms {
            items: values.iter().copied().map(item).collect(),
            ..LinkTerms::of(terms().reference, pounds(2000))
        };
        let said = |terms: &LinkTerms| {
            let problems = terms.problems(1_000).into_iter();
            let said: Vec<_> = problems.map(|p| (p.field, p.message)).collect();
            said
        };
        assert_eq!(said(&bill(&[1500, 700, -200])), []);
        for (values, words) in [
            (&[1500][..], "£15.00, £5.00 less than the amount."),
            (&[1500, 600], "£21.00, £1.00 more than the amount."),
        ] {
            let message = format!("The items add up to {words}");
            assert_eq!(said(&bill(values)), [("items".to_owned(), message)]);
        }
        let open = LinkTerms {
            amount: None,
            open_amount: Some(AmountLimits {
                minimum: pounds(100),
                maximum: pounds(5000),
            }),
            ..bill(&[1500])
        };
        assert_eq!(fields(&open), ["items"]);
    }

    #[test]
    fn every_problem_names_its_field() {
        let pounds = |value| Money::new(value, Currency::Gbp);
        let wrong = LinkTerms {
            amount: Some(pounds(0)),
            items: vec![LinkItem {
                name: " ".to_owned(),
                quantity: 0,
                amount_total: Money::new(1, Currency::Eur),
            }],
            tip: Some(TipOptions {
                percentages: vec![0],
                maximum: pounds(0),
            }),
            description: Some("5200 0000 0000 1005".to_owned()),
            note: Some("x".repeat(501)),
            expire_at: Some(1_000),
            uses: Some(0),
            customer_id: Some("cu_1".to_owned()),
            ..terms()
        };
        assert_eq!(
            fields(&wrong),
            [
                "amount",
                "items[0].name",
                "items[0].quantity",
                "items[0].amountTotal",
                "tip.maximum",
                "tip.percentages",
                "description",
                "note",
                "expireAt",
                "uses",
                "customerId"
            ]
        );
        let nothing = LinkTerms {
            amount: None,
            ..terms()
        };
        assert_eq!(fields(&nothing), ["amount"]);
    }
}
