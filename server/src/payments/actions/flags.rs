//! Taking down what a person has looked at.

use serde_json::json;
use shared::console::live::{LiveEvent, LiveKind};

use crate::app::App;
use crate::payments::mirror::tell;
use crate::staff::Actor;
use crate::staff::audit::{self, Entry};
use crate::store::{flags, payments};
use crate::{DomainError, live};

/// Takes a flag down, because somebody has looked and decided.
///
/// # Errors
/// [`DomainError::NotFound`] if it is not up.
pub(crate) async fn resolve_flag(
    app: &App,
    actor: &Actor,
    id: &str,
    kind: &str,
) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    payments::lock(&mut tx, id)
        .await?
        .ok_or(DomainError::NotFound)?;
    if !flags::resolve_one(&mut tx, id, kind, now).await? {
        return Err(DomainError::NotFound);
    }
    let entry = Entry {
        action: "flag.resolved",
        object_kind: "payment",
        object_id: id,
        before: Some(json!({ "flag": kind })),
        after: None,
    };
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    tell(&mut tx, id, now).await?;
    let attention = LiveEvent {
        kind: LiveKind::Attention,
        id: id.to_owned(),
    };
    live::tell(&mut tx, &attention, now).await?;
    tx.commit().await?;
    live::hint(app);
    Ok(())
}
