//! What every address refuses alike, and how.

use http::{Method, Request, StatusCode};

use crate::harness::{Server, order};

#[tokio::test]
async fn people_get_pages_and_programs_get_the_envelope() {
    let server = Server::alone().await;
    let page = server.get("/nothing/here").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(
        page.body.contains("<h1>Page not found</h1>"),
        "{}",
        page.body
    );
    assert!(page.body.contains("Dojo Dogs"), "{}", page.body);
    let envelope = server.get("/api/nothing").await;
    envelope.is_refused(StatusCode::NOT_FOUND, "not_found", None);
}

#[tokio::test]
async fn methods_that_an_address_does_not_take() {
    let server = Server::alone().await;
    let id = server.open(&order(1250)).await;
    let put = server
        .shop(Method::PUT, &format!("/api/v1/checkouts/{id}"), "")
        .await;
    put.is_refused(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", None);
    let get = server.get("/webhooks/dojo").await;
    get.is_refused(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", None);
    let page = server.get("/shop/checkout").await;
    assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(page.header("content-type").starts_with("text/html"));
}

#[tokio::test]
async fn the_trace_id_of_the_caller_leads_to_the_log() {
    let server = Server::alone().await;
    let request = Request::get("/api/nothing")
        .header(
            "traceparent",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        )
        .body("".into())
        .unwrap();
    let problem = server.send(request).await.json();
    assert_eq!(problem["traceId"], "4bf92f3577b34da6a3ce929d0e0e4736");
}

#[tokio::test]
async fn every_answer_is_guarded() {
    let server = Server::alone().await;
    let id = server.open(&order(1250)).await;
    for path in [
        "/",
        "/nothing",
        "/healthz",
        "/api/nothing",
        &format!("/pay/{id}"),
    ] {
        let answer = server.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe-inline"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("strict-transport-security"), "", "{path}");
    }
}

#[tokio::test]
async fn an_unavailable_database_is_admitted() {
    let server = Server::alone().await;
    let id = server.open(&order(1250)).await;
    server.app.store.close().await;
    let page = server.get(&format!("/pay/{id}")).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.body.contains("Nothing was changed"), "{}", page.body);
    assert_eq!(page.header("retry-after"), "5");
    let api = server.get(&format!("/api/checkouts/{id}")).await;
    api.is_refused(StatusCode::SERVICE_UNAVAILABLE, "store_unavailable", None);
}

#[tokio::test]
async fn looking_at_what_may_ask_dojo_is_slowed_down_too() {
    for path in [
        "/pay/co_AAAAAAAAAAAAAAAAAAAAAA",
        "/api/checkouts/co_AAAAAAAAAAAAAAAAAAAAAA",
    ] {
        let server = Server::alone().await;
        let mut answers = 0;
        while server.get(path).await.status != StatusCode::TOO_MANY_REQUESTS {
            answers += 1;
            assert!(answers < 20_000, "{path} is answered without end");
        }
        assert!(answers >= 2000, "{path}");
    }
}
