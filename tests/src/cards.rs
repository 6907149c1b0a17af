//! The test cards of the sandbox.

/// What a shopper types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Card {
    /// Sixteen digits.
    pub number: &'static str,
    /// The security code on the back.
    pub cv2: &'static str,
}

/// `MM/YY`, on all of them.
pub const EXPIRY: &str = "12/29";

/// The name on all of them.
pub const NAME: &str = "Ada Lovelace";

/// Visa, approved at once.
pub const VISA: Card = Card {
    number: "4456530000001005",
    cv2: "341",
};

/// Visa, approved after 3-D Secure.
pub const VISA_CHALLENGED: Card = Card {
    number: "4456530000001096",
    cv2: "341",
};

/// Visa, declined.
pub const VISA_DECLINED: Card = Card {
    number: "4456530000001013",
    cv2: "341",
};

/// Mastercard, approved at once.
pub const MASTERCARD: Card = Card {
    number: "5200000000001005",
    cv2: "020",
};

/// Mastercard, approved after 3-D Secure.
pub const MASTERCARD_CHALLENGED: Card = Card {
    number: "5200000000001096",
    cv2: "020",
};

/// Mastercard, declined after 3-D Secure.
pub const MASTERCARD_CHALLENGED_DECLINED: Card = Card {
    number: "5200000000001013",
    cv2: "020",
};

/// Every card that a journey may type; none of their numbers may be found anywhere afterwards.
pub const ALL: [Card; 6] = [
    VISA,
    VISA_CHALLENGED,
    VISA_DECLINED,
    MASTERCARD,
    MASTERCARD_CHALLENGED,
    MASTERCARD_CHALLENGED_DECLINED,
];

impl Card {
    /// The number in groups of four, as people write it.
    #[must_use]
    pub fn grouped(&self) -> String {
        let digits: Vec<char> = self.number.chars().collect();
        let groups: Vec<String> = digits.chunks(4).map(|four| four.iter().collect()).collect();
        groups.join(" ")
    }

    /// What pages show of it.
    #[must_use]
    pub fn last_four(&self) -> &'static str {
        let (_, last) = self.number.split_at(self.number.len() - 4);
        last
    }
}
