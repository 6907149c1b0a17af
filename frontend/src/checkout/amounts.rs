//! What the shopper chose to pay: an open amount, a tip.

use shared::checkout::{AmountLimits, TipOptions};
use shared::money::MoneyError;
use shared::{Checkout, Money};

/// Which tip is ticked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TipChoice {
    /// "No tip"
    None,
    /// A suggestion, in whole per cent of the amount.
    Percent(u8),
    /// "Other amount", typed.
    Other,
}

impl TipChoice {
    /// What stands on its button; a suggestion says what it comes to, once there is an amount.
    #[must_use]
    pub fn label(self, entry: &AmountEntry, checkout: &Checkout) -> String {
        match self {
            Self::None => "No tip".to_owned(),
            Self::Other => "Other amount".to_owned(),
            Self::Percent(percent) => match entry.amount(checkout) {
                Ok(amount) => format!("{percent}% ({})", amount.percent(percent)),
                Err(_) => format!("{percent}%"),
            },
        }
    }

    /// Whether it is offered: a suggestion above the largest tip is not, unless it was chosen before the amount grew, so that
    /// it can be said there what is wrong.
    #[must_use]
    pub fn is_offered(self, entry: &AmountEntry, checkout: &Checkout) -> bool {
        let Self::Percent(percent) = self else {
            return true;
        };
        match (entry.amount(checkout), &checkout.tip) {
            (Ok(amount), Some(options)) => {
                entry.tip == self || options.suggested(percent, amount).is_some()
            }
            _ => true,
        }
    }
}

/// The fields as they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountEntry {
    /// "Amount to pay", if the amount is open.
    pub amount: String,
    /// Which tip is ticked.
    pub tip: TipChoice,
    /// "Tip amount"
    pub other_tip: String,
}

/// What is to be paid, valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amounts {
    /// Without the tip.
    pub amount: Money,
    /// The tip; zero for none.
    pub tip: Money,
    /// Both.
    pub total: Money,
}

/// What is wrong with the fields, in words that belong below them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AmountErrors {
    /// Below "Amount to pay"; empty if nothing is.
    pub amount: String,
    /// Below "Tip amount", or below the suggestion that is ticked; empty if nothing is.
    pub tip: String,
}

impl AmountEntry {
    /// The fields as the server last knew them.
    #[must_use]
    pub fn of(checkout: &Checkout) -> Self {
        let amount = match (checkout.open_amount, checkout.amount.value) {
            (Some(_), 1..) => checkout.amount.without_symbol(),
            _ => String::new(),
        };
        let tipped = checkout.tips_amount.filter(|tip| tip.value > 0);
        let suggested = |tip: Money| {
            let offered = checkout.tip.iter().flat_map(|tip| &tip.percentages);
            offered
                .copied()
                .find(|percent| checkout.amount.percent(*percent) == tip)
        };
        match tipped {
            None => Self {
                amount,
                tip: TipChoice::None,
                other_tip: String::new(),
            },
            Some(tip) => Self {
                amount,
                tip: suggested(tip).map_or(TipChoice::Other, TipChoice::Percent),
                other_tip: tip.without_symbol(),
            },
        }
    }

    /// The amount without the tip, if it is valid.
    ///
    /// # Errors
    /// What to correct.
    pub fn amount(&self, checkout: &Checkout) -> Result<Money, String> {
        match checkout.open_amount {
            Some(limits) => open_amount(&self.amount, limits),
            None => Ok(checkout.amount),
        }
    }

    /// What is to be paid.
    ///
    /// # Errors
    /// What to correct, by field.
    pub fn amounts(&self, checkout: &Checkout) -> Result<Amounts, AmountErrors> {
        let amount = self.amount(checkout).map_err(|error| AmountErrors {
            amount: error,
            tip: String::new(),
        })?;
        self.tip(amount, checkout.tip.as_ref())
            .and_then(|tip| {
                let total = amount.checked_add(tip).map_err(|error| error.to_string())?;
                Ok(Amounts { amount, tip, total })
            })
            .map_err(|error| AmountErrors {
                amount: String::new(),
                tip: error,
            })
    }

