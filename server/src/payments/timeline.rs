//! What happened to a payment: at the shopper's, at Dojo, and at the hands of staff, in one list, the newest first, each once.

mod doing;
mod told;

use shared::console::payments::{Happening, HappeningKind};

use super::standing::Standing;
use crate::DomainError;
use crate::app::App;
use crate::store::flags::FlagRow;
use crate::store::payments::{self, DeedRow, PaymentEventRow};

pub(super) async fn of(
    app: &App,
    standing: &Standing,
    events: &[PaymentEventRow],
    flags: &[FlagRow],
) -> Result<Vec<Happening>, DomainError> {
    let id = &standing.payment.payment_intent_id;
    let deeds = payments::deeds(&app.store, id).await?;
    let is_unchanged = is_unchanged(&deeds);
    let is_hold = standing.payment.captured_amount == 0;
    // What was asked for at first is not kept: once staff asked for another amount, the mirror may have that one.
    let asked_for = is_unchanged.then(|| {
        format!(
            "{} asked for",
            standing.money(standing.payment.total_amount)
        )
    });
    let mut timeline = vec![plain(standing.payment.created_at, "Created", asked_for)];
    let doings = doing::doings(&deeds, is_hold);
    timeline.extend(told::together(standing, events, doings, is_unchanged));
    let webhooks = payments::webhooks(&app.store, id).await?;
    timeline.extend(webhooks.into_iter().filter_map(of_webhook));
    timeline.extend(flags.iter().map(|flag| Happening {
        at: flag.created_at,
        kind: HappeningKind::Bad,
        title: "Flagged for a look".to_owned(),
        detail: Some(flag.detail.clone()),
        by: None,
    }));
    // Stable, so that what shares a moment stays in its order; then the newest first.
    timeline.sort_by_key(|happening| happening.at);
    timeline.reverse();
    Ok(timeline)
}

/// Whether nobody has asked for another amount or tip.
fn is_unchanged(deeds: &[DeedRow]) -> bool {
    let changes = ["payment.amount_requested", "payment.tip_requested"];
    !deeds
        .iter()
        .any(|deed| changes.contains(&deed.action.as_str()))
}

fn plain(at: i64, title: &str, detail: Option<String>) -> Happening {
    Happening {
        at,
        kind: HappeningKind::Plain,
        title: title.to_owned(),
        detail,
        by: None,
    }
}

/// A webhook of which nothing else tells: what it was about has not been looked at yet, or could not be.
fn of_webhook((at, event_type, status): (i64, String, String)) -> Option<Happening> {
    let title = match event_type.as_str() {
        "payment_intent.created" => "Dojo told us that it was made",
        "payment_intent.status_updated" => "Dojo told us that something changed",
        _ => "Dojo told us something",
    };
    let detail = match status.as_str() {
        "done" => return None,
        "parked" => "Could not be acted upon; see the log",
        _ => "Waiting to be acted upon",
    };
    Some(plain(at, title, Some(detail.to_owned())))
}
