//! Input that no client would send.

use axum::body::Body;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{Api, id_of};

const PATHS: [(&str, &str); 15] = [
    ("POST", "/payment-intents"),
    ("POST", "/payment-intents/search"),
    ("POST", "/payment-intents/{}/amount"),
    ("POST", "/payment-intents/{}/tips-amount"),
    ("POST", "/payment-intents/{}/captures"),
    ("POST", "/payment-intents/{}/refunds"),
    ("POST", "/payment-intents/{}/receipt"),
    ("POST", "/setup-intents"),
    ("POST", "/customers"),
    ("POST", "/webhooks"),
    ("POST", "/_sandbox/payment-intents/{}/pay"),
    ("POST", "/_sandbox/faults"),
    ("PUT", "/_sandbox/webhooks/mode"),
    ("PUT", "/_sandbox/snapshot"),
    ("POST", "/_sandbox/clock/advance"),
];

async fn send(api: &Api, method: &str, path: &str, body: Vec<u8>) -> u16 {
    let request = api
        .request(method, path)
        .header("idempotencyKey", "k")
        .body(Body::from(body))
        .expect("a request");
    let answer = api.send(request).await;
    if answer.status >= 400 {
        let status = answer.status;
        answer.refused(status);
        return status;
    }
    answer.status
}

#[tokio::test]
async fn what_is_no_json_is_a_bad_request_everywhere() {
    let api = Api::new().await;
    let id = id_of(&api.intent(json!({})).await);
    for (method, path) in PATHS {
        let path = path.replace("{}", &id);
        for body in [
            b"{".to_vec(),
            b"[]".to_vec(),
            b"\"x\"".to_vec(),
            b"\xff\xfe".to_vec(),
            b"{".repeat(5_000),
            b"[".repeat(100_000),
            br#"{"amount":"#.repeat(10_000),
            b"null".to_vec(),
            Vec::new(),
        ] {
            let shown = String::from_utf8_lossy(&body[..body.len().min(20)]).into_owned();
            let status = send(&api, method, &path, body).await;
            assert_eq!(status, 400, "{method} {path} {shown}");
        }
    }
}

#[tokio::test]
async fn a_body_above_a_mebibyte_is_too_large() {
    let api = Api::new().await;
    for path in ["/payment-intents", "/_sandbox/faults"] {
        let status = send(&api, "POST", path, vec![b' '; 1024 * 1024 + 1]).await;
        assert_eq!(status, 413, "{path}");
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,20}".prop_map(Value::from),
        prop_oneof![
            Just("GBP"),
            Just("Manual"),
            Just("12/29"),
            Just("5200000000001005")
        ]
        .prop_map(Value::from),
    ];
    let names = prop_oneof![
        Just("amount"),
        Just("value"),
        Just("currencyCode"),
        Just("reference"),
        Just("cursor"),
        Just("limit"),
        Just("after"),
        Just("tipsAmount"),
        Just("customer"),
        Just("emails"),
        Just("config"),
        Just("payment"),
        Just("expireAt"),
        Just("autoExpireIn"),
        Just("seconds"),
        Just("cardNumber"),
        Just("cv2"),
        Just("expiryDate"),
        Just("url"),
        Just("events"),
        Just("kind"),
        Just("method"),
        Just("path"),
        Just("drop"),
        Just("copies"),
    ]
    .prop_map(str::to_owned);
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::hash_map(names.clone(), inner, 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_json_at_all_makes_the_sandbox_fail(body in any_json()) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(async {
            let api = Api::new().await;
            let id = id_of(&api.intent(json!({})).await);
            for (method, path) in PATHS {
                let path = path.replace("{}", &id);
                let status = send(&api, method, &path, body.to_string().into_bytes()).await;
                assert!(status < 500, "{method} {path} answers {status} to {body}");
            }
        });
    }
}
