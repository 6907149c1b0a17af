//! What Dojo tells of a payment, put together with what staff did: what both tell of is one row.

use shared::card::card_name;
use shared::console::payments::{Happening, HappeningKind};

use super::doing::Doing;
use crate::payments::standing::Standing;
use crate::store::payments::PaymentEventRow;

/// Every happening once, in no order. `is_unchanged`: whether the payment's total is what it was when it was authorized.
pub(super) fn together(
    standing: &Standing,
    events: &[PaymentEventRow],
    mut doings: Vec<Doing>,
    is_unchanged: bool,
) -> Vec<Happening> {
    let mut told: Vec<&PaymentEventRow> = events
        .iter()
        .filter(|event| event.event_type != "Created")
        .collect();
    if !standing.is_manual() && told.iter().any(|event| event.event_type == "Captured") {
        // Captured at once, which the bank's word is a part of.
        told.retain(|event| event.event_type != "Authorized");
    }
    let otherwise_at = standing.payment.updated_at;
    let at = |event: &PaymentEventRow| event.happened_at.unwrap_or(otherwise_at);
    for doing in &mut doings {
        let is_of = |event: &PaymentEventRow| Some(event.event_type.as_str()) == doing.event_type;
        let nearest = told
            .iter()
            .enumerate()
            .filter(|(_, event)| is_of(event))
            .min_by_key(|(_, event)| at(event).abs_diff(doing.happening.at))
            .map(|(index, _)| index);
        match nearest {
            Some(index) => carried_out(standing, doing, told.remove(index)),
            // Not known to be carried out.
            None if doing.happening.kind != HappeningKind::Back && !doing.is_found => {
                doing.event_type = None;
            }
            None => {}
        }
    }
    let left: Vec<Happening> = told
        .iter()
        .map(|event| {
            let is_alone = told
                .iter()
                .filter(|other| other.event_type == event.event_type)
                .count()
                == 1;
            let amount = amount(standing, event, &doings, is_alone, is_unchanged);
            from_dojo(standing, event, at(event), amount)
        })
        .collect();
    let ours = doings.into_iter().map(|doing| doing.happening);
    left.into_iter().chain(ours).collect()
}

/// Dojo tells that it was done: the words of the event, and by whom.
fn carried_out(standing: &Standing, doing: &mut Doing, event: &PaymentEventRow) {
    if doing.is_found {
        return;
    }
    let shown = from_dojo(standing, event, doing.happening.at, doing.amount);
    let happening = &mut doing.happening;
    happening.at = event.happened_at.unwrap_or(happening.at);
    // Why nobody knew is not asked any more.
    let detail = happening.detail.take();
    let detail = detail.filter(|_| happening.kind != HappeningKind::Bad);
    happening.detail = detail.or(shown.detail);
    (happening.kind, happening.title) = (shown.kind, shown.title);
}

/// How much an event that no doing of ours is behind moved, as far as that can be told from the sums.
fn amount(
    standing: &Standing,
    event: &PaymentEventRow,
    doings: &[Doing],
    is_alone: bool,
    is_unchanged: bool,
) -> Option<i64> {
    let payment = &standing.payment;
    let sum = match event.event_type.as_str() {
        "Captured" => payment.captured_amount,
        "Refunded" => payment.refunded_amount,
        "Authorized" if is_unchanged => return Some(payment.total_amount),
        "Reversed" if payment.captured_amount == 0 => return Some(payment.total_amount),
        "Reversed" => return Some(payment.captured_amount),
        _ => return None,
    };
    let ours = doings
        .iter()
        .filter(|doing| doing.event_type == Some(event.event_type.as_str()))
        .fold(0, |sum: i64, doing| {
            sum.saturating_add(doing.amount.unwrap_or(0))
        });
    Some(sum.saturating_sub(ours)).filter(|left| is_alone && *left > 0)
}

fn from_dojo(
    standing: &Standing,
    event: &PaymentEventRow,
    at: i64,
    amount: Option<i64>,
) -> Happening {
    let is_hold = standing.payment.captured_amount == 0;
    let (kind, title) = match event.event_type.as_str() {
        "Authorized" => (HappeningKind::Good, "Authorized"),
        "Captured" => (HappeningKind::Good, "Captured"),
        "Reversed" if is_hold => (HappeningKind::Back, "Released"),
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
    let moved = matches!(
        event.event_type.as_str(),
        "Authorized" | "Captured" | "Reversed" | "Refunded"
    );
    let title = match amount.filter(|_| moved) {
        Some(amount) => format!("{title} {}", standing.money(amount)),
        None => title.to_owned(),
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
        at,
        kind,
        title,
        detail: (!detail.is_empty()).then(|| detail.join(", ")),
        by: None,
    }
}
