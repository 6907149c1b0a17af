//! One hold: how it stands, what can be done, what happened.

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;
use shared::console::holds::{HoldDetail, HoldStatus};
use shared::console::live::LiveKind;

use super::actions::Actions;
use super::record::Record;
use super::share::ShareSheet;
use super::timeline::Timeline;
use super::words;
use crate::address::{share_sheet, value};
use crate::live;
use crate::session;
use crate::ui::{Button, Dialog, Kind, Notice, PageHeader, Reading, StatusChip, Tone, part, shown};
use shared::Role;

/// The hold on the screen, as it is now.
pub(super) type Shown = crate::ui::shown::Shown<HoldDetail>;

/// One hold.
#[component]
pub fn HoldPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| value(params, "id")));
    // Another hold is another page, with dialogs and typed words of its own.
    view! {
        <p><A href="/console/holds">"All holds"</A></p>
        {move || view! { <One id=id.get() /> }.into_any()}
    }
}

#[component]
fn One(id: String) -> impl IntoView {
    let path = format!("/holds/{id}");
    let reading = Reading::<HoldDetail>::new(move || {
        live::track(LiveKind::Hold);
        path.clone()
    });
    shown(reading, "Hold", move |shown| {
        view! { <Page shown=shown /> }.into_any()
    })
}

#[component]
fn Page(shown: Shown) -> impl IntoView {
    let id = shown.with_untracked(|hold| hold.as_ref().map(|hold| hold.hold.id.clone()));
    let sharing = share_sheet(format!("/console/holds/{}", id.unwrap_or_default()));
    let title = part(shown, |hold| hold.hold.reference.clone());
    let amount = part(shown, |hold| format!("Up to {}", hold.hold.intended_amount));
    let status = part(shown, |hold| Some(hold.hold.status));
    let can_send =
        move || session::may(Role::Clerk) && status.get().is_some_and(HoldStatus::waits_for_card);
    let tone = Signal::derive(move || status.get().map_or(Tone::Neutral, words::tone));
    let word = Signal::derive(move || status.get().map_or("", words::status).to_owned());
    let charged = part(shown, |hold| {
        let charged = hold.hold.charged_amount?;
        Some(format!("{charged} charged"))
    });
    let warnings = part(shown, |hold| hold.hold.warnings.clone());
    let close = Callback::new(move |()| sharing.set(false));
    view! {
        <PageHeader title=title subtitle=amount>
            <Show when=can_send>
                <Button kind=Kind::Primary label="Send" on_press=Callback::new(move |()| sharing.set(true)) />
            </Show>
            <Actions shown=shown />
        </PageHeader>
        <p class="cluster" role="status">
            <StatusChip tone=tone label=word />
            {move || charged.get().map(|text| view! { <strong class="amount">{text}</strong> })}
        </p>
        {move || {
            warnings
                .get()
                .into_iter()
                .map(|warning| view! { <Notice tone=Tone::Warning title=words::warning(warning).to_owned() /> })
                .collect_view()
        }}
        <div class="split">
            <Record shown=shown />
            <Timeline shown=shown />
        </div>
        <Dialog open=sharing title="Send this hold" class="hold-dialog">
            <ShareSheet shown=shown close=close />
        </Dialog>
    }
}
