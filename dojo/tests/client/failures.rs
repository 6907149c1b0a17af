//! Failures, told apart by what may have happened at Dojo.

use dojo::{
    Client, CreatePaymentIntentRequest, Error, Money, PaymentIntent, SearchPaymentIntentRequest,
    UnreadableAnswer,
};

use crate::stub::{Reply, Stub, client_of_nobody, json};

const INTENT: &str = r#"{"id":"pi_sandbox_1","captureMode":"Auto","status":"Created","amount":{"value":1000,"currencyCode":"GBP"},"reference":"Order 1"}"#;

async fn create(client: &Client) -> Result<PaymentIntent, Error> {
    client
        .create_payment_intent(&CreatePaymentIntentRequest::new(
            Money::new(1000, "GBP"),
            "Order 1",
        ))
        .await
}

async fn answered(reply: Reply) -> Error {
    let stub = Stub::start([reply]).await;
    let error = create(&stub.client()).await.unwrap_err();
    assert_eq!(
        stub.seen().len(),
        1,
        "an intent was asked for more than once"
    );
    error
}

fn unreadable(error: &Error) -> Option<UnreadableAnswer> {
    match error {
        Error::OutcomeUnknown(source) => source.downcast_ref().copied(),
        _ => None,
    }
}

#[tokio::test]
async fn a_refusal_carries_dojos_words() {
    let problem = r#"{"type":"t","title":"Bad","status":400,"traceId":"00-1","errors":{"Reference":["Too long."]}}"#;
    for status in [400, 403, 405, 422, 429] {
        let Error::Refused(told) = answered(Reply::Json(status, problem)).await else {
            panic!("{status} is not Refused");
        };
        assert_eq!(told.errors["Reference"], ["Too long."]);
        assert_eq!(
            told.to_string(),
            "400 Bad; Reference: Too long. (trace 00-1)"
        );
    }
}

#[tokio::test]
async fn unauthorized_not_found_and_conflict_are_told_apart() {
    let problem = r#"{"title":"No","status":1,"traceId":"00-1"}"#;
    for (status, empty) in [
        (401, false),
        (401, true),
        (404, false),
        (404, true),
        (409, false),
        (409, true),
    ] {
        let error = answered(Reply::Json(status, if empty { "" } else { problem })).await;
        match status {
            401 => assert!(matches!(error, Error::Unauthorized(_)), "{error:?}"),
            404 => assert!(matches!(error, Error::NotFound(_)), "{error:?}"),
            _ => assert!(matches!(error, Error::Conflict(_)), "{error:?}"),
        }
        assert!(error.changed_nothing());
        assert_eq!(
            error.problem().unwrap().status,
            Some(if empty { status } else { 1 })
        );
    }
}

#[tokio::test]
async fn a_key_is_not_accepted_whatever_the_page_looks_like() {
    assert!(matches!(
        answered(Reply::Json(401, "<h1>No</h1>")).await,
        Error::Unauthorized(_)
    ));
}

#[tokio::test]
async fn a_refusal_that_is_not_dojos_proves_nothing() {
    for status in [400, 403, 404, 409] {
        let error = answered(Reply::Json(status, "<h1>Blocked</h1>")).await;
        assert_eq!(
            unreadable(&error),
            Some(UnreadableAnswer::Body {
                status,
                line: 1,
                column: 1
            })
        );
    }
    let error = answered(Reply::Json(408, "{}")).await;
    assert_eq!(
        unreadable(&error),
        Some(UnreadableAnswer::Status { status: 408 })
    );
}

