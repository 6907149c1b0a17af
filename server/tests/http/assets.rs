//! `/assets/*` and Apple's file.

use http::StatusCode;

use crate::harness::Server;

#[tokio::test]
async fn unknown_files_are_refused_in_the_envelope() {
    let server = Server::alone().await;
    for path in [
        "/assets/nothing.js",
        "/assets/index.html",
        "/assets/..%2fCargo.toml",
    ] {
        let answer = server.get(path).await;
        answer.is_refused(StatusCode::NOT_FOUND, "not_found", None);
    }
}

#[tokio::test]
async fn apples_file_is_served_once_it_is_there() {
    let server = Server::alone().await;
    let path = "/.well-known/apple-developer-merchantid-domain-association";
    assert_eq!(server.get(path).await.status, StatusCode::NOT_FOUND);
    let file = server
        .app
        .config
        .data_dir
        .join("apple-developer-merchantid-domain-association");
    std::fs::write(file, "7B22").unwrap();
    let answer = server.get(path).await;
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (StatusCode::OK, "7B22")
    );
}
