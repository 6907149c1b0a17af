//! Posting what is due, without the account's lock.

use std::sync::Arc;

use crate::{
    state::Account,
    webhooks::{DeliveryAttempt, Parcel},
};

/// Posts the parcels at the same time and books what came of each.
pub async fn post_all(account: &Arc<Account>, parcels: Vec<Parcel>) {
    let mut posts = tokio::task::JoinSet::new();
    for parcel in parcels {
        let account = Arc::clone(account);
        posts.spawn(async move { post(&account, parcel).await });
    }
    while posts.join_next().await.is_some() {}
}

async fn post(account: &Arc<Account>, parcel: Parcel) {
    let started = tokio::time::Instant::now();
    let sent = account
        .webhook_client()
        .post(&parcel.url)
        .header("content-type", "application/json")
        .header("dojo-signature", parcel.signature)
        .body(parcel.body)
        .send()
        .await;
    let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let (status, error) = match sent {
        Ok(answer) => (Some(answer.status().as_u16()), None),
        Err(error) => (None, Some(describe(&error))),
    };
    let booked = account
        .change(|state, at| {
            let attempt = DeliveryAttempt {
                at,
                status,
                error,
                duration_ms,
            };
            state.book_attempt(&parcel.delivery_id, attempt);
        })
        .await;
    if let Err(error) = booked {
        tracing::error!(%error, "an attempt to deliver could not be stored");
    }
}

/// The error with its causes, without the address, which the delivery shows anyway.
fn describe(error: &reqwest::Error) -> String {
    let mut text = match (error.is_timeout(), error.is_connect()) {
        (true, _) => "timed out".to_owned(),
        (_, true) => "could not connect".to_owned(),
        _ => "failed".to_owned(),
    };
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    text
}