#[tokio::test]
async fn a_failing_server_may_have_carried_it_out() {
    for status in [500, 502, 503, 504] {
        let error = answered(Reply::Json(status, r#"{"title":"Oops"}"#)).await;
        assert_eq!(
            unreadable(&error),
            Some(UnreadableAnswer::Status { status })
        );
        assert!(!error.changed_nothing());
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let there = Stub::start([]).await;
    for status in [301, 302, 307, 308] {
        let moved = format!(
            "HTTP/1.1 {status} Moved\r\nlocation: http://127.0.0.1:{}/\r\ncontent-length: 0\r\n\r\n",
            there.port()
        );
        let error = answered(Reply::Raw(moved.into_bytes())).await;
        assert_eq!(
            unreadable(&error),
            Some(UnreadableAnswer::Status { status })
        );
    }
    assert_eq!(there.connections(), 0, "the key was carried elsewhere");
}

#[tokio::test]
async fn a_connection_lost_after_sending_leaves_the_outcome_unknown() {
    let mut truncated = json(200, INTENT);
    truncated.truncate(truncated.len() - 10);
    let replies = [
        Reply::Reset,
        Reply::Raw(Vec::new()),
        Reply::Raw(b"HTTP/1.1 200 O".to_vec()),
        Reply::Raw(truncated),
        Reply::Raw(b"\x16\x03\x01 this is not HTTP\r\n\r\n".to_vec()),
    ];
    for reply in replies {
        let error = answered(reply).await;
        assert!(matches!(error, Error::OutcomeUnknown(_)), "{error:?}");
        assert_eq!(unreadable(&error), None, "{error:?}");
    }
}

#[tokio::test]
async fn an_answer_that_takes_too_long_leaves_the_outcome_unknown() {
    let stub = Stub::start([Reply::Silence]).await;
    let error = create(&stub.impatient_client()).await.unwrap_err();
    assert!(matches!(error, Error::OutcomeUnknown(_)), "{error:?}");
    assert_eq!(stub.seen().len(), 1);
}

#[tokio::test]
async fn a_reused_connection_that_dies_does_not_send_twice() {
    let stub = Stub::start([
        Reply::Json(200, INTENT),
        Reply::Reset,
        Reply::Json(200, INTENT),
    ])
    .await;
    let client = stub.client();
    create(&client).await.unwrap();
    let error = create(&client).await.unwrap_err();
    assert!(matches!(error, Error::OutcomeUnknown(_)), "{error:?}");
    assert_eq!((stub.seen().len(), stub.connections()), (2, 1));
}

#[tokio::test]
async fn garbage_in_a_good_answer_leaves_the_outcome_unknown() {
    for garbage in [
        "",
        "{",
        "nonsense",
        "[]",
        "{}",
        r#"{"id":"pi_1"}"#,
        r#"{"id":7,"status":"Created"}"#,
    ] {
        let error = answered(Reply::Json(200, garbage)).await;
        assert!(
            matches!(
                unreadable(&error),
                Some(UnreadableAnswer::Body { status: 200, .. })
            ),
            "{garbage}: {error:?}"
        );
    }
}

#[tokio::test]
async fn an_answer_over_a_mebibyte_is_not_read() {
    let intent = |padding: usize| INTENT.replace("Order 1", &"x".repeat(padding));
    let limit = 1024 * 1024;
    let fits = intent(limit - INTENT.len() + "Order 1".len());
    assert_eq!(fits.len(), limit);
    let stub = Stub::start([Reply::Raw(json(200, &fits))]).await;
    create(&stub.client()).await.unwrap();

    let too_long = answered(Reply::Raw(json(200, &(fits.clone() + " ")))).await;
    assert_eq!(
        unreadable(&too_long),
        Some(UnreadableAnswer::TooLong { limit })
    );

    let mut unannounced = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
    unannounced.extend(fits.bytes().chain(*b" "));
    let too_long = answered(Reply::Raw(unannounced)).await;
    assert_eq!(
        unreadable(&too_long),
        Some(UnreadableAnswer::TooLong { limit })
    );
}

#[tokio::test]
async fn a_page_of_a_search_may_be_sixteen_times_as_long() {
    let padded = INTENT.replace("Order 1", &"x".repeat(1024 * 1024));
    let page = format!(r#"{{"data":[{padded},{padded}]}}"#);
    let stub = Stub::start([Reply::Raw(json(200, &page))]).await;
    let request = SearchPaymentIntentRequest::default();
    let found = stub
        .client()
        .search_payment_intents(&request)
        .await
        .unwrap();
    assert_eq!(found.data.len(), 2);

    let endless = vec![padded; 16].join(",");
    let page = format!(r#"{{"data":[{endless}]}}"#);
    let stub = Stub::start([Reply::Raw(json(200, &page))]).await;
    let refused = stub.client().search_payment_intents(&request).await;
    assert_eq!(
        unreadable(&refused.unwrap_err()),
        Some(UnreadableAnswer::TooLong {
            limit: 16 * 1024 * 1024
        })
    );
}

#[tokio::test]
async fn without_a_connection_nothing_was_sent() {
    let client = client_of_nobody().await;
    assert!(matches!(create(&client).await, Err(Error::Unreachable(_))));
    assert!(matches!(
        client.get_payment_intent("pi_1", false).await,
        Err(Error::Unreachable(_))
    ));
}

#[tokio::test]
async fn only_reads_are_tried_again_and_only_if_nothing_was_sent() {
    let no_tls = Stub::start([]).await;
    let client = no_tls.tls_client();
    assert!(matches!(create(&client).await, Err(Error::Unreachable(_))));
    assert_eq!(no_tls.connections(), 1, "a change was tried again");
    assert!(matches!(
        client.get_payment_intent("pi_1", false).await,
        Err(Error::Unreachable(_))
    ));
    assert_eq!(no_tls.connections(), 3, "a read was not tried again once");

    let resets = Stub::start([Reply::Reset]).await;
    let error = resets
        .client()
        .get_payment_intent("pi_1", false)
        .await
        .unwrap_err();
    assert!(matches!(error, Error::OutcomeUnknown(_)), "{error:?}");
    assert_eq!(resets.seen().len(), 1);
}

#[tokio::test]
async fn no_error_quotes_an_answer_or_an_address() {
    let leaky =
        r#"{"id":"pi_1","status":"Created","amount":{"value":"hush","currencyCode":"GBP"}}"#;
    for reply in [
        Reply::Json(200, leaky),
        Reply::Reset,
        Reply::Raw(b"HTTP/1.1 200 hush".to_vec()),
    ] {
        let stub = Stub::start([reply]).await;
        let error = stub
            .client()
            .get_payment_intent("pi_hush", false)
            .await
            .unwrap_err();
        let Error::OutcomeUnknown(source) = &error else {
            panic!("{error:?}")
        };
        assert!(
            !format!("{error} {error:?} {source}").contains("hush"),
            "{error:?}"
        );
    }
}
