//! What happened to a payment: at the shopper's, at Dojo, and at the hands of staff, in one list, the newest first.

use serde_json::Value;
use shared::card::card_name;
use shared::console::payments::{Happening, HappeningKind};
use shared::{Currency, Money};

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
    let mut timeline = vec![plain(
        standing.payment.created_at,
        "Created",
        asked_for(standing, &deeds),
    )];
    timeline.extend(
        events
            .iter()
            .filter(|event| event.event_type != "Created")
            .map(|event| of_event(event, standing.payment.updated_at)),
    );
    for (at, event_type, status) in payments::webhooks(&app.store, id).await? {
        let detail = match status.as_str() {
            "done" => "Acted upon",
            "parked" => "Could not be acted upon; see the log",
            _ => "Waiting to be acted upon",
        };
        let title = of_webhook(&event_type);
        timeline.push(plain(at, title, Some(detail.to_owned())));
    }
    timeline.extend(deeds.iter().map(of_deed));
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

/// What was asked for at first. That is not kept: once staff asked for another amount, the mirror may have that one.
fn asked_for(standing: &Standing, deeds: &[DeedRow]) -> Option<String> {
    let changes = ["payment.amount_requested", "payment.tip_requested"];
    let is_first = !deeds
        .iter()
        .any(|deed| changes.contains(&deed.action.as_str()));
    let total = standing.money(standing.payment.total_amount);
    is_first.then(|| format!("{total} asked for"))
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

/// Dojo's name of a webhook, in words.
fn of_webhook(event_type: &str) -> &'static str {
    match event_type {
        "payment_intent.created" => "Dojo told us that it was made",
        "payment_intent.status_updated" => "Dojo told us that something changed",
        _ => "Dojo told us something",
    }
}

fn of_event(event: &PaymentEventRow, otherwise_at: i64) -> Happening {
    let (kind, title) = match event.event_type.as_str() {
        "Authorized" => (HappeningKind::Good, "Authorized"),
        "Captured" => (HappeningKind::Good, "Captured"),
        "Reversed" => (HappeningKind::Back, "Reversed"),
        "Refunded" => (HappeningKind::Back, "Refunded"),
        "Canceled" => (HappeningKind::Plain, "Cancelled"),
        "AuthChallenged" => (
            HappeningKind::Plain,
            "3-D Secure: the bank asked the shopper",
        ),
        "Declined" => (HappeningKind::Bad, "Card declined"),
        "ManualAuthReady" => (HappeningKind::Plain, "Ready to be authorized by hand"),
        "Error" => (HappeningKind::Bad, "Something went wrong at Dojo"),
        _ => (HappeningKind::Plain, "Dojo noted something"),
    };
    let card = event
        .last_four
        .as_ref()
        .map(|last_four| card_name(event.card_type.as_deref(), Some(last_four)));
    let code = event
        .auth_code
        .as_ref()
        .map(|code| format!("authorization code {code}"));
    let detail: Vec<String> = card.into_iter().chain(code).collect();
    Happening {
        at: event.happened_at.unwrap_or(otherwise_at),
        kind,
        title: title.to_owned(),
        detail: (!detail.is_empty()).then(|| detail.join(", ")),
        by: None,
    }
}

fn of_deed(deed: &DeedRow) -> Happening {
    let after: Value = deed
        .after
        .as_deref()
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_default();
    let amount = amount(&after);
    let with = |verb: &str| match &amount {
        Some(amount) => format!("{verb} {amount}"),
        None => verb.to_owned(),
    };
    let title = match deed.action.as_str() {
        "capture.requested" => with("Capture of"),
        "capture.refused" => "Capture refused by Dojo".to_owned(),
        "capture.unknown" => "Capture not answered by Dojo".to_owned(),
        "refund.requested" if after["needsSecondPerson"] == true => {
            format!("{}, to be confirmed", with("Refund of"))
        }
        "refund.requested" => with("Refund of"),
        "refund.approved" => with("Confirmed the refund of"),
        "refund.rejected" => with("Declined the refund of"),
        "refund.taken_back" => with("Took back the request to refund"),
        "refund.done" => format!("{} went back", amount.as_deref().unwrap_or("The refund")),
        "refund.found_returned" => format!("{} at Dojo", with("Found the refund of")),
        "refund.found_missing" => format!("{} at Dojo", with("Found no refund of")),
        "refund.refused" => with("Dojo refused the refund of"),
        "refund.unknown" => with("Dojo did not answer the refund of"),
        "reversal.requested" if after["needsSecondPerson"] == true => {
            format!("{}, to be confirmed", with("Reversal of"))
        }
        "reversal.requested" => with("Reversal of"),
        "reversal.done" => "The payment is undone".to_owned(),
        "reversal.refused" => "Dojo refused the reversal".to_owned(),
        "reversal.unknown" => "Dojo did not answer the reversal".to_owned(),
        "payment.cancel_requested" => "Cancellation".to_owned(),
        "payment.cancel_refused" => "Cancellation refused by Dojo".to_owned(),
        "payment.cancel_unknown" => "Cancellation not answered by Dojo".to_owned(),
        "payment.amount_requested" => with("Amount changed to"),
        "payment.amount_refused" => "Another amount refused by Dojo".to_owned(),
        "payment.amount_unknown" => "Another amount not answered by Dojo".to_owned(),
        "payment.tip_requested" => with("Tip changed to"),
        "payment.tip_refused" => "Another tip refused by Dojo".to_owned(),
        "payment.tip_unknown" => "Another tip not answered by Dojo".to_owned(),
        "receipt.sent" => "Receipt sent".to_owned(),
        "note.added" => "Note added".to_owned(),
        "flag.resolved" => "Flag taken down".to_owned(),
        other => other.replace(['.', '_'], " "),
    };
    let detail = ["reason", "emailAddress"]
        .into_iter()
        .find_map(|name| after[name].as_str())
        .map(str::to_owned);
    let kind = match deed.action.rsplit(['.', '_']).next() {
        Some("refused" | "unknown") => HappeningKind::Bad,
        Some("done") => HappeningKind::Back,
        _ => HappeningKind::Staff,
    };
    Happening {
        at: deed.happened_at,
        kind,
        title,
        detail,
        by: deed.staff_name.clone(),
    }
}

fn amount(after: &Value) -> Option<String> {
    let money = [&after["amount"], &after["tipsAmount"]]
        .into_iter()
        .find(|money| money.is_object())?;
    let currency = Currency::try_from(money["currencyCode"].as_str()?).ok()?;
    Some(Money::new(money["value"].as_i64()?, currency).to_string())
}
