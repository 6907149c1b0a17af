//! What Dojo is asked for when an intent is made.

use std::collections::BTreeMap;

use dojo::{
    CaptureMode, CreatePaymentIntentRequest, ItemLine, PaymentConfigDetails,
    PaymentCustomerDetails, PaymentIntentConfigBillingAddress, PaymentIntentConfigCustomerEmail,
    PaymentIntentConfigDetails, PaymentIntentConfigRequest, PaymentIntentConfigShippingDetails,
    PaymentMethod, TaxLine,
};
use shared::{Address, AttemptMethod, Money, Reference};

use super::{CheckoutRecord, Payer, customers};
use crate::DomainError;
use crate::app::App;
use crate::business;
use crate::store::attempts::AttemptRow;

/// An attempt's reference at Dojo: the merchant's, shortened so that it fits, and the attempt's id, which makes it unique.
pub(crate) fn reference(merchants: &Reference, attempt_id: &str) -> String {
    let suffix = format!(" · {attempt_id}");
    // Dojo counts as .NET does, in UTF-16 units.
    let units = |text: &str| text.encode_utf16().count();
    let room = Reference::MAX_CHARS - units(&suffix);
    let text = merchants.as_str();
    if units(text) <= room {
        return format!("{text}{suffix}");
    }
    let mut shortened = String::new();
    for character in text.chars() {
        if units(&shortened) + character.len_utf16() + 1 > room {
            break;
        }
        shortened.push(character);
    }
    format!("{shortened}…{suffix}")
}

/// The returning customer with leave to use their cards, if the checkout has one.
pub(super) async fn customer(
    app: &App,
    record: &CheckoutRecord,
    saved_card_id: Option<&str>,
) -> Result<Option<PaymentCustomerDetails>, DomainError> {
    let Some(access) = customers::access(app, record).await? else {
        return Ok(None);
    };
    let selected = match saved_card_id {
        Some(id) => Some(id.to_owned()),
        None => customers::preferred_card(app, &access).await?,
    };
    Ok(Some(PaymentCustomerDetails {
        id: Some(access.dojo_customer_id),
        secret: Some(access.secret),
        email_address: access.row.email_address.map(String::from),
        saved_card_id: selected,
        ..PaymentCustomerDetails::default()
    }))
}

/// The request for an attempt's intent.
pub(super) fn build(
    app: &App,
    record: &CheckoutRecord,
    attempt: &AttemptRow,
    customer: Option<PaymentCustomerDetails>,
    payer: &Payer,
) -> Result<CreatePaymentIntentRequest, DomainError> {
    let currency = attempt.currency.code();
    let metadata = BTreeMap::from([
        ("checkoutId".to_owned(), record.id.to_string()),
        ("attemptId".to_owned(), attempt.id.clone()),
    ]);
    Ok(CreatePaymentIntentRequest {
        amount: dojo::Money::new(attempt.amount, currency),
        tips_amount: (attempt.tips_amount > 0)
            .then(|| dojo::Money::new(attempt.tips_amount, currency)),
        reference: attempt.reference.clone(),
        description: Some(description(record)),
        payment_methods: match payer {
            Payer::Shopper => payment_methods(record, customer.is_some()),
            Payer::Staff(_) => vec![PaymentMethod::Card],
        },
        customer,
        config: Some(config(app, record)?),
        item_lines: item_lines(record),
        tax_lines: tax_lines(record),
        expire_at: Some(record.expire_at),
        metadata: Some(metadata),
        generate_remote_token: Some(true),
        // Then Dojo asks for no 3-D Secure: whoever could confirm is on the phone.
        card_holder_not_present: payer.is_staff().then_some(true),
        billing_address: match payer {
            Payer::Shopper => None,
            Payer::Staff(cardholder) => cardholder.billing_address.clone().map(address),
        },
        capture_mode: record.origin.capture_later.then_some(CaptureMode::Manual),
        ..CreatePaymentIntentRequest::default()
    })
}

fn description(record: &CheckoutRecord) -> String {
    match &record.description {
        Some(description) => format!("{}: {description}", record.reference),
        None => record.reference.to_string(),
    }
}

