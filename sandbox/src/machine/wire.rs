//! Intents as Dojo would show them.

use dojo::{
    CaptureDetails, CaptureStatus, Card, CardScheme, Customer, MerchantConfig, Money,
    PaymentDetails, PaymentEvent, PaymentIntent, PaymentIntentConfigRequest,
    PaymentIntentConfigResponse, PaymentLink, PaymentMethod, SetupIntentPublicResponse,
    SetupIntentResponse, SupportedPaymentMethods, WalletPaymentOption,
};
use jiff::Timestamp;
use url::Url;

use super::{
    intent::{Authorization, AutoExpireAction, CaptureMode, EventRecord, Intent},
    setup_intent::SetupIntent,
};
use crate::cards::MaskedCard;

/// The name that the sandbox's merchants trade under, unless `config.title` names another.
pub const TRADING_NAME: &str = "Sandbox Merchant";

/// A payment intent as Dojo would show it. `public_url` is where shoppers reach the sandbox.
#[must_use]
pub fn payment_intent(intent: &Intent, public_url: &Url) -> PaymentIntent {
    let request = &intent.request;
    let money = |value| Money::new(value, &intent.currency);
    PaymentIntent {
        id: intent.id.clone(),
        capture_mode: intent.capture_mode.to_wire(),
        card_holder_not_present: Some(request.card_holder_not_present.unwrap_or(false)),
        client_session_secret: intent.session.as_ref().map(|made| made.secret.clone()),
        client_session_secret_expiration_date: Some(
            intent
                .session
                .as_ref()
                .map_or_else(year_one, |made| made.expires_at),
        ),
        payment_details: intent.authorization.as_ref().map(payment_details),
        status: intent.status.to_string().into(),
        payment_methods: methods(&request.payment_methods),
        amount: money(intent.amount),
        tips_amount: intent.tips.map(money),
        requested_amount: intent.requested_amount.map(money),
        total_amount: Some(money(intent.total())),
        refunded_amount: Some(intent.refunded()),
        customer: request.customer.as_ref().map(|customer| Customer {
            id: customer.id.clone(),
            email_address: customer.email_address.clone(),
            phone_number: customer.phone_number.clone(),
            ..Default::default()
        }),
        request_security: request.request_security.clone(),
        billing_address: request.billing_address.clone(),
        shipping_details: request.shipping_details.clone(),
        created_at: Some(intent.created_at),
        updated_at: Some(intent.updated_at),
        reference: request.reference.clone(),
        description: request.description.clone(),
        item_lines: request.item_lines.clone(),
        tax_lines: request.tax_lines.clone(),
        action_link: request.action_link.clone(),
        merchant_config: Some(merchant_config()),
        config: Some(config(request.config.as_ref())),
        auto_expire_action: (intent.capture_mode == CaptureMode::Manual
            || request.auto_expire_action.is_some())
        .then(|| intent.auto_expire_action.as_str().into()),
        expire_at: Some(intent.expire_at),
        auto_expire_in: request.auto_expire_in.clone(),
        metadata: request.metadata.clone(),
        order_details: request.order_details.clone(),
        setup_intent_id: request.setup_intent_id.clone(),
        cashback_amount: request.cashback_amount.clone(),
        service_charge_amount: request.service_charge_amount.clone(),
        payment_link: Some(payment_link(intent, public_url)),
        payment_source: Some("api".to_owned()),
        payment_events: intent.events.iter().map(event).collect(),
        captures: captures(intent),
        ..Default::default()
    }
}

/// A setup intent as anyone sees it who knows its id.
#[must_use]
pub fn setup_intent_public(setup: &SetupIntent) -> SetupIntentPublicResponse {
    let request = &setup.request;
    SetupIntentPublicResponse {
        id: setup.id.clone(),
        client_session_secret: Some(setup.session.secret.clone()),
        client_session_secret_expiration_date: Some(setup.session.expires_at),
        status: setup.status.to_string().into(),
        payment_methods: methods(&request.payment_methods),
        customer: request.customer.clone(),
        billing_address: request.billing_address.clone(),
        shipping_details: request.shipping_details.clone(),
        created_at: Some(setup.created_at),
        updated_at: Some(setup.updated_at),
        expire_at: Some(setup.expire_at),
        reference: Some(request.reference.clone()),
        description: request.description.clone(),
        merchant_config: Some(merchant_config()),
        config: Some(config(request.config.as_ref())),
        metadata: request.metadata.clone(),
        payment_details: setup.authorization.as_ref().map(payment_details),
        intended_amount: request.intended_amount.clone(),
        merchant_initiated_transaction_type: Some(
            request.merchant_initiated_transaction_type.clone(),
        ),
        terms: Some(request.terms.clone()),
        payment_source: Some("api".to_owned()),
        ..Default::default()
    }
}

/// A setup intent as the merchant sees it.
#[must_use]
pub fn setup_intent(setup: &SetupIntent) -> SetupIntentResponse {
    SetupIntentResponse {
        public: setup_intent_public(setup),
        setup_events: setup.events.iter().map(event).collect(),
    }
}

