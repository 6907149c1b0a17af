//! `Idempotency-Key` on `POST /api/v1/checkouts`.

use http::{Method, StatusCode};
use server::store::idempotency;

use crate::harness::{Server, order};

const PATH: &str = "/api/v1/checkouts";

#[tokio::test]
async fn a_repeated_request_with_a_key_opens_one_checkout() {
    let server = Server::alone().await;
    let key = [("idempotency-key", "order-245")];
    let body = order(1250).to_string();
    let first = server
        .shop_with(Method::POST, PATH, body.clone(), &key)
        .await;
    let second = server
        .shop_with(Method::POST, PATH, body.clone(), &key)
        .await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.body);
    assert_eq!((second.status, &second.body), (first.status, &first.body));
    assert_eq!(second.location(), first.location());
    let other = order(1251).to_string();
    let mismatch = server.shop_with(Method::POST, PATH, other, &key).await;
    mismatch.is_refused(
        StatusCode::UNPROCESSABLE_ENTITY,
        "idempotency_mismatch",
        None,
    );
    let unusable = server
        .shop_with(Method::POST, PATH, body, &[("idempotency-key", "")])
        .await;
    unusable.is_refused(
        StatusCode::BAD_REQUEST,
        "invalid_request",
        Some("Idempotency-Key"),
    );
}

#[tokio::test]
async fn a_request_that_is_still_running_is_not_run_twice() {
    let server = Server::alone().await;
    let body = order(1250).to_string();
    let claim = idempotency::claim(
        &server.app,
        "POST /api/v1/checkouts",
        "busy",
        body.as_bytes(),
        idempotency::Died::RunAgain,
    );
    assert_eq!(claim.await.unwrap(), idempotency::Claim::Run);
    let answer = server
        .shop_with(Method::POST, PATH, body, &[("idempotency-key", "busy")])
        .await;
    answer.is_refused(StatusCode::CONFLICT, "idempotency_in_progress", None);
}

#[tokio::test]
async fn a_refused_request_does_not_use_up_its_key() {
    let server = Server::alone().await;
    let key = [("idempotency-key", "order-246")];
    let bad = order(0).to_string();
    let refused = server.shop_with(Method::POST, PATH, bad, &key).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let good = order(1250).to_string();
    let opened = server.shop_with(Method::POST, PATH, good, &key).await;
    assert_eq!(opened.status, StatusCode::CREATED, "{}", opened.body);
}

#[tokio::test]
async fn a_shop_that_hangs_up_early_gets_the_answer_later() {
    let server = Server::start().await;
    let body = order(1250).to_string();
    for patience in 0..15 {
        let key = format!("hung-up-{patience}");
        let ask = async || {
            let headers = [("idempotency-key", key.as_str())];
            let path = "/api/v1/checkouts";
            server
                .shop_with(Method::POST, path, body.clone(), &headers)
                .await
        };
        let patience = std::time::Duration::from_millis(patience) / 3;
        let _ = tokio::time::timeout(patience, ask()).await;
        let answered = async {
            while ask().await.status == StatusCode::CONFLICT {
                tokio::task::yield_now().await;
            }
        };
        let limit = std::time::Duration::from_secs(10);
        let answered = tokio::time::timeout(limit, answered).await;
        assert!(answered.is_ok(), "{key} stays claimed");
    }
}
