//! Billing and delivery addresses: their fields, what they must hold, and the address that Dojo's API shows afterwards.

use dojo::{Address, ShippingDetails};
use maud::{Markup, html};

use super::field::{Field, FormError, Submitted};

/// Which address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Where the card's bills go.
    Billing,
    /// Where the order goes; begins with a name.
    Shipping,
}

/// One line of an address form.
struct Line {
    name: &'static str,
    label: &'static str,
    token: &'static str,
    required: Option<&'static str>,
    longest: usize,
}

const LINES: [Line; 4] = [
    Line {
        name: "address1",
        label: "Address line 1",
        token: "address-line1",
        required: Some("Enter the first line of the address."),
        longest: 100,
    },
    Line {
        name: "address2",
        label: "Address line 2 (optional)",
        token: "address-line2",
        required: None,
        longest: 100,
    },
    Line {
        name: "city",
        label: "Town or city",
        token: "address-level2",
        required: Some("Enter the town or city."),
        longest: 100,
    },
    Line {
        name: "postcode",
        label: "Postcode",
        token: "postal-code",
        required: Some("Enter the postcode."),
        longest: 50,
    },
];

const NAME: Line = Line {
    name: "name",
    label: "Full name",
    token: "name",
    required: Some("Enter the name for the delivery."),
    longest: 100,
};

/// Countries by their ISO 3166-1 alpha-2 codes: those that shops here deliver to most.
const COUNTRIES: [(&str, &str); 41] = [
    ("GB", "United Kingdom"),
    ("IE", "Ireland"),
    ("AU", "Australia"),
    ("AT", "Austria"),
    ("BE", "Belgium"),
    ("BG", "Bulgaria"),
    ("CA", "Canada"),
    ("HR", "Croatia"),
    ("CY", "Cyprus"),
    ("CZ", "Czechia"),
    ("DK", "Denmark"),
    ("EE", "Estonia"),
    ("FI", "Finland"),
    ("FR", "France"),
    ("DE", "Germany"),
    ("GI", "Gibraltar"),
    ("GR", "Greece"),
    ("GG", "Guernsey"),
    ("HU", "Hungary"),
    ("IS", "Iceland"),
    ("IN", "India"),
    ("IM", "Isle of Man"),
    ("IT", "Italy"),
    ("JP", "Japan"),
    ("JE", "Jersey"),
    ("LV", "Latvia"),
    ("LT", "Lithuania"),
    ("LU", "Luxembourg"),
    ("MT", "Malta"),
    ("NL", "Netherlands"),
    ("NZ", "New Zealand"),
    ("NO", "Norway"),
    ("PL", "Poland"),
    ("PT", "Portugal"),
    ("RO", "Romania"),
    ("SK", "Slovakia"),
    ("SI", "Slovenia"),
    ("ES", "Spain"),
    ("SE", "Sweden"),
    ("CH", "Switzerland"),
    ("US", "United States"),
];

impl Kind {
    /// Prefix of the fields' names, and the autocomplete section.
    fn prefix(self) -> &'static str {
        match self {
            Self::Billing => "billing",
            Self::Shipping => "shipping",
        }
    }

    fn lines(self) -> impl Iterator<Item = &'static Line> {
        let name = (self == Self::Shipping).then_some(&NAME);
        name.into_iter().chain(&LINES)
    }

    /// What is missing or too long.
    pub(crate) fn errors(self, submitted: &Submitted) -> Vec<FormError> {
        self.lines()
            .filter_map(|line| {
                let id = format!("{}.{}", self.prefix(), line.name);
                let value = submitted.text(&id);
                match line.required {
                    Some(message) if value.is_empty() => {
                        let error_type = format!("{}Required", line.name);
                        Some(FormError::new(&id, &error_type, message))
                    }
                    _ if value.chars().count() > line.longest => {
                        let error_type = format!("{}Invalid", line.name);
                        let message = format!("Use at most {} characters.", line.longest);
                        Some(FormError::new(&id, &error_type, &message))
                    }
                    _ => None,
                }
            })
            .collect()
    }

    /// The form's part for this address.
    pub(crate) fn fields(self, submitted: &Submitted, errors: &[FormError]) -> Markup {
        let country_id = format!("{}.countryCode", self.prefix());
        let chosen = match submitted.text(&country_id) {
            "" => "GB",
            code => code,
        };
        html! {
            @for line in self.lines() {
                @let id = format!("{}.{}", self.prefix(), line.name);
                (Field {
                    id: &id,
                    label: line.label,
                    autocomplete: &format!("{} {}", self.prefix(), line.token),
                    value: submitted.text(&id),
                    ..Field::default()
                }.render(errors))
            }
            div class="field" {
                label for=(country_id) { "Country" }
                select id=(country_id) name=(country_id) autocomplete=(format!("{} country", self.prefix())) {
                    @for (code, name) in COUNTRIES {
                        option value=(code) selected[code == chosen] { (name) }
                    }
                }
            }
        }
    }
}

/// The billing address that was given.
pub(crate) fn billing(submitted: &Submitted) -> Address {
    address(submitted, Kind::Billing)
}

/// The delivery that was asked for.
pub(crate) fn shipping(submitted: &Submitted) -> ShippingDetails {
    ShippingDetails {
        name: submitted.given("shipping.name"),
        address: Some(address(submitted, Kind::Shipping)),
        ..ShippingDetails::default()
    }
}

/// Fills in an address that is known already, unless the form was sent.
pub(crate) fn suggest(submitted: &mut Submitted, kind: Kind, known: &Address) {
    let values = [
        ("address1", known.address1.as_deref()),
        ("address2", known.address2.as_deref()),
        ("city", known.city.as_deref()),
        ("postcode", known.postcode.as_deref()),
        ("countryCode", Some(known.country_code.as_str())),
    ];
    for (name, value) in values {
        submitted.suggest(&format!("{}.{name}", kind.prefix()), value);
    }
}

fn address(submitted: &Submitted, kind: Kind) -> Address {
    let given = |name: &str| submitted.given(&format!("{}.{name}", kind.prefix()));
    let code = given("countryCode").filter(|code| COUNTRIES.iter().any(|(known, _)| known == code));
    Address {
        address1: given("address1"),
        address2: given("address2"),
        city: given("city"),
        postcode: given("postcode"),
        country_code: code.unwrap_or_else(|| "GB".to_owned()),
        ..Address::default()
    }
}
