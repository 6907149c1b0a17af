//! The list of payments: what can be asked of it, and its lines.

use serde::{Deserialize, Serialize};

use crate::Money;

/// Makes an enum of names that JSON, addresses and forms share, each with its words.
macro_rules! names {
    ($(#[$about:meta])* $name:ident { $($(#[$what:meta])* $variant:ident = $wire:literal $words:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$what])* $variant,)+ }

        impl $name {
            /// Every one, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// As JSON and addresses have it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $wire,)+ }
            }

            /// As people read it.
            #[must_use]
            pub fn words(self) -> &'static str {
                match self { $(Self::$variant => $words,)+ }
            }

            /// The one of this name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == name)
            }
        }
    };
}

names! {
    /// How a payment stands, as Dojo says.
    PaymentStatus {
        /// Can be paid.
        Created = "created" "Unpaid",
        /// The money is held, not taken.
        Authorized = "authorized" "Authorized",
        /// The money is taken; perhaps partly refunded.
        Captured = "captured" "Captured",
        /// Given back as a whole.
        Refunded = "refunded" "Refunded",
        /// Undone as a whole.
        Reversed = "reversed" "Reversed",
        /// Withdrawn or run out before anyone paid.
        Canceled = "canceled" "Cancelled",
    }
}

names! {
    /// What the list is narrowed down to by how a payment stands, with the words under which its payments are shown.
    StatusFilter {
        /// Can be paid.
        Created = "created" "Unpaid, declined or not",
        /// A card was declined, and nobody has paid; open still or not.
        Declined = "declined" "Declined",
        /// The money is held, not taken.
        Authorized = "authorized" "Authorized",
        /// The money is taken; perhaps partly refunded.
        Captured = "captured" "Captured, also in part or partly refunded",
        /// Given back as a whole.
        Refunded = "refunded" "Refunded",
        /// Undone as a whole.
        Reversed = "reversed" "Reversed or released",
        /// Withdrawn or run out before anyone paid.
        Canceled = "canceled" "Cancelled, declined or not",
    }
}

impl StatusFilter {
    /// The status of all of its payments, if they have the same.
    #[must_use]
    pub fn status(self) -> Option<PaymentStatus> {
        PaymentStatus::named(self.as_str())
    }
}

impl PaymentStatus {
    /// As people read it of a payment of which so much was asked for, captured and given back, in minor units: Dojo has one
    /// status for all and for a part.
    #[must_use]
    pub fn words_of(self, total: i64, captured: i64, refunded: i64) -> &'static str {
        match self {
            Self::Captured if refunded > 0 => "Partly refunded",
            Self::Captured if (1..total).contains(&captured) => "Partly captured",
            Self::Reversed if captured == 0 => "Released",
            _ => self.words(),
        }
    }
}

names! {
    /// How it was paid.
    Method {
        /// A card typed in by the shopper.
        Card = "card" "Card",
        /// A card that Dojo keeps for the customer.
        SavedCard = "saved_card" "Saved card",
        /// Apple Pay or Google Pay, where Dojo tells.
        Wallet = "wallet" "Wallet",
        /// A card keyed in by staff for a caller.
        Phone = "phone" "Keyed by phone",
        /// A card machine.
        Terminal = "terminal" "Card machine",
    }
}

names! {
    /// Where it was made.
    Source {
        /// A shop's checkout.
        Checkout = "checkout" "Checkout",
        /// A payment link.
        Link = "link" "Payment link",
        /// A phone order.
        Phone = "phone" "Phone order",
        /// A hold.
        Hold = "hold" "Hold",
        /// Elsewhere with the same key.
        Elsewhere = "elsewhere" "Elsewhere",
    }
}

names! {
    /// Stretches of days in the business's time zone.
    Period {
        /// Since midnight.
        Today = "today" "Today",
        /// The day before.
        Yesterday = "yesterday" "Yesterday",
        /// Today and six days before.
        Last7Days = "last7_days" "Last 7 days",
        /// Today and 29 days before.
        Last30Days = "last30_days" "Last 30 days",
        /// Since the first of the month.
        ThisMonth = "this_month" "This month",
        /// The month before.
        LastMonth = "last_month" "Last month",
    }
}

names! {
    /// The order of the list.
    Sort {
        /// The newest first.
        Newest = "newest" "Newest first",
        /// The oldest first.
        Oldest = "oldest" "Oldest first",
        /// The largest amount first.
        Largest = "largest" "Largest first",
        /// The smallest amount first.
        Smallest = "smallest" "Smallest first",
    }
}

