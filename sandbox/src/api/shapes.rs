//! The bodies of Dojo's API, as its specification describes them.

use super::{
    requests::Shaped,
    shape::{Field, Rule, Shape, closed, optional, required, text},
};
use crate::machine::intent::LARGEST_AMOUNT;

const CURRENCIES: Rule = Rule::OneOf(&["GBP", "EUR"]);
const ANY_TEXT: Rule = text(4096);
const ID: Rule = text(100);
/// Amounts beyond the limits get their answer from the machine, which knows the status that the call documents.
const MINOR_UNITS: Rule = Rule::Integer {
    min: i64::MIN,
    max: i64::MAX,
};

/// `int32` in the specification.
const QUANTITY: Rule = Rule::Integer {
    min: -2_147_483_648,
    max: 2_147_483_647,
};

const MONEY: Shape = closed(&[
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
const LINE_MONEY: Shape = closed(&[
    required(
        "value",
        Rule::Integer {
            min: -LARGEST_AMOUNT,
            max: LARGEST_AMOUNT,
        },
    ),
    required("currencyCode", CURRENCIES),
]);
const ADDRESS: Shape = closed(&[
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
const SHIPPING: Shape = closed(&[
    optional("name", text(100)),
    optional("deliveryNotes", text(1024)),
    optional("address", Rule::Object(&ADDRESS)),
]);
const COLLECTION: Shape = closed(&[optional("collectionRequired", Rule::Boolean)]);
const CONFIG_DETAILS: Shape = closed(&[
    optional("showTotal", Rule::Boolean),
    optional("showReference", Rule::Boolean),
]);
const CONFIG_PAYMENT: Shape = closed(&[
    optional("customAmountAllowed", Rule::Boolean),
    optional("tipsAllowed", Rule::Boolean),
]);
const CONFIG: Shape = closed(&[
    optional("title", text(100)),
    optional("redirectUrl", Rule::WebAddress),
    optional("cancelUrl", Rule::WebAddress),
    optional("customerEmail", Rule::Object(&COLLECTION)),
    optional("details", Rule::Object(&CONFIG_DETAILS)),
    optional("billingAddress", Rule::Object(&COLLECTION)),
    optional("shippingDetails", Rule::Object(&COLLECTION)),
    optional("payment", Rule::Object(&CONFIG_PAYMENT)),
]);
const PAYMENT_CUSTOMER: Shape = closed(&[
    optional("id", ID),
    optional("emailAddress", text(254)),
    optional("phoneNumber", text(50)),
    optional("secret", text(500)),
    optional("savedCardId", ID),
]);
const SETUP_CUSTOMER: Shape = closed(&[
    optional("id", ID),
    optional("emailAddress", text(254)),
    optional("phoneNumber", text(50)),
]);
const SECURITY: Shape = closed(&[
    optional("userAgent", text(300)),
    optional("ipAddress", text(70)),
    optional("device", text(120)),
]);
const MODIFIER: Shape = Shape {
    fields: &[
        required("id", ANY_TEXT),
        required("name", ANY_TEXT),
        required("amountPerModifier", Rule::Object(&LINE_MONEY)),
        required("quantity", QUANTITY),
    ],
    open: true,
};
const ITEM: Shape = closed(&[
    optional("id", text(60)),
    optional("quantity", QUANTITY),
    optional("name", text(100)),
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
const TAX: Shape = closed(&[
    optional("id", text(60)),
    optional("caption", text(100)),
    optional("subCaption", text(100)),
    required("amountTotal", Rule::Object(&LINE_MONEY)),
    optional("affectedPlu", text(200)),
]);
const ITEMS: Rule = Rule::List {
    item: &Rule::Object(&ITEM),
    min: 0,
};
const TAXES: Rule = Rule::List {
    item: &Rule::Object(&TAX),
    min: 0,
};
const METHODS: Rule = Rule::List {
    item: &Rule::OneOf(&["Card", "Wallet", "SavedCard"]),
    min: 0,
};
const ACTION_LINK: Shape = closed(&[
    required("url", Rule::WebAddress),
    optional("action", Rule::OneOf(&["OpenLink", "DownloadFile"])),
    required("label", Rule::Text { min: 1, max: 60 }),
    optional("fileName", text(256)),
]);
const ORDER_DETAILS: Shape = closed(&[
    optional("availabilityDate", Rule::Time),
    optional("isUpdate", Rule::Boolean),
    optional("id", ANY_TEXT),
    optional("externalId", ANY_TEXT),
]);
const REFERENCE: Field = required("reference", Rule::Text { min: 1, max: 60 });
const CAPTURE_MODE: Rule = Rule::OneOf(&["Auto", "Manual"]);
const LIMIT: Rule = Rule::Integer { min: 1, max: 100 };
const CURSOR_FIELDS: [Field; 3] = [
    optional("limit", LIMIT),
    optional("before", text(200)),
    optional("after", text(200)),
];
const CURSOR: Shape = closed(&CURSOR_FIELDS);
const CUSTOMER_FIELDS: [Field; 6] = [
    optional("name", text(100)),
    optional("shippingAddress", Rule::Object(&ADDRESS)),
    optional("billingAddress", Rule::Object(&ADDRESS)),
    optional("emailAddress", text(254)),
    optional("phoneNumber", Rule::Text { min: 5, max: 50 }),
    optional("vatNumber", text(50)),
];
const EVENTS: Rule = Rule::List {
    item: &Rule::OneOf(&crate::api::subscriptions::EVENTS),
    min: 1,
};

impl Shaped for dojo::CreatePaymentIntentRequest {
    const SHAPE: &'static Shape = &closed(&[
        optional("captureMode", CAPTURE_MODE),
        required("amount", Rule::Object(&MONEY)),
        optional("tipsAmount", Rule::Object(&MONEY)),
        REFERENCE,
        optional("description", text(4096)),
        optional("customer", Rule::Object(&PAYMENT_CUSTOMER)),
        optional("billingAddress", Rule::Object(&ADDRESS)),
        optional("shippingDetails", Rule::Object(&SHIPPING)),
        optional("cardHolderNotPresent", Rule::Boolean),
        optional("config", Rule::Object(&CONFIG)),
        optional("requestSecurity", Rule::Object(&SECURITY)),
        optional("itemLines", ITEMS),
        optional("taxLines", TAXES),
        optional("paymentMethods", METHODS),
        optional("actionLink", Rule::Object(&ACTION_LINK)),
        optional("expireAt", Rule::Time),
        optional("autoExpireIn", text(100)),
        optional("autoExpireAction", Rule::OneOf(&["Release", "Capture"])),
        optional("metadata", Rule::Texts),
        optional("setupIntentId", ID),
        optional("orderDetails", Rule::Object(&ORDER_DETAILS)),
        optional("cashbackAmount", Rule::Object(&MONEY)),
        optional("serviceChargeAmount", Rule::Object(&MONEY)),
        optional("generateRemoteToken", Rule::Boolean),
        optional("isNotOnlineCheckout", Rule::Boolean),
    ]);
}

impl Shaped for dojo::SearchPaymentIntentRequest {
    const SHAPE: &'static Shape = &closed(&[
        optional(
            "statuses",
            Rule::List {
                item: &Rule::OneOf(&[
                    "Created",
                    "Authorized",
                    "Captured",
                    "Reversed",
                    "Refunded",
                    "Canceled",
                ]),
                min: 0,
            },
        ),
        optional("startDate", Rule::Time),
        optional("endDate", Rule::Time),
        optional("cursor", Rule::Object(&CURSOR)),
    ]);
}

impl Shaped for dojo::SetAmountRequest {
    const SHAPE: &'static Shape = &closed(&[
        required("amount", Rule::Object(&MONEY)),
        optional("itemLines", ITEMS),
        optional("taxLines", TAXES),
    ]);
}

