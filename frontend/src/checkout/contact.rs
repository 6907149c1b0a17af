//! The fields that the merchant asks for, and what they become.

use shared::checkout::{AdditionalInfo, Collect};
use shared::contact::InvalidEmailAddress;
use shared::{Address, EmailAddress, ShippingDetails};

/// One field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The element's id, and the field's name here.
    pub id: &'static str,
    /// What stands above it.
    pub label: &'static str,
    /// The token of HTML's `autocomplete`.
    pub autocomplete: &'static str,
    /// What to say if it is empty; none if it may be.
    pub missing: Option<&'static str>,
}

/// A group of fields with its heading.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// The heading.
    pub title: &'static str,
    /// In the order in which they are asked.
    pub fields: &'static [Field],
}

impl Group {
    /// Whether it is the address of the card.
    #[must_use]
    pub fn is_billing(&self) -> bool {
        self.title == BILLING.title
    }
}

impl Field {
    /// Whether it holds the code of a country, chosen from a list.
    #[must_use]
    pub fn is_country(&self) -> bool {
        self.id.ends_with("-country")
    }
}

/// The country that is chosen at first, where addresses have postcodes.
pub const HOME: &str = "GB";

/// Dojo's limit for the first line of an address.
pub const MAX_LENGTH: &str = "100";

const EMAIL: Group = Group {
    title: "Contact",
    fields: &[Field {
        id: "email",
        label: "E-mail address",
        autocomplete: "email",
        missing: Some("Enter your e-mail address."),
    }],
};

const BILLING: Group = Group {
    title: "Billing address",
    fields: &[
        Field {
            id: "billing-line1",
            label: "Address line 1",
            autocomplete: "billing address-line1",
            missing: Some("Enter the first line of the billing address."),
        },
        Field {
            id: "billing-line2",
            label: "Address line 2 (optional)",
            autocomplete: "billing address-line2",
            missing: None,
        },
        Field {
            id: "billing-city",
            label: "Town or city",
            autocomplete: "billing address-level2",
            missing: Some("Enter the town or city of the billing address."),
        },
        Field {
            id: "billing-postcode",
            label: "Postcode",
            autocomplete: "billing postal-code",
            missing: Some("Enter the postcode of the billing address."),
        },
        Field {
            id: "billing-country",
            label: "Country",
            autocomplete: "billing country",
            missing: None,
        },
    ],
};

const SHIPPING: Group = Group {
    title: "Delivery address",
    fields: &[
        Field {
            id: "shipping-name",
            label: "Full name",
            autocomplete: "shipping name",
            missing: Some("Enter the name of the person who receives the order."),
        },
        Field {
            id: "shipping-line1",
            label: "Address line 1",
            autocomplete: "shipping address-line1",
            missing: Some("Enter the first line of the delivery address."),
        },
        Field {
            id: "shipping-line2",
            label: "Address line 2 (optional)",
            autocomplete: "shipping address-line2",
            missing: None,
        },
        Field {
            id: "shipping-city",
            label: "Town or city",
            autocomplete: "shipping address-level2",
            missing: Some("Enter the town or city of the delivery address."),
        },
        Field {
            id: "shipping-postcode",
            label: "Postcode",
            autocomplete: "shipping postal-code",
            missing: Some("Enter the postcode of the delivery address."),
        },
        Field {
            id: "shipping-country",
            label: "Country",
            autocomplete: "shipping country",
            missing: None,
        },
    ],
};

/// The groups that this merchant asks for.
#[must_use]
pub fn groups(collect: Collect) -> Vec<Group> {
    let mut groups = Vec::new();
    if collect.customer_email {
        groups.push(EMAIL);
    }
    if collect.shipping_details {
        groups.push(SHIPPING);
    }
    if collect.billing_address {
        groups.push(BILLING);
    }
    groups
}

/// A field with what was entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Which field.
    pub field: Field,
    /// As typed, or the code of a country.
    pub value: String,
    /// What is wrong with it; empty if nothing is known to be.
    pub error: String,
}

/// The fields that this merchant asks for, empty.
#[must_use]
pub fn answers(collect: Collect) -> Vec<Answer> {
    let fields = groups(collect).into_iter().flat_map(|group| group.fields);
    fields
        .map(|field| Answer {
            field: *field,
            value: if field.is_country() { HOME } else { "" }.to_owned(),
            error: String::new(),
        })
        .collect()
}

/// Whether the billing address may be said to be the delivery address: both are asked for.
#[must_use]
pub fn may_be_the_same(collect: Collect) -> bool {
    collect.billing_address && collect.shipping_details
}

/// Notes what is wrong, in words that belong below the field, and gives the first field that is. Where billing `is_same` as
/// delivery, its own fields are not looked at.
pub fn check(answers: &mut [Answer], is_same: bool) -> Option<&'static str> {
    let mut first = None;
    // A country stands at the end of its address, and decides whether the address needs a postcode.
    let mut has_postcodes = true;
    for answer in answers.iter_mut().rev() {
        if is_same && answer.field.id.starts_with("billing") {
            continue;
        }
        if answer.field.is_country() {
            has_postcodes = answer.value == HOME;
        }
        answer.error = error(&answer.field, &answer.value, has_postcodes);
        if !answer.error.is_empty() {
            first = Some(answer.field.id);
        }
    }
    first
}

