//! The demo shop.

use http::StatusCode;
use shared::{CheckoutId, CheckoutStatus};

use crate::harness::{Server, order};

async fn status(server: &Server, path: &str) -> CheckoutStatus {
    let id = path.strip_prefix("/pay/").unwrap().to_owned();
    let id = CheckoutId::try_from(id).unwrap();
    let found = server::checkout::find(&server.app, &id).await.unwrap();
    found.unwrap().status
}

#[tokio::test]
async fn the_shop_sells_three_things_and_says_that_it_is_a_sandbox() {
    let server = Server::alone().await;
    let page = server.get("/").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.body.matches("<svg").count(), 3);
    for text in [
        "Sandbox",
        "Add Teapot",
        "Ada Lovelace",
        "Pay what you like",
        "/_sandbox",
    ] {
        assert!(page.body.contains(text), "{text} is not in {}", page.body);
    }
    // Looking leaves no trace.
    assert_eq!(page.header("set-cookie"), "");
}

#[tokio::test]
async fn what_is_put_into_the_basket_is_what_is_asked_for() {
    let server = Server::alone().await;
    let added = server
        .submit("/shop/basket", "product=teapot&add=1", "")
        .await;
    assert_eq!(
        (added.status, added.location()),
        (StatusCode::SEE_OTHER, "/#basket")
    );
    let cookie = added.cookie();
    server
        .submit("/shop/basket", "product=teapot&add=1", &cookie)
        .await;
    server
        .submit("/shop/basket", "product=slippers&quantity=1", &cookie)
        .await;
    let opened = server
        .submit("/shop/checkout", "order=basket&customer=", &cookie)
        .await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    let page = server.get(opened.location()).await;
    for text in ["£49.00", "Teapot", "× 2", "£25.00", "Slippers"] {
        assert!(page.body.contains(text), "{text} is not in {}", page.body);
    }
    // Checking out again leads to the same bill.
    let again = server
        .submit("/shop/checkout", "order=basket&customer=", &cookie)
        .await;
    assert_eq!(again.location(), opened.location());
}

#[tokio::test]
async fn a_changed_basket_withdraws_its_earlier_checkout() {
    let server = Server::alone().await;
    let cookie = server
        .submit("/shop/basket", "product=teapot&add=1", "")
        .await
        .cookie();
    let first = server
        .submit("/shop/checkout", "order=basket&customer=", &cookie)
        .await;
    server
        .submit("/shop/basket", "product=teapot&quantity=3", &cookie)
        .await;
    assert_eq!(
        status(&server, first.location()).await,
        CheckoutStatus::Cancelled
    );
    let second = server
        .submit("/shop/checkout", "order=basket&customer=", &cookie)
        .await;
    assert_ne!(first.location(), second.location());
    // Another shopper is another bill, too.
    let third = server
        .submit("/shop/checkout", "order=basket&customer=ada", &cookie)
        .await;
    assert_eq!(
        status(&server, second.location()).await,
        CheckoutStatus::Cancelled
    );
    assert_eq!(
        status(&server, third.location()).await,
        CheckoutStatus::Open
    );
}

#[tokio::test]
async fn the_basket_is_empty_once_it_is_paid() {
    let server = Server::start().await;
    let cookie = server
        .submit("/shop/basket", "product=teapot&add=1", "")
        .await
        .cookie();
    let opened = server
        .submit("/shop/checkout", "order=basket&customer=", &cookie)
        .await;
    let id = opened.location().strip_prefix("/pay/").unwrap();
    server.pay(id, "4456530000001005").await;
    server.get(&format!("/pay/{id}/return")).await;
    let page = server.get_with("/", &cookie).await;
    assert!(page.body.contains("Your order is paid"), "{}", page.body);
    assert!(page.body.contains("Your basket is empty"), "{}", page.body);
}

#[tokio::test]
async fn an_empty_basket_cannot_be_checked_out() {
    let server = Server::alone().await;
    for cookie in ["", "basket=nonsense", "basket=AAAAAAAAAAAAAAAAAAAAAA"] {
        let answer = server
            .submit("/shop/checkout", "order=basket&customer=", cookie)
            .await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.body);
    }
    let unknown = server
        .submit("/shop/basket", "product=sword&add=1", "")
        .await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST, "{}", unknown.body);
}

#[tokio::test]
async fn every_way_of_paying_can_be_tried() {
    let server = Server::alone().await;
    let gift = server
        .submit("/shop/checkout", "order=open_amount&customer=", "")
        .await;
    let page = server.get(gift.location()).await;
    assert!(page.body.contains("Amount to pay"), "{}", page.body);
    let table = server
        .submit("/shop/checkout", "order=tip&customer=", "")
        .await;
    let page = server.get(table.location()).await;
    for text in ["No tip", "10% (£1.00)", "Other amount"] {
        assert!(page.body.contains(text), "{text} is not in {}", page.body);
    }
}

#[tokio::test]
async fn a_shops_own_checkout_is_none_of_the_demo_shops() {
    let server = Server::alone().await;
    let id = server.open(&order(1250)).await;
    let page = server.get("/").await;
    assert!(!page.body.contains(&id), "{}", page.body);
}
