//! The bodies of Dojo's API, as its specification describes them.

mod parts;

use super::{
    requests::Shaped,
    shape::{Rule, Shape, closed, optional, required, text},
};
use parts::{
    ACTION_LINK, ADDRESS, ANY_TEXT, CAPTURE_MODE, CONFIG, CURSOR, CURSOR_FIELDS, CUSTOMER_FIELDS,
    EVENTS, ID, ITEMS, METHODS, MINOR_UNITS, MONEY, ORDER_DETAILS, PAYMENT_CUSTOMER, REFERENCE,
    SECURITY, SETUP_CUSTOMER, SHIPPING, TAXES,
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
