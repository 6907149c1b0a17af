//! Faults on request, on real sockets.

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::support::{KEY, Server};

async fn fault(server: &Server, fields: Value) {
    let mut body = json!({"method": "POST", "path": "/payment-intents", "times": 1});
    body.as_object_mut()
        .expect("an object")
        .extend(fields.as_object().expect("an object").clone());
    server.call("POST", "/_sandbox/faults", body).await;
}

/// Makes an intent on a socket of its own and gives back everything that comes until the connection ends.
async fn create_raw(server: &Server, reference: &str) -> std::io::Result<Vec<u8>> {
    let address = server.base.trim_start_matches("http://");
    let body = json!({"amount": {"value": 1000, "currencyCode": "GBP"}, "reference": reference})
        .to_string();
    let mut stream = TcpStream::connect(address).await?;
    let head = format!(
        "POST /payment-intents HTTP/1.1\r\nHost: x\r\nAuthorization: Basic {KEY}\r\nversion: 2026-02-27\r\n\
         Connection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    let mut got = Vec::new();
    stream.read_to_end(&mut got).await?;
    Ok(got)
}

async fn references(server: &Server) -> Vec<String> {
    let found = server
        .call("POST", "/payment-intents/search", json!({}))
        .await;
    let found = found["data"].as_array().expect("a list");
    found
        .iter()
        .map(|intent| intent["reference"].as_str().expect("a text").to_owned())
        .collect()
}

#[tokio::test]
async fn status_and_reset_carry_nothing_out() {
    let server = Server::start(None).await;
    fault(&server, json!({"kind": "status", "status": 503})).await;
    let answer = create_raw(&server, "refused").await.expect("an answer");
    assert!(answer.starts_with(b"HTTP/1.1 503"));

    fault(&server, json!({"kind": "reset"})).await;
    let error = create_raw(&server, "reset").await.expect_err("no answer");
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
    assert_eq!(references(&server).await, Vec::<String>::new());

    create_raw(&server, "afterwards").await.expect("an answer");
    assert_eq!(references(&server).await, ["afterwards"]);
    server.stop().await;
}

#[tokio::test]
async fn drop_response_truncate_and_garbage_carry_it_out_and_spoil_the_answer() {
    let server = Server::start(None).await;
    fault(&server, json!({"kind": "drop_response"})).await;
    assert_eq!(create_raw(&server, "dropped").await.expect("an end"), b"");

    fault(&server, json!({"kind": "truncate"})).await;
    let got = create_raw(&server, "truncated").await.expect("an end");
    let text = String::from_utf8_lossy(&got);
    let (head, body) = text.split_once("\r\n\r\n").expect("a head");
    let announced: usize = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .and_then(|length| length.parse().ok())
        .expect("a length");
    assert!(body.len() < announced, "{} of {announced}", body.len());

    fault(&server, json!({"kind": "garbage"})).await;
    let got = create_raw(&server, "garbled").await.expect("an answer");
    let text = String::from_utf8_lossy(&got);
    let (head, body) = text.split_once("\r\n\r\n").expect("a head");
    assert!(head.starts_with("HTTP/1.1 200"));
    assert!(serde_json::from_str::<Value>(body).is_err(), "{body}");

    assert_eq!(
        references(&server).await,
        ["garbled", "truncated", "dropped"]
    );
    server.stop().await;
}

#[tokio::test]
async fn latency_comes_after_the_deed() {
    let server = Server::start(None).await;
    fault(&server, json!({"kind": "latency", "ms": 60_000})).await;
    let slow = create_raw(&server, "slow");
    let found = async {
        while references(&server).await.is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        _ = slow => panic!("it answered in time"),
        () = found => {}
    }
    server.stop().await;
}

#[tokio::test]
async fn faults_end_when_they_are_cleared_and_wrong_ones_are_refused() {
    let server = Server::start(None).await;
    server
        .call(
            "POST",
            "/_sandbox/faults",
            json!({"method": "*", "path": "/payment-intents/*", "kind": "garbage"}),
        )
        .await;
    server.call("DELETE", "/_sandbox/faults", Value::Null).await;
    let path = "/payment-intents/search";
    assert!(server.call("POST", path, json!({})).await["data"].is_array());
    for wrong in [
        json!({"method": "GET", "path": "/", "kind": "explode"}),
        json!({"method": "GET", "path": "/", "kind": "status"}),
        json!({"method": "GET", "path": "/", "kind": "status", "status": 200}),
        json!({"path": "/", "kind": "reset"}),
    ] {
        let answer = server.send("POST", "/_sandbox/faults", wrong).await;
        answer.expect("an answer").refused(400);
    }
    server.stop().await;
}
