//! One payment: what happened, where the money is, what can be done.

mod act;
mod actions;
mod decision;
mod declines;
mod facts;
mod flags;
mod money;
mod notes;
mod raw;
mod refunds;
mod timeline;

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;
use shared::console::live::LiveKind;
use shared::console::payments::PaymentDetail;

use self::act::Act;
use super::query::LIST;
use super::words;
use crate::live;
use crate::ui::{PageHeader, Reading, Refusal, Skeleton, StatusChip, Time, load};

/// One payment in full.
#[component]
pub fn Payment() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let detail = Reading::<PaymentDetail>::new(move || {
        live::track(LiveKind::Payment);
        format!("/payments/{}", id.get())
    });
    let act = Act::new(id, detail);
    let title = Signal::derive(move || {
        detail.ok().map_or_else(
            || "Payment".to_owned(),
            |detail| {
                let line = &detail.line;
                let of = line.part_of().map(|total| format!(" of {total}"));
                let of = of.unwrap_or_default();
                format!("{}{of} · {}", line.shown_amount(), line.reference)
            },
        )
    });
    view! {
        <p><A href=LIST>"All payments"</A></p>
        <PageHeader title=title />
        <Refusal error=act.error_on_page() />
        {load(detail, || view! { <Skeleton rows=10 /> }.into_any(), move |detail| shown(detail, act))}
        <actions::Dialogs act=act />
        <decision::DecisionDialog act=act />
    }
}

fn shown(detail: PaymentDetail, act: Act) -> AnyView {
    let (tone, status) = words::status(&detail.line);
    let by = detail.staff_name.clone().map(|name| format!(" by {name}"));
    let made = format!("{}{}", detail.line.source.words(), by.unwrap_or_default());
    let created_at = detail.line.created_at;
    act.showing(&detail);
    view! {
        <div class="cluster payment-status">
            <StatusChip tone=tone label=status />
            <span class="quiet">{made}", "<Time at=created_at exact=true /></span>
        </div>
        <flags::Flags detail=detail.clone() act=act />
        {detail.declines.clone().map(|declines| view! { <declines::Declined declines=declines /> })}
        <actions::Actions detail=detail.clone() act=act />
        <div class="split">
            <div class="stack">
                <refunds::Refunds detail=detail.clone() act=act />
                <timeline::Timeline detail=detail.clone() />
                <notes::Notes detail=detail.clone() act=act />
            </div>
            <div class="stack">
                <money::Money detail=detail.clone() />
                <facts::Facts detail=detail.clone() />
                <raw::Raw id=detail.line.id act=act />
            </div>
        </div>
    }
    .into_any()
}
