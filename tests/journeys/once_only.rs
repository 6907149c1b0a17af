//! Whatever is clicked, reloaded, or open twice: one captured payment, and every page says so.

use anyhow::Result;
use journeys::{
    Order, cards,
    element::{Name, Role},
    journey,
    pages::{CheckoutPage, HostedPage, OutcomePage, ShopPage},
};

const PAID: &str = "Payment successful";
const CANCELLED: &str = "This checkout was cancelled";

#[tokio::test]
async fn a_double_click_pays_once() -> Result<()> {
    journey(async |journey| {
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        checkout.type_card(cards::VISA).await?;
        let button = journey
            .browser
            .find(Role::Button, Name::Is("Pay £12.50"))
            .await?;
        let driver = journey.browser.driver();
        driver
            .action_chain()
            .double_click_element(&button)
            .perform()
            .await?;
        checkout.becomes(PAID).await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn reloading_and_going_back_show_the_payment_and_pay_nothing_more() -> Result<()> {
    journey(async |journey| {
        let driver = journey.browser.driver();
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        let hosted = checkout.go_to_hosted_page().await?;
        hosted.pay_by_card(cards::VISA, "£12.50").await?;
        checkout.becomes(PAID).await?;
        driver.refresh().await?;
        checkout.becomes(PAID).await?;
        driver.back().await?;
        // Either Dojo's page, which is used up, or ours.
        journey.browser.reads(PAID).await?;
        driver.back().await?;
        checkout.becomes(PAID).await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn of_two_tabs_one_pays_and_both_say_so() -> Result<()> {
    journey(async |journey| {
        let browser = &journey.browser;
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        checkout.type_card(cards::VISA).await?;
        let first = browser.tab().await?;
        browser.open_tab(&opened.url).await?;
        checkout.pay_by_card(cards::MASTERCARD, "£12.50").await?;
        checkout.becomes(PAID).await?;
        browser.switch_to(&first).await?;
        // Either the page has found out by itself, or pressing the button is answered with the truth.
        checkout.press_pay_unless("£12.50", PAID).await?;
        let outcome = checkout.becomes(PAID).await?;
        outcome
            .states(&[("Paid with", "Mastercard •••• 1005")])
            .await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn two_devices_that_pay_at_the_same_moment_pay_once() -> Result<()> {
    journey(async |journey| {
        let (opened, mine) = journey.open(&Order::of(1250)).await?;
        let other = journey.another_device().await?;
        let theirs = CheckoutPage::open(&other, &opened.url).await?;
        mine.type_card(cards::VISA).await?;
        theirs.type_card(cards::MASTERCARD).await?;
        let (one, two) = tokio::join!(mine.press_pay("£12.50"), theirs.press_pay("£12.50"));
        one?;
        two?;
        mine.becomes(PAID).await?;
        theirs.becomes(PAID).await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn a_card_on_one_device_and_dojos_page_on_another_pay_once() -> Result<()> {
    journey(async |journey| {
        let (opened, mine) = journey.open(&Order::of(1250)).await?;
        mine.type_card(cards::VISA).await?;
        let other = journey.another_device().await?;
        let theirs = CheckoutPage::open(&other, &opened.url).await?;
        let hosted = theirs.go_to_hosted_page().await?;
        hosted.type_card(cards::MASTERCARD).await?;
        mine.press_pay("£12.50").await?;
        mine.becomes(PAID).await?;
        hosted.press_pay("£12.50").await?;
        HostedPage::appears(&other).await?;
        other.open(&opened.url).await?;
        let outcome = OutcomePage::appears(&other, PAID).await?;
        outcome.states(&[("Paid with", "Visa •••• 1005")]).await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn a_basket_changed_in_another_tab_withdraws_the_first_bill() -> Result<()> {
    journey(async |journey| {
        let browser = &journey.browser;
        let address = journey.stack.shop_url().to_string();
        let shop = ShopPage::open(browser, &address).await?;
        shop.add("Teapot").await?;
        let checkout = shop.check_out().await?;
        checkout.type_card(cards::VISA).await?;
        let first = browser.tab().await?;

        browser.open_tab(&address).await?;
        shop.add("Slippers").await?;
        browser.switch_to(&first).await?;
        checkout.press_pay_unless("£12.50", CANCELLED).await?;
        checkout.becomes(CANCELLED).await?;
        journey.stack.sandbox()?.expect_captured(0, 0).await?;

        let shop = ShopPage::open(browser, &address).await?;
        let checkout = shop.check_out().await?;
        checkout.pay_by_card(cards::VISA, "£36.50").await?;
        checkout.becomes(PAID).await?;
        journey.stack.sandbox()?.expect_captured(1, 3650).await
    })
    .await
}
