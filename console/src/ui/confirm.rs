//! Asking before something is done.

use leptos::prelude::*;

use super::{Button, Dialog, Kind, Refusal, Submission, focus};

/// Says what will come of it, and does it only then. The focus is on the safe choice. Stands beside a list that is made anew,
/// not within it.
#[component]
pub fn Confirm(
    /// Whether it is asked. Whoever confirms closes it once that is done.
    open: RwSignal<bool>,
    /// What is asked.
    #[prop(into)]
    title: Signal<String>,
    /// What comes of it.
    #[prop(into)]
    consequence: Signal<String>,
    /// Leaves everything as it is.
    keep: &'static str,
    /// Does it.
    label: &'static str,
    /// How it goes.
    doing: Submission,
    /// Called to do it.
    on_confirm: Callback<()>,
) -> impl IntoView {
    Effect::new(move |before: Option<()>| {
        if open.get() {
            // What was refused before is no answer to this.
            doing.forget();
        } else if before.is_some() {
            // The row with the button that asked may be another one by now.
            focus::go_somewhere();
        }
    });
    view! {
        <Dialog open=open title=title>
            <p>{consequence}</p>
            <Refusal error=doing.error_elsewhere(&[]) />
            <div class="cluster">
                <Button label=keep autofocus=true on_press=Callback::new(move |()| open.set(false)) />
                <Button kind=Kind::Danger label=label pending=doing.pending() on_press=on_confirm />
            </div>
        </Dialog>
    }
}