    /// The heading of the bill. What is not valid yet is no sum.
    #[must_use]
    pub fn heading(&self, checkout: &Checkout) -> String {
        let total = self.amounts(checkout).map(|amounts| amounts.total);
        match total.or_else(|_| self.amount(checkout)) {
            Ok(sum) => sum.to_string(),
            Err(_) => "You choose the amount".to_owned(),
        }
    }

    fn tip(&self, amount: Money, options: Option<&TipOptions>) -> Result<Money, String> {
        let tip = match (self.tip, options) {
            (TipChoice::None, _) | (_, None) => return Ok(Money::new(0, amount.currency_code)),
            (TipChoice::Percent(percent), Some(options)) => {
                return options.suggested(percent, amount).ok_or_else(|| {
                    format!(
                        "{percent}% is more than the largest tip, {}. Choose another tip.",
                        options.maximum
                    )
                });
            }
            (TipChoice::Other, Some(_)) => Money::parse(&self.other_tip, amount.currency_code)
                .map_err(|error| match error {
                    MoneyError::NotPositive => {
                        "Enter more than zero, or choose “No tip”.".to_owned()
                    }
                    other => other.to_string(),
                })?,
        };
        match options {
            Some(options) if tip.value > options.maximum.value => {
                Err(format!("The tip must be at most {}.", options.maximum))
            }
            _ => Ok(tip),
        }
    }
}

/// The sentence below "Amount to pay".
#[must_use]
pub fn limits_hint(limits: AmountLimits) -> String {
    format!("From {} to {}.", limits.minimum, limits.maximum)
}

