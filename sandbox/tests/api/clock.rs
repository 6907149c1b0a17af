//! The account's clock, and what falls due when it is turned.

use serde_json::json;

use crate::support::{Api, id_of, time};

#[tokio::test]
async fn advancing_carries_out_what_falls_due() {
    let api = Api::new().await;
    let released = api.paid(json!({"captureMode": "Manual"})).await;
    let captured = api
        .paid(json!({"captureMode": "Manual", "autoExpireIn": "00.10:00:00", "autoExpireAction": "Capture"}))
        .await;
    let unpaid = id_of(&api.intent(json!({})).await);
    let later = id_of(
        &api.intent(json!({"expireAt": "2026-04-20T00:00:00Z"}))
            .await,
    );

    api.advance(10 * 3600).await;
    assert_eq!(api.read(&captured).await["status"], "Captured");
    assert_eq!(api.read(&released).await["status"], "Authorized");
    api.advance(7 * 86_400).await;
    assert_eq!(api.read(&released).await["status"], "Reversed");
    api.advance(24 * 86_400).await;
    let canceled = api.read(&unpaid).await;
    assert_eq!(canceled["status"], "Canceled");
    assert_eq!(canceled["updatedAt"], "2026-03-31T12:00:00Z");
    assert_eq!(api.read(&later).await["status"], "Created");
}

#[tokio::test]
async fn real_time_carries_it_out_too() {
    let api = Api::new().await;
    let id = api.paid(json!({"captureMode": "Manual"})).await;
    api.clock.advance(jiff::SignedDuration::from_hours(7 * 24));
    assert_eq!(api.read(&id).await["status"], "Reversed");
}

#[tokio::test]
async fn each_account_has_its_own() {
    let api = Api::new().await;
    api.advance(3600).await;
    let now = api.get("/_sandbox/clock").await.ok();
    assert!(time(&now["now"]) >= "2026-03-01T13:00:00Z".parse().expect("a time"));
    let other = api.other().get("/_sandbox/clock").await.ok();
    assert_eq!(other["now"], "2026-03-01T12:00:00Z");
}

#[tokio::test]
async fn it_never_runs_backwards_or_away() {
    let api = Api::new().await;
    for wrong in [
        json!(-1),
        json!(1.5),
        json!("1"),
        json!(i64::MAX),
        json!(null),
    ] {
        let body = json!({"seconds": wrong});
        api.post("/_sandbox/clock/advance", body).await.refused(400);
    }
}
