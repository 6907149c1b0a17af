//! Where a checkout comes from.

/// Through which door a checkout was opened, by whom, and what is to become of its money.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The door.
    pub door: Door,
    /// `ln_…`, if a payment link opened it.
    pub link_id: Option<String>,
    /// `st_…`, if a member of staff asked for it.
    pub staff_id: Option<String>,
    /// Authorize now and capture later: paying makes it `Authorized` at Dojo, which counts as paid here.
    pub capture_later: bool,
}

/// The doors through which checkouts are opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Door {
    /// A shop's request.
    #[default]
    Checkout,
    /// A payment link that somebody opened.
    Link,
    /// A phone order.
    Phone,
    /// A hold.
    Hold,
}

impl Door {
    /// As SQL has it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Checkout => "checkout",
            Self::Link => "link",
            Self::Phone => "phone",
            Self::Hold => "hold",
        }
    }

    /// Whether the page's address is sent to people, who may pass it on.
    #[must_use]
    pub fn is_handed_out(self) -> bool {
        matches!(self, Self::Link | Self::Phone)
    }

    /// The door of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Checkout, Self::Link, Self::Phone, Self::Hold]
            .into_iter()
            .find(|door| door.as_str() == name)
    }
}