/// What `GET /api/console/payments` and its export are asked for: the query of their address. What is absent does not narrow
/// the list down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PaymentQuery {
    /// Words from reference, name and e-mail, last four digits, authorization code, an id, or an amount such as `£12.50`.
    pub q: Option<String>,
    /// How it stands.
    pub status: Option<StatusFilter>,
    /// How it was paid.
    pub method: Option<Method>,
    /// Where it was made.
    pub source: Option<Source>,
    /// `st_…`: who asked for it.
    pub staff: Option<String>,
    /// A stretch of days; counts for more than `from` and `to`.
    pub period: Option<Period>,
    /// The first day, `YYYY-MM-DD`.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// The least amount, as typed: `12.50`.
    pub min: Option<String>,
    /// The largest amount.
    pub max: Option<String>,
    /// The order; the newest first, unless told otherwise.
    pub sort: Option<Sort>,
    /// A place in the list, as a page before has told it.
    pub cursor: Option<String>,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentLine {
    /// `pi_…`
    pub id: String,
    /// As people know it.
    pub reference: String,
    /// How it stands.
    pub status: PaymentStatus,
    /// Amount and tip together.
    pub total_amount: Money,
    /// What was taken, whether or not it was given back since.
    pub captured_amount: Money,
    /// What was given back.
    pub refunded_amount: Money,
    /// How it was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// Where it was made.
    pub source: Source,
    /// Whose payment it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_name: Option<String>,
    /// Their address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email_address: Option<String>,
    /// `VISA`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card_type: Option<String>,
    /// The last four digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_four: Option<String>,
    /// When it was made, in milliseconds since 1970.
    pub created_at: i64,
    /// How many cards were declined.
    #[serde(default)]
    pub declines: i64,
    /// Somebody must look at it.
    pub is_flagged: bool,
}

impl PaymentLine {
    /// How it stands, as people read it.
    #[must_use]
    pub fn status_words(&self) -> &'static str {
        if self.is_declined() {
            return StatusFilter::Declined.words();
        }
        let (captured, refunded) = (self.captured_amount.value, self.refunded_amount.value);
        self.status
            .words_of(self.total_amount.value, captured, refunded)
    }

    /// Whether a card was declined, and nobody has paid.
    #[must_use]
    pub fn is_declined(&self) -> bool {
        let is_unpaid = matches!(
            self.status,
            PaymentStatus::Created | PaymentStatus::Canceled
        );
        is_unpaid && self.declines > 0
    }

    /// What it comes to: what was captured, and else what is asked for.
    #[must_use]
    pub fn shown_amount(&self) -> Money {
        if self.captured_amount.value > 0 {
            self.captured_amount
        } else {
            self.total_amount
        }
    }

    /// What was asked for, if only a part of it was captured.
    #[must_use]
    pub fn part_of(&self) -> Option<Money> {
        (1..self.total_amount.value)
            .contains(&self.captured_amount.value)
            .then_some(self.total_amount)
    }
}

/// A member of staff by whom payments can be narrowed down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StaffName {
    /// `st_…`
    pub id: String,
    /// Their name.
    pub name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_its_json() {
        fn check<T: Copy + Serialize>(all: &[T], name: impl Fn(T) -> &'static str) {
            for one in all {
                let json = serde_json::to_value(one).unwrap();
                assert_eq!(json.as_str(), Some(name(*one)));
            }
        }
        check(PaymentStatus::ALL, PaymentStatus::as_str);
        check(StatusFilter::ALL, StatusFilter::as_str);
        for status in PaymentStatus::ALL {
            let filter = StatusFilter::named(status.as_str()).unwrap();
            assert_eq!(filter.status(), Some(*status));
        }
        check(Method::ALL, Method::as_str);
        check(Source::ALL, Source::as_str);
        check(Period::ALL, Period::as_str);
        check(Sort::ALL, Sort::as_str);
    }

    #[test]
    fn what_went_back_and_what_was_never_taken_have_words_of_their_own() {
        use PaymentStatus::{Captured, Refunded, Reversed};
        assert_eq!(Captured.words_of(500, 500, 0), "Captured");
        assert_eq!(Captured.words_of(500, 200, 0), "Partly captured");
        assert_eq!(Captured.words_of(500, 200, 100), "Partly refunded");
        assert_eq!(Refunded.words_of(500, 500, 500), "Refunded");
        assert_eq!(Reversed.words_of(500, 500, 0), "Reversed");
        assert_eq!(Reversed.words_of(500, 0, 0), "Released");
    }
}