fn payment_methods(record: &CheckoutRecord, has_customer: bool) -> Vec<PaymentMethod> {
    let offers = |method| record.methods.contains(&method);
    let mut methods = Vec::new();
    if offers(AttemptMethod::Card) || offers(AttemptMethod::HostedPage) {
        methods.push(PaymentMethod::Card);
    }
    if offers(AttemptMethod::Wallet) {
        methods.push(PaymentMethod::Wallet);
    }
    if has_customer && offers(AttemptMethod::SavedCard) {
        methods.push(PaymentMethod::SavedCard);
    }
    methods
}

fn config(app: &App, record: &CheckoutRecord) -> Result<PaymentIntentConfigRequest, DomainError> {
    let page = |name: &str| {
        app.public_url
            .join(&format!("pay/{}/{name}", record.id))
            .map(String::from)
            .map_err(|cause| DomainError::Internal(format!("public_url: {cause}")))
    };
    let business = business::known(app);
    let collect = record.collect;
    Ok(PaymentIntentConfigRequest {
        title: Some(business.merchant.name.chars().take(100).collect()),
        redirect_url: Some(page("return")?),
        cancel_url: Some(page("cancel")?),
        customer_email: collect
            .customer_email
            .then(|| PaymentIntentConfigCustomerEmail {
                collection_required: true,
                ..Default::default()
            }),
        billing_address: collect
            .billing_address
            .then(|| PaymentIntentConfigBillingAddress {
                collection_required: true,
                ..Default::default()
            }),
        shipping_details: collect
            .shipping_details
            .then(|| PaymentIntentConfigShippingDetails {
                collection_required: true,
                ..Default::default()
            }),
        details: Some(PaymentIntentConfigDetails {
            show_total: true,
            // Ours carries the attempt's id; the description begins with the merchant's.
            show_reference: false,
            ..PaymentIntentConfigDetails::default()
        }),
        payment: (record.open_amount.is_some() || record.tip.is_some()).then(|| {
            PaymentConfigDetails {
                custom_amount_allowed: record.open_amount.is_some(),
                tips_allowed: record.tip.is_some(),
                ..PaymentConfigDetails::default()
            }
        }),
        ..PaymentIntentConfigRequest::default()
    })
}

fn item_lines(record: &CheckoutRecord) -> Vec<ItemLine> {
    record
        .item_lines
        .iter()
        .enumerate()
        .map(|(at, line)| ItemLine {
            id: Some(format!("item-{}", at + 1)),
            quantity: Some(i64::from(line.quantity)),
            name: Some(line.name.clone()),
            amount_total: money(line.amount_total),
            ..ItemLine::default()
        })
        .collect()
}

fn tax_lines(record: &CheckoutRecord) -> Vec<TaxLine> {
    record
        .tax_lines
        .iter()
        .enumerate()
        .map(|(at, line)| TaxLine {
            id: Some(format!("tax-{}", at + 1)),
            caption: Some(line.caption.clone()),
            sub_caption: line.sub_caption.clone(),
            amount_total: money(line.amount_total),
            ..TaxLine::default()
        })
        .collect()
}

fn address(address: Address) -> dojo::Address {
    dojo::Address {
        address1: address.address1,
        address2: address.address2,
        city: address.city,
        postcode: address.postcode,
        country_code: address.country_code,
        ..dojo::Address::default()
    }
}

fn money(money: Money) -> dojo::Money {
    dojo::Money::new(money.value, money.currency_code.code())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_dojo(text: &str) -> String {
        reference(
            &Reference::try_from(text.to_owned()).unwrap(),
            "at_ABCDEFGH1234",
        )
    }

    #[test]
    fn a_short_reference_stays_whole() {
        assert_eq!(at_dojo("Order 245"), "Order 245 · at_ABCDEFGH1234");
    }

    #[test]
    fn a_long_reference_is_shortened_and_keeps_the_attempts_id() {
        for long in ["x".repeat(60), "🧦".repeat(60), "é🧦".repeat(30)] {
            let shortened = at_dojo(&long);
            assert!(shortened.encode_utf16().count() <= 60, "{shortened}");
            assert!(shortened.ends_with("… · at_ABCDEFGH1234"), "{shortened}");
        }
    }
}
