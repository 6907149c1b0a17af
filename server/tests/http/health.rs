//! `/healthz`, `/readyz`

use http::StatusCode;

use crate::harness::Server;

#[tokio::test]
async fn a_running_server_says_so() {
    let server = Server::alone().await;
    assert_eq!(server.get("/healthz").await.status, StatusCode::OK);
    let ready = server.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::OK);
    assert_eq!(ready.json()["database"], "ok");
}

#[tokio::test]
async fn the_database_is_asked_once_a_second_however_many_want_to_know() {
    let server = Server::alone().await;
    assert_eq!(server.get("/readyz").await.status, StatusCode::OK);
    server.app.store.close().await;
    // The answer of a moment ago, and not for long.
    assert_eq!(server.get("/readyz").await.status, StatusCode::OK);
    let not_ready =
        async { while server.get("/readyz").await.status != StatusCode::SERVICE_UNAVAILABLE {} };
    let noticed = tokio::time::timeout(std::time::Duration::from_secs(10), not_ready).await;
    assert!(noticed.is_ok(), "it still says that the database is there");
}

#[tokio::test]
async fn a_server_without_its_database_is_not_ready_but_lives() {
    let server = Server::alone().await;
    server.app.store.close().await;
    let ready = server.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(ready.json()["database"], "unavailable");
    assert_eq!(server.get("/healthz").await.status, StatusCode::OK);
}