fn error(field: &Field, value: &str, has_postcodes: bool) -> String {
    if value.trim().is_empty() {
        let needed = has_postcodes || !field.id.ends_with("-postcode");
        let missing = field.missing.filter(|_| needed);
        return missing.unwrap_or_default().to_owned();
    }
    if field.id == "email" && EmailAddress::try_from(value.to_owned()).is_err() {
        return InvalidEmailAddress.to_string();
    }
    String::new()
}

/// What Dojo's component is told.
#[must_use]
pub fn additional_info(
    collect: Collect,
    answers: &[Answer],
    is_same: bool,
    save_payment_method: bool,
) -> AdditionalInfo {
    let billing = if is_same { "shipping" } else { "billing" };
    AdditionalInfo {
        user_email_address: filled(answers, "email"),
        billing_address: collect.billing_address.then(|| address(answers, billing)),
        shipping_details: collect.shipping_details.then(|| ShippingDetails {
            name: filled(answers, "shipping-name"),
            address: Some(address(answers, "shipping")),
        }),
        save_payment_method,
    }
}

fn address(answers: &[Answer], of: &str) -> Address {
    let part = |name: &str| filled(answers, &format!("{of}-{name}"));
    Address {
        address1: part("line1"),
        address2: part("line2"),
        city: part("city"),
        postcode: part("postcode"),
        country_code: part("country").unwrap_or_default(),
    }
}

fn filled(answers: &[Answer], id: &str) -> Option<String> {
    let answer = answers.iter().find(|answer| answer.field.id == id)?;
    let text = answer.value.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERYTHING: Collect = Collect {
        customer_email: true,
        billing_address: true,
        shipping_details: true,
    };

    /// Every field filled in with its own name.
    fn filled_in() -> Vec<Answer> {
        let mut answers = answers(EVERYTHING);
        for answer in &mut answers {
            answer.value = match answer.field.id {
                "email" => " ada@example.com ".to_owned(),
                id if id.ends_with("country") => HOME.to_owned(),
                id => format!(" {id} "),
            };
        }
        answers
    }

    fn with(id: &str, value: &str) -> Vec<Answer> {
        let mut answers = filled_in();
        let answer = answers.iter_mut().find(|answer| answer.field.id == id);
        value.clone_into(&mut answer.unwrap().value);
        answers
    }

    #[test]
    fn only_what_the_merchant_asks_for_is_asked() {
        assert!(answers(Collect::default()).is_empty());
        assert_eq!(answers(EVERYTHING).len(), 12);
        let nothing = additional_info(Collect::default(), &[], false, false);
        assert_eq!(nothing, AdditionalInfo::default());
    }

    #[test]
    fn what_is_missing_or_wrong_says_so() {
        assert_eq!(check(&mut filled_in(), false), None);
        for id in [
            "email",
            "shipping-name",
            "billing-line1",
            "billing-postcode",
        ] {
            assert_eq!(check(&mut with(id, "  "), false), Some(id));
        }
        assert_eq!(check(&mut with("billing-line2", ""), false), None);
        let mut wrong = with("email", "ada");
        assert_eq!(check(&mut wrong, false), Some("email"));
        assert_eq!(wrong[0].error, InvalidEmailAddress.to_string());
    }

    #[test]
    fn the_first_of_several_is_named_and_all_say_so() {
        let mut answers = answers(EVERYTHING);
        assert_eq!(check(&mut answers, false), Some("email"));
        assert_eq!(
            answers
                .iter()
                .filter(|answer| !answer.error.is_empty())
                .count(),
            8
        );
    }

    #[test]
    fn a_postcode_is_not_asked_of_those_who_have_none() {
        let mut abroad = with("shipping-postcode", "");
        assert_eq!(check(&mut abroad, false), Some("shipping-postcode"));
        for answer in &mut abroad {
            if answer.field.id == "shipping-country" {
                "HK".clone_into(&mut answer.value);
            }
        }
        assert_eq!(check(&mut abroad, false), None);
    }

    #[test]
    fn one_address_for_both_is_asked_for_once_and_told_twice() {
        assert!(may_be_the_same(EVERYTHING));
        let mut answers = with("billing-line1", "");
        assert_eq!(check(&mut answers, true), None);
        let info = additional_info(EVERYTHING, &answers, true, false);
        let delivery = info.shipping_details.unwrap().address;
        assert_eq!(info.billing_address, delivery);
        assert_eq!(delivery.unwrap().city.as_deref(), Some("shipping-city"));
        assert_eq!(
            check(&mut with("shipping-city", ""), true),
            Some("shipping-city")
        );
    }

    #[test]
    fn fields_reach_the_place_that_they_are_named_for() {
        let info = additional_info(EVERYTHING, &with("billing-line2", " "), false, true);
        assert_eq!(info.user_email_address.as_deref(), Some("ada@example.com"));
        let billing = info.billing_address.unwrap();
        assert_eq!(billing.city.as_deref(), Some("billing-city"));
        assert_eq!(billing.address2, None);
        let shipping = info.shipping_details.unwrap();
        assert_eq!(shipping.name.as_deref(), Some("shipping-name"));
        let delivery = shipping.address.unwrap();
        assert_eq!(delivery.postcode.as_deref(), Some("shipping-postcode"));
        assert_eq!(delivery.country_code, HOME);
        assert!(info.save_payment_method);
    }
}
