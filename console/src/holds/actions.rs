//! What can be done with a hold now: what the state and the role allow, and nothing else.

use leptos::prelude::*;
use shared::Role;
use shared::console::holds::{HoldDetail, HoldStatus};

use super::charge::Charge;
use super::detail::Shown;
use super::end::{Cancel, Release};
use crate::api;
use crate::session;
use crate::ui::{Button, Dialog, Kind, Submission, focus, part, toast};

/// The buttons, and the questions behind them.
#[component]
pub(super) fn Actions(shown: Shown) -> impl IntoView {
    let status = part(shown, |hold| Some(hold.hold.status));
    let (charging, releasing, cancelling) = (
        RwSignal::new(false),
        RwSignal::new(false),
        RwSignal::new(false),
    );
    let manages = session::may(Role::Manager);
    let has_consent = part(shown, |hold| hold.consent.is_some());
    let is_held = move || manages && status.get() == Some(HoldStatus::Authorized);
    let can_charge = move || is_held() && has_consent.get();
    let waits = move || manages && status.get().is_some_and(HoldStatus::waits_for_card);
    let is_alive =
        move || session::may(Role::Clerk) && status.get().is_some_and(|status| !status.is_final());
    let open = |dialog: RwSignal<bool>| Callback::new(move |()| dialog.set(true));
    view! {
        <Show when=can_charge>
            <Button kind=Kind::Primary label="Charge the card" on_press=open(charging) />
        </Show>
        <Show when=is_held>
            <Button label="Release the card" on_press=open(releasing) />
        </Show>
        <Show when=waits>
            <Button label="Cancel the hold" on_press=open(cancelling) />
        </Show>
        <Show when=is_alive>
            <Refresh shown=shown />
        </Show>
        <Dialog open=charging title="Charge the held card?">
            <Charge shown=shown open=charging />
        </Dialog>
        <Dialog open=releasing title="Release the held card?">
            <Release shown=shown open=releasing />
        </Dialog>
        <Dialog open=cancelling title="Cancel this hold?">
            <Cancel shown=shown open=cancelling />
        </Dialog>
    }
}

/// The button that opened a dialog may be gone with what it did, and with it the place that the browser would go back to.
pub(super) fn focus_what_is_left() {
    focus::go_to(&[".page-head h1"]);
}

#[component]
fn Refresh(shown: Shown) -> impl IntoView {
    let asking = Submission::new();
    let ask = move |()| {
        let id = shown.with_untracked(|hold| Some(hold.as_ref()?.hold.id.clone()));
        let Some(id) = id else { return };
        asking.run(async move {
            let path = format!("/holds/{id}/refresh");
            match api::ask::<HoldDetail>(&path, &()).await {
                Ok(hold) => shown.set(Some(hold)),
                Err(error) => toast::problem(error.to_string()),
            }
            Ok(())
        });
    };
    view! { <Button label="Ask Dojo" pending=asking.pending() on_press=Callback::new(ask) /> }
}
