//! Checking the trail from end to end.

use leptos::prelude::*;
use shared::console::audit::AuditVerdict;

use crate::api;
use crate::ui::{Button, Notice, Refusal, Submission, Tone};

/// The button, and what was found.
#[component]
pub(super) fn Check() -> impl IntoView {
    let checking = Submission::new();
    let verdict = RwSignal::new(None::<AuditVerdict>);
    let check = move |()| {
        checking.run(async move {
            verdict.set(Some(api::get("/audit/verify").await?));
            Ok(())
        });
    };
    view! {
        <div class="cluster">
            <Button label="Check that nothing was tampered with" pending=checking.pending() on_press=Callback::new(check) />
        </div>
        <Refusal error=checking.error_elsewhere(&[]) />
        {move || verdict.get().map(found)}
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
