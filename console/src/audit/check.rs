//! Checking the trail from end to end.

use leptos::prelude::*;
use shared::console::audit::AuditVerdict;

use crate::api;
use crate::ui::{Button, Notice, Refusal, Submission, Tone};

/// A check that was asked for.
#[derive(Clone, Copy)]
pub(super) struct Checking {
    submission: Submission,
    verdict: RwSignal<Option<AuditVerdict>>,
}

impl Checking {
    pub(super) fn new() -> Self {
        Self {
            submission: Submission::new(),
            verdict: RwSignal::new(None),
        }
    }
}

/// The button that begins it.
#[component]
pub(super) fn CheckButton(checking: Checking) -> impl IntoView {
    let Checking {
        submission,
        verdict,
    } = checking;
    let check = move |()| {
        submission.run(async move {
            verdict.set(Some(api::get("/audit/verify").await?));
            Ok(())
        });
    };
    view! { <Button label="Check the trail" pending=submission.pending() on_press=Callback::new(check) /> }
}

/// What was found.
#[component]
pub(super) fn Verdict(checking: Checking) -> impl IntoView {
    view! {
        <Refusal error=checking.submission.error_elsewhere(&[]) />
        {move || checking.verdict.get().map(found)}
    }
}

fn found(verdict: AuditVerdict) -> AnyView {
    match verdict.broken_at {
        None => {
            let title = format!("All {} entries are as they were written.", verdict.entries);
            view! {
                <Notice tone=Tone::Success title=title>
                    <p class="quiet">
                        "Note this down elsewhere, to prove later that nothing before it was changed: "
                        <code class="audit-hash">{verdict.hash}</code>
                    </p>
                </Notice>
            }
            .into_any()
        }
        Some(position) => {
            let title = format!("The trail was changed at entry {position}.");
            view! {
                <Notice tone=Tone::Error title=title>
                    <p>
                        "Somebody with access to the database changed, removed or added entries. Those before are as they were written. Compare the database with a backup, and change its password."
                    </p>
                </Notice>
            }
            .into_any()
        }
    }
}