/// Dojo's page for the intent. With a customer it carries their id, secret and preferred card.
#[must_use]
pub fn payment_link(intent: &Intent, public_url: &Url) -> PaymentLink {
    let mut link = public_url.clone();
    link.set_path(&format!("/checkout/{}", intent.id));
    if let Some(customer) = &intent.request.customer
        && let (Some(id), Some(secret)) = (&customer.id, &customer.secret)
    {
        let mut query = link.query_pairs_mut();
        query.append_pair("cid", id);
        query.append_pair("csc", secret.expose());
        if let Some(card) = &customer.saved_card_id {
            query.append_pair("cpm", card);
        }
    }
    PaymentLink::new(link)
}

/// What the sandbox's merchants accept.
#[must_use]
pub fn supported_payment_methods() -> SupportedPaymentMethods {
    SupportedPaymentMethods {
        card_schemes: vec![
            CardScheme::Visa,
            CardScheme::Mastercard,
            CardScheme::Maestro,
            CardScheme::Discover,
            CardScheme::Dci,
            CardScheme::Amex,
        ],
        wallets: vec![
            WalletPaymentOption::ApplePay,
            WalletPaymentOption::GooglePay,
        ],
        ..Default::default()
    }
}

fn merchant_config() -> MerchantConfig {
    MerchantConfig {
        supported_payment_methods: Some(supported_payment_methods()),
        ..Default::default()
    }
}

fn config(request: Option<&PaymentIntentConfigRequest>) -> PaymentIntentConfigResponse {
    let request = request.cloned().unwrap_or_default();
    PaymentIntentConfigResponse {
        title: request.title,
        redirect_url: request.redirect_url,
        cancel_url: request.cancel_url,
        customer_email: request.customer_email,
        details: request.details,
        billing_address: request.billing_address,
        shipping_details: request.shipping_details,
        payment: request.payment,
        branding: Some(dojo::Branding::default()),
        trading_name: Some(TRADING_NAME.to_owned()),
        ..Default::default()
    }
}

fn methods(asked: &[PaymentMethod]) -> Vec<PaymentMethod> {
    match asked {
        [] => vec![PaymentMethod::Card],
        asked => asked.to_vec(),
    }
}

fn payment_details(made: &Authorization) -> PaymentDetails {
    PaymentDetails {
        transaction_id: Some(made.transaction_id.clone()),
        transaction_date_time: Some(made.at.to_string()),
        message: Some("DEPOSITED".to_owned()),
        payment_method_id: made.payment_method_id.clone(),
        auth_code: Some(made.auth_code.clone()),
        card: Some(card(&made.card)),
        avs_result: made.avs_result.clone(),
        ..Default::default()
    }
}

fn card(card: &MaskedCard) -> Card {
    Card {
        card_number: Some(card.number.clone()),
        card_name: Some(card.name.clone()),
        expiry_date: Some(card.expiry.to_last_day()),
        card_type: Some(card.scheme.as_str().to_owned()),
        card_funding_type: Some("DEBIT".to_owned()),
        last4_pan: Some(card.last4.clone()),
        ..Default::default()
    }
}

fn event(event: &EventRecord) -> PaymentEvent {
    let card = event.card.as_ref();
    PaymentEvent {
        transaction_id: event.transaction_id.clone(),
        transaction_date_time: Some(event.at.to_string()),
        event_type: format!("{:?}", event.kind).into(),
        auth_code: Some(event.auth_code.clone().unwrap_or_default()),
        card_number: card.map(|card| card.number.clone()),
        expiry_date: card.map(|card| card.expiry.to_last_day()),
        card_type: card.map(|card| card.scheme.as_str().to_owned()),
        cardholder_name: card.map(|card| card.name.clone()),
        payment_method_id: Some(event.payment_method_id.clone().unwrap_or_default()),
        ..Default::default()
    }
}

fn captures(intent: &Intent) -> Vec<CaptureDetails> {
    match intent.capture_mode {
        CaptureMode::Auto => Vec::new(),
        CaptureMode::Manual => intent
            .captures
            .iter()
            .map(|capture| CaptureDetails {
                id: Some(capture.id.clone()),
                amount: capture.amount,
                tips_amount: capture.tips,
                status: CaptureStatus::Successful,
                created_at: Some(capture.at),
                ..Default::default()
            })
            .collect(),
    }
}

/// What Dojo writes where there is no client session secret: `0001-01-01T00:00:00Z`.
fn year_one() -> Timestamp {
    Timestamp::from_second(-62_135_596_800).unwrap_or(Timestamp::UNIX_EPOCH)
}

impl CaptureMode {
    pub(crate) fn to_wire(self) -> dojo::CaptureMode {
        match self {
            Self::Auto => dojo::CaptureMode::Auto,
            Self::Manual => dojo::CaptureMode::Manual,
        }
    }
}

impl AutoExpireAction {
    fn as_str(self) -> &'static str {
        match self {
            Self::Release => "Release",
            Self::Capture => "Capture",
        }
    }
}
