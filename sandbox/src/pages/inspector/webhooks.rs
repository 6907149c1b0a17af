//! Webhook deliveries with their attempts, each of which can be sent again.

use maud::{Markup, html};

use super::frame::{account_path, chip, empty, shown, table, time};
use crate::{
    account::AccountState,
    webhooks::{Delivery, DeliveryStatus},
};

/// How many are listed.
const LISTED: usize = 100;

/// Subscriptions and deliveries.
pub(super) fn list(state: &AccountState) -> Markup {
    let rows = html! {
        @for subscription in state.subscriptions.iter().rev() {
            tr {
                td { code { (subscription.id) } }
                td { bdi { (subscription.url) } }
                td { (subscription.events.join(", ")) }
                td class="number" { (subscription.secrets.iter().filter(|secret| secret.is_active).count()) }
            }
        }
    };
    html! {
        section {
            h2 { "Subscriptions" }
            @if state.subscriptions.is_empty() {
                (empty("Nobody has subscribed. POST /webhooks does."))
            } @else {
                (table("Subscriptions", &["Id", "Address", "Events", "Active secrets"], &rows))
            }
        }
        section {
            h2 { "Deliveries" }
            (deliveries(state, None))
        }
    }
}

/// Deliveries, newest first; of one payment only, if it is named.
pub(super) fn deliveries(state: &AccountState, intent_id: Option<&str>) -> Markup {
    let wanted = |delivery: &&Delivery| intent_id.is_none_or(|id| delivery.payment_intent_id == id);
    let all = state.deliveries.iter().filter(wanted).count();
    let listed: Vec<&Delivery> = state
        .deliveries
        .iter()
        .rev()
        .filter(wanted)
        .take(LISTED)
        .collect();
    let rows = html! {
        @for delivery in &listed { (row(&state.account_id, delivery, intent_id)) }
    };
    html! {
        @if listed.is_empty() {
            (empty("No event has been sent yet."))
        } @else {
            (table("Deliveries", &["Time", "Event", "Status", "Attempts", "What was sent", "Again"], &rows))
            (shown(listed.len(), all))
        }
    }
}

fn row(account: &str, delivery: &Delivery, intent_id: Option<&str>) -> Markup {
    let back = match intent_id {
        Some(id) => format!("{}/intents/{id}", account_path(account)),
        None => format!("{}/webhooks", account_path(account)),
    };
    html! {
        tr {
            td { (time(delivery.created_at)) }
            td { (delivery.event) br; code class="small" { (delivery.event_id) } }
            td { (status(delivery.status)) }
            td { (attempts(delivery)) }
            td {
                details {
                    summary { "To " bdi { (delivery.url) } }
                    pre { (delivery.body) }
                }
            }
            td {
                form method="post" action={ (account_path(account)) "/deliveries/" (delivery.id) "/replay" } {
                    input type="hidden" name="back" value=(back);
                    button class="button button-small" aria-label={ "Replay " (delivery.event) " " (delivery.event_id) } {
                        "Replay"
                    }
                }
            }
        }
    }
}

fn attempts(delivery: &Delivery) -> Markup {
    html! {
        @if delivery.attempts.is_empty() { span class="muted" { "none yet" } }
        ol class="attempts" {
            @for attempt in &delivery.attempts {
                li {
                    (time(attempt.at)) " "
                    @match (attempt.status, &attempt.error) {
                        (Some(status), _) => { strong { (status) } }
                        (None, Some(error)) => { span class="wrong" { (error) } }
                        (None, None) => { "no answer" }
                    }
                    span class="muted" { " " (attempt.duration_ms) " ms" }
                }
            }
        }
        @if let Some(next) = delivery.next_attempt_at {
            p class="muted small" { "next " (time(next)) }
        }
    }
}

fn status(status: DeliveryStatus) -> Markup {
    match status {
        DeliveryStatus::Pending => chip("Pending", "open"),
        DeliveryStatus::Delivered => chip("Delivered", "good"),
        DeliveryStatus::Failed => chip("Failed", "bad"),
        DeliveryStatus::Dropped => chip("Dropped", "back"),
    }
}
