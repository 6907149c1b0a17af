//! How the connection to Dojo stands.

use leptos::prelude::*;
use shared::Environment;
use shared::console::live::LiveKind;
use shared::console::settings::connection::{DojoConnection, Subscription, TestCall};

use super::deliveries::{Parked, Queue};
use crate::ui::{
    Button, Notice, Reading, Refusal, Skeleton, StatusChip, Submission, Time, Tone, load,
};
use crate::{api, live};

/// The section.
#[component]
pub(super) fn Connection() -> impl IntoView {
    let reading = Reading::<DojoConnection>::new(|| {
        live::track(LiveKind::Attention);
        live::track(LiveKind::Payment);
        "/settings/dojo".to_owned()
    });
    view! {
        <section class="card stack settings-form" aria-labelledby="settings-dojo">
            <h2 id="settings-dojo">"Connection to Dojo"</h2>
            {load(
                reading,
                || view! { <Skeleton rows=6 /> }.into_any(),
                |state| view! { <Facts state=state /> }.into_any(),
            )}
            <Test reading=reading />
        </section>
        <Parked queue=Queue::Webhooks />
    }
}

#[component]
fn Facts(state: DojoConnection) -> impl IntoView {
    let (tone, word, meaning) = match (state.environment, state.embedded_sandbox) {
        (Environment::Live, _) => (Tone::Success, "Live", "Real cards are charged."),
        (Environment::Sandbox, true) => (
            Tone::Warning,
            "Sandbox",
            "This program plays Dojo itself. No real money moves.",
        ),
        (Environment::Sandbox, false) => (
            Tone::Warning,
            "Sandbox",
            "Dojo's test environment. No real money moves.",
        ),
    };
    let (sub_tone, sub_word, reason) = match state.subscription {
        Subscription::Active => (Tone::Success, "Subscribed", None),
        Subscription::Unknown => (Tone::Info, "Not asked yet", None),
        Subscription::Failing { reason } => (Tone::Error, "Not subscribed", Some(reason)),
    };
    view! {
        <dl class="facts">
            <dt>"Environment"</dt>
            <dd><StatusChip tone=tone label=word /> " " {meaning}</dd>
            <dt>"Secret key"</dt>
            <dd>"ends in " <code>{state.key_ending}</code></dd>
            <dt>"Dojo's API"</dt>
            <dd><code>{state.api_url}</code></dd>
            <dt>"Webhooks"</dt>
            <dd>
                <StatusChip tone=sub_tone label=sub_word /> " to " <code>{state.webhook_url}</code>
                {reason
                    .map(|reason| {
                        view! {
                            <p class="quiet">
                                "Payments are found by asking Dojo until this works. It said: " {reason}
                            </p>
                        }
                    })}
            </dd>
            <dt>"Last webhook"</dt>
            <dd>
                {match state.last_webhook_at {
                    Some(at) => view! { <Time at=at /> }.into_any(),
                    None => "none yet".into_any(),
                }}
                {(state.waiting > 0).then(|| format!(", {} waiting", state.waiting))}
            </dd>
        </dl>
    }
}

#[component]
fn Test(reading: Reading<DojoConnection>) -> impl IntoView {
    let testing = Submission::new();
    let outcome = RwSignal::new(None::<TestCall>);
    let test = Callback::new(move |()| {
        testing.run(async move {
            outcome.set(Some(api::post("/settings/dojo/test", &()).await?));
            reading.refetch();
            Ok(())
        });
    });
    view! {
        <Refusal error=testing.error_elsewhere(&[]) />
        {move || {
            outcome
                .get()
                .map(|call| {
                    let (tone, text) = match call.works {
                        true => (Tone::Success, format!("{} It took {} ms.", call.message, call.took)),
                        false => (Tone::Error, call.message),
                    };
                    view! { <Notice tone=tone title=text /> }.into_any()
                })
        }}
        <div><Button label="Make a test call" on_press=test pending=testing.pending() /></div>
    }
}
