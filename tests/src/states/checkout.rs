//! The checkout while it can be paid.

use anyhow::{Result, bail};
use reqwest::Method;
use serde_json::{Value, json};

use super::{Kept, State, hosted::save_card};
use crate::{
    cards::{self, Card},
    element::{Name, Role},
    journey::Journey,
    order::Order,
    pages::CheckoutPage,
    sandbox::Fault,
};

const AMOUNT: &str = "£12.50";

pub(super) async fn reach(state: State, journey: &Journey) -> Result<Kept> {
    let browser = &journey.browser;
    match state {
        State::CheckoutCard => {
            card_form(journey, Order::of(1250)).await?;
        }
        State::CheckoutCardError => {
            let mistyped = Card {
                number: "4456530000001006",
                cv2: "341",
            };
            let checkout = card_form(journey, Order::of(1250)).await?;
            checkout.in_card_frame(mistyped).await?;
            checkout.press_pay(AMOUNT).await?;
            checkout.says("card number").await?;
        }
        State::CheckoutDeclined => {
            let checkout = card_form(journey, Order::of(1250)).await?;
            checkout.in_card_frame(cards::VISA_DECLINED).await?;
            checkout.press_pay(AMOUNT).await?;
            checkout.says("Your card was declined").await?;
            checkout.card_fields_are_ready().await?;
        }
        State::CheckoutChallenge => {
            let checkout = card_form(journey, Order::of(1250)).await?;
            checkout.in_card_frame(cards::VISA_CHALLENGED).await?;
            checkout.press_pay(AMOUNT).await?;
            checkout.is_challenged().await?;
        }
        State::CheckoutPaying => {
            let checkout = card_form(journey, Order::of(1250)).await?;
            checkout.in_card_frame(cards::VISA).await?;
            let held = browser
                .network()
                .hold_request(Method::POST, "/components/pay");
            checkout.press_pay(AMOUNT).await?;
            checkout.says("Waiting for your bank…").await?;
            return Ok(Kept::by(held));
        }
        State::CheckoutWallet => {
            let checkout = card_form(journey, Order::of(1250)).await?;
            checkout.choose("Apple Pay or Google Pay").await?;
            browser.sees(Role::Frame, "Apple Pay or Google Pay").await?;
        }
        State::CheckoutWalletSheet => {
            card_form(journey, Order::of(1250))
                .await?
                .open_wallet()
                .await?;
        }
        State::CheckoutSavedCards => {
            save_card(journey).await?;
            let (_, checkout) = journey.open(&Order::of(1250).customer("ada")).await?;
            checkout.choose("Visa •••• 1005").await?;
            browser.sees(Role::Button, "Remove card").await?;
        }
        State::CheckoutTip => {
            let checkout = card_form(journey, Order::of(1000).tip(&[10, 15, 20], 5000)).await?;
            browser
                .choose(Role::Radio, Name::Begins("Other amount"))
                .await?;
            browser.fill("Tip amount", "50.01").await?;
            checkout.says("at most £50.00").await?;
        }
        State::CheckoutOpenAmount => {
            let (_, checkout) = journey.open(&Order::open_amount(500, 50_000)).await?;
            browser.fill("Amount to pay", "4.99").await?;
            checkout.says("at least £5.00").await?;
        }
        State::CheckoutCollect => {
            card_form(journey, Order::of(1250).collect_everything()).await?;
        }
        State::CheckoutLongBill => {
            card_form(journey, long_bill()).await?;
        }
        State::CheckoutHostedChosen => {
            let checkout = card_form(journey, Order::of(1250)).await?;
            checkout.choose("Pay on Dojo's secure page").await?;
        }
        State::CheckoutScriptMissing => {
            browser.expect_failed_requests();
            browser
                .network()
                .refuse(Method::GET, "/payments/v1/client.js");
            let (_, checkout) = journey.open(&Order::of(1250)).await?;
            checkout.choose("Card").await?;
            checkout.says("The card form could not be loaded").await?;
        }
        State::CheckoutDojoDown => {
            browser.expect_failed_requests();
            let sandbox = journey.stack.sandbox()?;
            for path in ["/payment-intents", "/payment-intents/search"] {
                sandbox
                    .spoil(Method::POST, path, Fault::Status(503), 1000)
                    .await?;
            }
            let (_, checkout) = journey.open(&Order::of(1250)).await?;
            checkout.choose("Card").await?;
            checkout.says("payment service").await?;
        }
        State::CheckoutOffline => {
            let checkout = card_form(journey, Order::of(1250)).await?;
            browser.go_offline(true).await?;
            checkout.says("You are offline").await?;
        }
        State::CheckoutNoScripts => {
            browser.block_scripts().await?;
            let (_, checkout) = journey
                .open(&Order::of(1000).tip(&[10, 15, 20], 5000))
                .await?;
            checkout.says("Pay on Dojo's secure page").await?;
            browser.allow_scripts().await?;
        }
        other => bail!("{other:?} is not of this file"),
    }
    Ok(Kept::default())
}

async fn card_form(journey: &Journey, order: Order) -> Result<CheckoutPage<'_>> {
    let (_, checkout) = journey.open(&order).await?;
    checkout.choose("Card").await?;
    checkout.card_fields_are_ready().await?;
    Ok(checkout)
}

fn long_bill() -> Order {
    let price = json!({ "value": 833_333_333_i64, "currencyCode": "GBP" });
    let lines: Vec<Value> = (1..=12)
        .map(|at| json!({ "name": format!("Hand-woven rush slippers, dark green border, size {at}"), "quantity": at, "amountTotal": price }))
        .collect();
    Order::of(9_999_999_999)
        .reference("A-reference-of-sixty-characters-without-a-place-to-break-it!")
        .with(
            "description",
            json!("طلب رقم ٢٤٥ ليوم السبت، يُسلَّم عند الباب الخلفي من فضلك"),
        )
        .with("itemLines", json!(lines))
}