impl Shaped for dojo::SetTipsAmountRequest {
    const SHAPE: &'static Shape = &closed(&[required("tipsAmount", Rule::Object(&MONEY))]);
}

impl Shaped for dojo::CreateCaptureRequest {
    const SHAPE: &'static Shape = &closed(&[
        required("amount", MINOR_UNITS),
        optional("tipsAmount", MINOR_UNITS),
    ]);
}

impl Shaped for dojo::CreateRefundRequest {
    const SHAPE: &'static Shape = &closed(&[
        required("amount", MINOR_UNITS),
        optional("previousTransactionId", text(100)),
        optional("refundReason", text(1024)),
        optional("notes", text(4096)),
    ]);
}

impl Shaped for dojo::SendEmailReceiptRequest {
    const SHAPE: &'static Shape = &Shape {
        fields: &[required(
            "emails",
            Rule::List {
                item: &ANY_TEXT,
                min: 1,
            },
        )],
        open: true,
    };
}

impl Shaped for dojo::CreateSetupIntentRequest {
    const SHAPE: &'static Shape = &closed(&[
        REFERENCE,
        optional("description", text(4096)),
        optional("customer", Rule::Object(&SETUP_CUSTOMER)),
        // Setup intents know no other mode.
        optional("captureMode", Rule::OneOf(&["Auto"])),
        optional("paymentMethods", METHODS),
        optional("billingAddress", Rule::Object(&ADDRESS)),
        optional("shippingDetails", Rule::Object(&SHIPPING)),
        optional("config", Rule::Object(&CONFIG)),
        optional("metadata", Rule::Texts),
        optional("intendedAmount", Rule::Object(&MONEY)),
        required(
            "merchantInitiatedTransactionType",
            Rule::OneOf(&["NoShow", "Unscheduled"]),
        ),
        required(
            "terms",
            Rule::Text {
                min: 1,
                max: 10_240,
            },
        ),
        optional("orderDetails", Rule::Object(&ORDER_DETAILS)),
        optional("expireAt", Rule::Time),
    ]);
}

impl Shaped for dojo::CreateCustomerRequest {
    const SHAPE: &'static Shape = &closed(&CUSTOMER_FIELDS);
}

impl Shaped for dojo::UpdateCustomerRequest {
    const SHAPE: &'static Shape = &closed(&CUSTOMER_FIELDS);
}

impl Shaped for dojo::SearchCustomerRequest {
    const SHAPE: &'static Shape = &closed(&CURSOR_FIELDS);
}

impl Shaped for dojo::SubscriptionRequest {
    const SHAPE: &'static Shape = &closed(&[
        required("events", EVENTS),
        required("url", Rule::WebAddress),
        optional("description", ANY_TEXT),
    ]);
}

impl Shaped for dojo::SubscriptionUpdateRequest {
    const SHAPE: &'static Shape = &closed(&[
        optional("events", EVENTS),
        optional("url", Rule::WebAddress),
        optional("description", ANY_TEXT),
    ]);
}
