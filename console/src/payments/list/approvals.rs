//! Refunds that wait for a second person, above the list.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::console::live::LiveKind;
use shared::console::payments::{RefundLine, RefundStatus};

use crate::live;
use crate::ui::{Notice, Reading, Tone};

/// Says which refunds wait for a second person, and whose outcome is not known.
#[component]
pub(super) fn Approvals() -> impl IntoView {
    let open = Reading::<Vec<RefundLine>>::new(|| {
        live::track(LiveKind::Attention);
        live::track(LiveKind::Payment);
        "/refunds".to_owned()
    });
    move || {
        let refunds = open.ok().filter(|refunds| !refunds.is_empty())?;
        let title = match refunds.len() {
            1 => "One refund needs a look".to_owned(),
            count => format!("{count} refunds need a look"),
        };
        let lines = refunds.into_iter().map(|refund| {
            let what = match refund.status {
                RefundStatus::AwaitingApproval => "waits for a second person",
                _ => "has no known outcome yet and settles itself",
            };
            let text = format!("{} asked for by {}", refund.amount, refund.requested_by);
            view! {
                <li><A href=format!("/console/payments/{}", refund.payment_id)>{text}</A>" "{what}"."</li>
            }
        });
        Some(view! {
            <Notice tone=Tone::Warning title=title>
                <ul class="payments-views">{lines.collect_view()}</ul>
            </Notice>
        })
    }
}
