//! Switching a link off and on again.

use leptos::prelude::*;
use shared::Role;
use shared::console::links::{DEFAULT_LIFETIME, LinkDetail, LinkState, LinkSwitch};

use super::detail::Shown;
use crate::api;
use crate::browser;
use crate::days;
use crate::session;
use crate::ui::{Button, Dialog, Kind, Refusal, Submission, TextField, focus, part, toast};

/// What can be done now: deactivate or reactivate.
#[component]
pub(super) fn Switch(shown: Shown) -> impl IntoView {
    let state = part(shown, |link| Some(link.summary.state));
    let (stopping, starting) = (RwSignal::new(false), RwSignal::new(false));
    let may = session::may(Role::Manager);
    let can_stop = move || may && state.get() == Some(LinkState::Open);
    let can_start = move || {
        may && matches!(
            state.get(),
            Some(LinkState::Expired | LinkState::Deactivated)
        )
    };
    view! {
        <span class="link-switch">
            <Show when=can_stop>
                <Button label="Deactivate" on_press=Callback::new(move |()| stopping.set(true)) />
            </Show>
            <Show when=can_start>
                <Button label="Reactivate" on_press=Callback::new(move |()| starting.set(true)) />
            </Show>
        </span>
        <Dialog open=stopping title="Deactivate this link?">
            <Stop shown=shown open=stopping />
        </Dialog>
        <Dialog open=starting title="Reactivate this link?">
            <Start shown=shown open=starting />
        </Dialog>
    }
}

/// Carries it out and shows what became of the link.
fn switch(
    shown: Shown,
    open: RwSignal<bool>,
    working: Submission,
    verb: &'static str,
    expire_at: Option<i64>,
) {
    let Some((id, seen_updated_at)) = shown.with_untracked(|link| {
        let link = &link.as_ref()?.summary;
        Some((link.id.clone(), link.updated_at))
    }) else {
        return;
    };
    let body = LinkSwitch {
        seen_updated_at,
        expire_at,
    };
    working.run(async move {
        let link: LinkDetail = api::post(&format!("/links/{id}/{verb}"), &body).await?;
        shown.set(Some(link));
        open.set(false);
        // The button that opened the dialog is gone, and with it the place that the browser would go back to.
        focus::go_to(&[".link-switch button", ".page-head h1"]);
        toast::success(if verb == "deactivate" {
            "Link deactivated"
        } else {
            "Link reactivated"
        });
        Ok(())
    });
}

#[component]
fn Stop(shown: Shown, open: RwSignal<bool>) -> impl IntoView {
    let working = Submission::new();
    let stop = move |()| switch(shown, open, working, "deactivate", None);
    view! {
        <p>
            "Nobody can pay it any more, not even those who have its page open now. What was paid stays paid. You can reactivate it later."
        </p>
        <Refusal error=working.error_elsewhere(&[]) />
        <div class="cluster">
            <Button label="Keep it" autofocus=true on_press=Callback::new(move |()| open.set(false)) />
            <Button kind=Kind::Danger label="Deactivate link" pending=working.pending() on_press=Callback::new(stop) />
        </div>
    }
}

#[component]
fn Start(shown: Shown, open: RwSignal<bool>) -> impl IntoView {
    let working = Submission::new();
    let end = shown.with_untracked(|link| link.as_ref().map_or(0, |link| link.summary.expire_at));
    let now = browser::now_ms();
    let over = end <= now;
    let day = RwSignal::new(days::day_of(if over {
        now + DEFAULT_LIFETIME
    } else {
        end
    }));
    let start = move |()| {
        let expire_at = if over {
            days::end_of_day(&day.get_untracked())
        } else {
            None
        };
        switch(shown, open, working, "reactivate", expire_at);
    };
    view! {
        <p>"It can be paid again at the same address."</p>
        <div hidden=!over>
            <TextField label="Can be paid until" hint="The end of that day." kind="date" value=day error=working.error_at("expireAt") />
        </div>
        <Refusal error=working.error_elsewhere(&["expireAt"]) />
        <div class="cluster">
            <Button label="Leave it" autofocus=true on_press=Callback::new(move |()| open.set(false)) />
            <Button kind=Kind::Primary label="Reactivate link" pending=working.pending() on_press=Callback::new(start) />
        </div>
    }
}
