//! Who enters the card.

use shared::Address;

/// Who enters the card. An intent is made for one or the other, and shown to nobody else.
#[derive(Clone, Debug)]
pub(crate) enum Payer {
    /// The shopper, on our page or Dojo's; their bank may ask them to confirm.
    Shopper,
    /// Staff, for somebody on the phone.
    Staff(Cardholder),
}

/// What staff were told of the cardholder. Goes to Dojo and is not kept here.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cardholder {
    /// For the bank's address check.
    pub(crate) billing_address: Option<Address>,
}

impl Payer {
    /// Whether staff key the card.
    pub(crate) fn is_staff(&self) -> bool {
        matches!(self, Self::Staff(_))
    }
}
