//! What the bodies of Dojo's API are made of.

use crate::{
    api::shape::{Field, Rule, Shape, closed, optional, required, text},
    machine::intent::LARGEST_AMOUNT,
};

pub(super) const CURRENCIES: Rule = Rule::OneOf(&["GBP", "EUR"]);
pub(super) const ANY_TEXT: Rule = text(4096);
pub(super) const ID: Rule = text(100);
/// Amounts beyond the limits get their answer from the machine, which knows the status that the call documents.
pub(super) const MINOR_UNITS: Rule = Rule::Integer {
    min: i64::MIN,
    max: i64::MAX,
};

/// `int32` in the specification.
pub(super) const QUANTITY: Rule = Rule::Integer {
    min: -2_147_483_648,
    max: 2_147_483_647,
};

pub(super) const MONEY: Shape = closed(&[
    required(
        "value",
        Rule::Integer {
            min: 0,
            max: LARGEST_AMOUNT,
        },
    ),
    required("currencyCode", CURRENCIES),
]);
/// In lines an amount may be negative: a discount.
pub(super) const LINE_MONEY: Shape = closed(&[
    required(
        "value",
        Rule::Integer {
            min: -LARGEST_AMOUNT,
            max: LARGEST_AMOUNT,
        },
    ),
    required("currencyCode", CURRENCIES),
]);
pub(super) const ADDRESS: Shape = closed(&[
    optional("address1", text(100)),
    optional("address2", text(100)),
    optional("address3", text(100)),
    optional("address4", text(100)),
    optional("city", text(100)),
    optional("state", text(100)),
    optional("postcode", text(50)),
    required("countryCode", text(10)),
    optional("locality", text(100)),
    optional("county", text(100)),
]);
pub(super) const SHIPPING: Shape = closed(&[
    optional("name", text(100)),
    optional("deliveryNotes", text(1024)),
    optional("address", Rule::Object(&ADDRESS)),
]);
pub(super) const COLLECTION: Shape = closed(&[optional("collectionRequired", Rule::Boolean)]);
pub(super) const CONFIG_DETAILS: Shape = closed(&[
    optional("showTotal", Rule::Boolean),
    optional("showReference", Rule::Boolean),
]);
pub(super) const CONFIG_PAYMENT: Shape = closed(&[
    optional("customAmountAllowed", Rule::Boolean),
    optional("tipsAllowed", Rule::Boolean),
]);
pub(super) const CONFIG: Shape = closed(&[
    optional("title", text(100)),
    optional("redirectUrl", Rule::WebAddress),
    optional("cancelUrl", Rule::WebAddress),
    optional("customerEmail", Rule::Object(&COLLECTION)),
    optional("details", Rule::Object(&CONFIG_DETAILS)),
    optional("billingAddress", Rule::Object(&COLLECTION)),
    optional("shippingDetails", Rule::Object(&COLLECTION)),
    optional("payment", Rule::Object(&CONFIG_PAYMENT)),
]);
pub(super) const PAYMENT_CUSTOMER: Shape = closed(&[
    optional("id", ID),
    optional("emailAddress", text(254)),
    optional("phoneNumber", text(50)),
    optional("secret", text(500)),
    optional("savedCardId", ID),
]);
pub(super) const SETUP_CUSTOMER: Shape = closed(&[
    optional("id", ID),
    optional("emailAddress", text(254)),
    optional("phoneNumber", text(50)),
]);
pub(super) const SECURITY: Shape = closed(&[
    optional("userAgent", text(300)),
    optional("ipAddress", text(70)),
    optional("device", text(120)),
]);
pub(super) const MODIFIER: Shape = Shape {
    fields: &[
        required("id", ANY_TEXT),
        required("name", ANY_TEXT),
        required("amountPerModifier", Rule::Object(&LINE_MONEY)),
        required("quantity", QUANTITY),
    ],
    open: true,
};
pub(super) const ITEM: Shape = closed(&[
    optional("id", text(60)),
    optional("quantity", QUANTITY),
    // The guide to the checkout page has `caption`, the specification `name`.
    optional("name", text(100)).alias("caption"),
    optional("category", ANY_TEXT),
    optional(
        "modifiers",
        Rule::List {
            item: &Rule::Object(&MODIFIER),
            min: 0,
        },
    ),
    required("amountTotal", Rule::Object(&LINE_MONEY)),
    optional("plu", text(200)),
]);
pub(super) const TAX: Shape = closed(&[
    optional("id", text(60)),
    optional("caption", text(100)),
    optional("subCaption", text(100)),
    required("amountTotal", Rule::Object(&LINE_MONEY)),
    optional("affectedPlu", text(200)),
]);
pub(super) const ITEMS: Rule = Rule::List {
    item: &Rule::Object(&ITEM),
    min: 0,
};
pub(super) const TAXES: Rule = Rule::List {
    item: &Rule::Object(&TAX),
    min: 0,
};
pub(super) const METHODS: Rule = Rule::List {
    item: &Rule::OneOf(&["Card", "Wallet", "SavedCard"]),
    min: 0,
};
pub(super) const ACTION_LINK: Shape = closed(&[
    required("url", Rule::WebAddress),
    optional("action", Rule::OneOf(&["OpenLink", "DownloadFile"])),
    required("label", Rule::Text { min: 1, max: 60 }),
    optional("fileName", text(256)),
]);
pub(super) const ORDER_DETAILS: Shape = closed(&[
    optional("availabilityDate", Rule::Time),
    optional("isUpdate", Rule::Boolean),
    optional("id", ANY_TEXT),
    optional("externalId", ANY_TEXT),
]);
pub(super) const REFERENCE: Field = required("reference", Rule::Text { min: 1, max: 60 });
pub(super) const CAPTURE_MODE: Rule = Rule::OneOf(&["Auto", "Manual"]);
pub(super) const LIMIT: Rule = Rule::Integer { min: 1, max: 100 };
pub(super) const CURSOR_FIELDS: [Field; 3] = [
    optional("limit", LIMIT),
    optional("before", text(200)),
    optional("after", text(200)),
];
pub(super) const CURSOR: Shape = closed(&CURSOR_FIELDS);
pub(super) const CUSTOMER_FIELDS: [Field; 6] = [
    optional("name", text(100)),
    optional("shippingAddress", Rule::Object(&ADDRESS)),
    optional("billingAddress", Rule::Object(&ADDRESS)),
    optional("emailAddress", text(254)),
    optional("phoneNumber", Rule::Text { min: 5, max: 50 }),
    optional("vatNumber", text(50)),
];
pub(super) const EVENTS: Rule = Rule::List {
    item: &Rule::OneOf(&crate::api::subscriptions::EVENTS),
    min: 1,
};
