//! Takes in, once, every intent that was made with this key before the server first looked, month by month, the newest first.

use jiff::Timestamp;

use super::sweep;
use crate::DomainError;
use crate::app::App;
use crate::payments::Listing;
use crate::store::settings;

/// How much is listed at once (milliseconds).
const WINDOW: i64 = 30 * 24 * 60 * 60 * 1000;

/// The year in which Dojo's API began: 2022 (milliseconds).
const BEGINNING: i64 = 1_640_995_200_000;

/// How long it waits while Dojo does not answer (milliseconds).
const PAUSE: i64 = 60_000;

/// How far back it has come (milliseconds).
const SETTING: &str = "mirrored_back_to";

/// Takes in one month.
pub(crate) async fn round(app: &App) -> Result<Option<i64>, DomainError> {
    let now = app.clock.now_ms();
    let until = settings::get(app.store.read(), SETTING)
        .await?
        .and_then(|text| text.parse().ok())
        .unwrap_or(now);
    if until <= BEGINNING {
        return Ok(None);
    }
    let from = (until - WINDOW).max(BEGINNING);
    if let Err(error) = take_in(app, from, until).await {
        if !error.is_dojo() {
            return Err(error);
        }
        tracing::info!(
            reason = error.chain(),
            "earlier payments are taken in later"
        );
        return Ok(Some(now + PAUSE));
    }
    settings::set(&app.store, SETTING, &from.to_string(), now).await?;
    if from == BEGINNING {
        tracing::info!("every earlier payment is taken in");
    }
    Ok(Some(now))
}

async fn take_in(app: &App, from: i64, until: i64) -> Result<(), DomainError> {
    let moment = |at| {
        Timestamp::from_millisecond(at).map_err(|cause| DomainError::Internal(cause.to_string()))
    };
    sweep::go_through(app, Listing::between(moment(from)?, moment(until)?)).await
}
