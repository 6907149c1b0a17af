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
async fn a_server_without_its_database_is_not_ready_but_lives() {
    let server = Server::alone().await;
    server.app.store.close().await;
    let ready = server.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(ready.json()["database"], "unavailable");
    assert_eq!(server.get("/healthz").await.status, StatusCode::OK);
}