fn open_amount(text: &str, limits: AmountLimits) -> Result<Money, String> {
    let amount = Money::parse(text, limits.minimum.currency_code).map_err(|error| {
        let (what, more) = match error {
            MoneyError::Empty => ("Enter an amount", ""),
            MoneyError::NotANumber => ("Enter an amount in digits", ""),
            MoneyError::Comma => (
                "Write pence after a point",
                " Commas stand between thousands.",
            ),
            other => return other.to_string(),
        };
        // An example that would be taken.
        format!(
            "{what}, for example {}.{more}",
            limits.minimum.without_symbol()
        )
    })?;
    if amount.value < limits.minimum.value {
        return Err(format!("The amount must be at least {}.", limits.minimum));
    }
    if amount.value > limits.maximum.value {
        return Err(format!("The amount must be at most {}.", limits.maximum));
    }
    Ok(amount)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkout::samples::{checkout, pounds};

    fn open() -> Checkout {
        let mut checkout = checkout();
        checkout.amount = pounds(0);
        checkout.open_amount = Some(AmountLimits {
            minimum: pounds(100),
            maximum: pounds(50_000),
        });
        checkout
    }

    fn tipping() -> Checkout {
        let mut checkout = checkout();
        checkout.tip = Some(TipOptions {
            percentages: vec![5, 10, 15],
            maximum: pounds(2_000),
        });
        checkout
    }

    fn entry(amount: &str, tip: TipChoice, other_tip: &str) -> AmountEntry {
        AmountEntry {
            amount: amount.to_owned(),
            tip,
            other_tip: other_tip.to_owned(),
        }
    }

    #[test]
    fn a_fixed_amount_needs_nothing() {
        let amounts = AmountEntry::of(&checkout()).amounts(&checkout()).unwrap();
        assert_eq!(amounts.total, pounds(1250));
    }

    #[test]
    fn both_limits_of_an_open_amount_are_allowed() {
        for (text, value) in [
            ("1", 100),
            ("1.00", 100),
            ("500", 50_000),
            ("£499.99", 49_999),
        ] {
            let amounts = entry(text, TipChoice::None, "").amounts(&open());
            assert_eq!(amounts.unwrap().amount, pounds(value), "{text}");
        }
    }

    #[test]
    fn an_open_amount_outside_its_limits_says_which() {
        for (text, words) in [
            ("0.99", "The amount must be at least £1.00."),
            ("500.01", "The amount must be at most £500.00."),
            ("", "Enter an amount, for example 1.00."),
            ("ten", "Enter an amount in digits, for example 1.00."),
            (
                "1,50",
                "Write pence after a point, for example 1.00. Commas stand between thousands.",
            ),
        ] {
            let errors = entry(text, TipChoice::None, "")
                .amounts(&open())
                .unwrap_err();
            assert_eq!(errors.amount, words, "{text}");
            assert_eq!(errors.tip, "", "{text}");
        }
    }

    #[test]
    fn the_heading_is_a_sum_only_of_what_is_valid() {
        let heading = |text| entry(text, TipChoice::None, "").heading(&open());
        assert_eq!(heading("9"), "£9.00");
        for text in ["", "0.99", "999", "ten"] {
            assert_eq!(heading(text), "You choose the amount", "{text}");
        }
        let tipped = |text| entry("", TipChoice::Other, text).heading(&tipping());
        assert_eq!(tipped("2"), "£14.50");
        assert_eq!(tipped("99"), "£12.50");
    }

    #[test]
    fn a_suggested_tip_is_a_share_of_the_amount() {
        let amounts = entry("", TipChoice::Percent(10), "")
            .amounts(&tipping())
            .unwrap();
        assert_eq!((amounts.tip, amounts.total), (pounds(125), pounds(1375)));
    }

    #[test]
    fn suggestions_say_what_they_come_to() {
        let label = |choice: TipChoice, checkout: &Checkout| {
            choice.label(&AmountEntry::of(checkout), checkout)
        };
        assert_eq!(label(TipChoice::Percent(10), &tipping()), "10% (£1.25)");
        assert_eq!(label(TipChoice::Percent(10), &open()), "10%");
        assert_eq!(label(TipChoice::None, &tipping()), "No tip");
    }

    #[test]
    fn a_suggestion_above_the_largest_tip_is_not_offered() {
        let mut dear = tipping();
        dear.amount = pounds(13_337);
        let nothing = entry("", TipChoice::None, "");
        assert!(!TipChoice::Percent(15).is_offered(&nothing, &dear));
        for choice in [TipChoice::None, TipChoice::Percent(10), TipChoice::Other] {
            assert!(choice.is_offered(&nothing, &dear), "{choice:?}");
        }
        assert!(TipChoice::Percent(15).is_offered(&nothing, &open()));
    }

    #[test]
    fn a_chosen_suggestion_that_grows_above_the_largest_tip_says_so() {
        let mut checkout = open();
        checkout.tip = tipping().tip;
        let chosen = entry("133.37", TipChoice::Percent(15), "");
        assert!(TipChoice::Percent(15).is_offered(&chosen, &checkout));
        assert_eq!(
            chosen.amounts(&checkout).unwrap_err().tip,
            "15% is more than the largest tip, £20.00. Choose another tip."
        );
        let most = entry("133.36", TipChoice::Percent(15), "");
        assert_eq!(most.amounts(&checkout).unwrap().tip, pounds(2_000));
    }

    #[test]
    fn another_tip_is_taken_up_to_its_maximum() {
        let other = |text| entry("", TipChoice::Other, text).amounts(&tipping());
        assert_eq!(other("20").unwrap().total, pounds(3250));
        for (text, words) in [
            ("20.01", "The tip must be at most £20.00."),
            ("0", "Enter more than zero, or choose “No tip”."),
            ("", "Enter an amount, for example 12.50."),
        ] {
            assert_eq!(other(text).unwrap_err().tip, words, "{text}");
        }
    }

    #[test]
    fn what_the_server_knows_is_ticked_when_the_page_opens() {
        let mut known = tipping();
        known.tips_amount = Some(pounds(125));
        assert_eq!(AmountEntry::of(&known).tip, TipChoice::Percent(10));
        known.tips_amount = Some(pounds(300));
        assert_eq!(AmountEntry::of(&known), entry("", TipChoice::Other, "3.00"));
        known.tips_amount = Some(pounds(0));
        assert_eq!(AmountEntry::of(&known).tip, TipChoice::None);
        let mut chosen = open();
        chosen.amount = pounds(123_450);
        assert_eq!(AmountEntry::of(&chosen).amount, "1,234.50");
    }
}
