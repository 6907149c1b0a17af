//! What a person should look at, the most urgent first.

use shared::console::overview::{Attention, AttentionEntry, AttentionItem, AttentionKind};
use shared::console::settings::connection::Subscription;

use crate::DomainError;
use crate::app::App;
use crate::connection;
use crate::store::attention;

/// What ends within this time needs attention (milliseconds).
pub(crate) const SOON: i64 = 48 * 60 * 60 * 1000;

/// Everything that needs attention now.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn attention(app: &App) -> Result<Attention, DomainError> {
    let (store, now) = (&app.store, app.clock.now_ms());
    let soon = now + SOON;
    let found = [
        (
            AttentionKind::DoubleCapture,
            attention::flags(store, "reverse").await?,
        ),
        (
            AttentionKind::Disagreement,
            attention::flags(store, "look").await?,
        ),
        (
            AttentionKind::RefundUnknown,
            attention::refunds_unknown(store).await?,
        ),
        (
            AttentionKind::RefundAwaiting,
            attention::refunds_awaiting(store).await?,
        ),
        (
            AttentionKind::AuthorizationLapsing,
            attention::lapsing(store, now, soon).await?,
        ),
        (AttentionKind::WebhooksMissing, missing(app)),
        (
            AttentionKind::WebhookFailing,
            attention::webhooks(store).await?,
        ),
        (
            AttentionKind::CallbackFailing,
            attention::callbacks(store).await?,
        ),
        (AttentionKind::EmailFailing, attention::emails(store).await?),
        (
            AttentionKind::HoldExpiring,
            attention::holds(store, now, soon).await?,
        ),
        (
            AttentionKind::LinkExpiring,
            attention::links(store, now, soon).await?,
        ),
    ];
    let items = found
        .into_iter()
        .filter(|(_, (count, _))| *count > 0)
        .map(|(kind, (count, first))| AttentionItem { kind, count, first })
        .collect();
    Ok(Attention { items })
}

fn missing(app: &App) -> (i64, Vec<AttentionEntry>) {
    let Subscription::Failing { .. } = connection::subscription(app) else {
        return (0, Vec::new());
    };
    let entry = AttentionEntry {
        id: "subscription".to_owned(),
        title: "Dojo sends no webhooks".to_owned(),
        amount: None,
        at: None,
        detail: Some("Payments are found by asking Dojo, which takes longer.".to_owned()),
    };
    (1, vec![entry])
}
