//! One link: how it fares, ways to send it, what happened.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::Role;
use shared::console::links::{LinkDetail, LinkState};
use shared::console::live::LiveKind;

use super::actions::Switch;
use super::emails::Emails;
use super::record::Record;
use super::share::ShareSheet;
use super::words;
use crate::address::{share_sheet, value};
use crate::live;
use crate::session;
use crate::ui::{Button, Dialog, Kind, LinkButton, PageHeader, Reading, StatusChip, part, shown};

/// The link on the screen, as it is now.
pub(super) type Shown = crate::ui::shown::Shown<LinkDetail>;

/// One link.
#[component]
pub fn Link() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| value(params, "id")));
    // Another link is another page, with dialogs and typed words of its own.
    move || view! { <One id=id.get() /> }.into_any()
}

#[component]
fn One(id: String) -> impl IntoView {
    let path = format!("/links/{id}");
    let reading = Reading::<LinkDetail>::new(move || {
        live::track(LiveKind::Link);
        path.clone()
    });
    shown(reading, "Link", move |shown| {
        view! { <Page shown=shown /> }.into_any()
    })
}

#[component]
fn Page(shown: Shown) -> impl IntoView {
    let title = part(shown, |link| link.summary.reference.to_string());
    let amount = part(shown, |link| words::amount(&link.summary));
    let id = shown.with_untracked(|link| link.as_ref().map(|link| link.summary.id.clone()));
    let id = id.unwrap_or_default();
    let sharing = share_sheet(format!("/console/links/{id}"));
    let open = part(shown, |link| link.summary.state == LinkState::Open);
    let word = part(shown, |link| link.summary.word().to_owned());
    let tone = Signal::derive(move || {
        shown.with(|link| {
            link.as_ref()
                .map_or(crate::ui::Tone::Neutral, |link| words::tone(&link.summary))
        })
    });
    view! {
        <PageHeader title=title subtitle=amount>
            <Show when=move || open.get()>
                <Button kind=Kind::Primary label="Share" on_press=Callback::new(move |()| sharing.set(true)) />
            </Show>
            {session::may(Role::Clerk)
                .then(|| {
                    view! {
                        <LinkButton href=format!("/console/links/{id}/edit") label="Change" />
                        <LinkButton href=format!("/console/links/new?from={id}") label="Duplicate" />
                    }
                })}
            <Switch shown=shown />
        </PageHeader>
        <p class="cluster" role="status">
            <StatusChip tone=tone label=word />
            <span class="quiet">{part(shown, |link| words::uses(&link.summary))}</span>
        </p>
        <Funnel shown=shown />
        <div class="split">
            <Record shown=shown />
            <Emails shown=shown />
        </div>
        <Dialog open=sharing title="Send this link" class="link-dialog">
            <ShareSheet shown=shown close=Callback::new(move |()| sharing.set(false)) />
        </Dialog>
    }
}

/// How many came how far.
#[component]
fn Funnel(shown: Shown) -> impl IntoView {
    let funnel = part(shown, |link| link.summary.funnel);
    let paid = part(shown, |link| {
        Some(link.summary.paid_amount).filter(|sum| sum.value > 0)
    });
    let step = move |name: &'static str, count: Signal<i64>| {
        view! {
            <li>
                <span class="link-step-count">{count}</span>
                <span>{name}</span>
            </li>
        }
    };
    view! {
        <section class="card" aria-label="How it fares">
            <ol class="link-steps">
                {step("opened it", Signal::derive(move || funnel.get().opened))}
                {step("tried a card", Signal::derive(move || funnel.get().tried))}
                {step("declined", Signal::derive(move || funnel.get().declined))}
                <Show when=move || { funnel.get().authorized > 0 }>
                    {step("authorized", Signal::derive(move || funnel.get().authorized))}
                </Show>
                {step("paid", Signal::derive(move || funnel.get().paid))}
            </ol>
            <p hidden=move || paid.get().is_none()>
                {move || paid.get().map(|sum| format!("{sum} paid in all."))}
            </p>
        </section>
    }
}
