//! Tokens with which shops open checkouts.

use leptos::prelude::*;
use shared::console::live::LiveKind;
use shared::console::settings::tokens::{ApiToken, ApiTokens, MadeApiToken, NewApiToken};

use crate::ui::{
    Button, Confirm, CopyButton, Notice, Reading, Refusal, Skeleton, Submission, TextField, Time,
    Tone, button::Kind, focus, load, toast,
};
use crate::{api, live};

/// The section.
#[component]
pub(super) fn Tokens() -> impl IntoView {
    let reading = Reading::<ApiTokens>::new(|| {
        live::track(LiveKind::Settings);
        "/settings/tokens".to_owned()
    });
    let revoking = RwSignal::new(None::<ApiToken>);
    view! {
        <Make reading=reading />
        {load(
            reading,
            || view! { <Skeleton rows=3 /> }.into_any(),
            move |tokens| view! { <List tokens=tokens revoking=revoking /> }.into_any(),
        )}
        <Revoke revoking=revoking reading=reading />
    }
}

#[component]
fn Make(reading: Reading<ApiTokens>) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let secret = RwSignal::new(None::<String>);
    let making = Submission::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let new = NewApiToken {
            name: name.get_untracked(),
        };
        making.run(async move {
            let made: MadeApiToken = api::post("/settings/tokens", &new).await?;
            secret.set(Some(made.secret));
            name.set(String::new());
            reading.refetch();
            Ok(())
        });
    };
    view! {
        <form class="card stack settings-form" data-keeps="" on:submit=submit novalidate=true>
            <h2>"New token"</h2>
            <p class="quiet">"A shop sends a token with each order that it opens here. Give each shop its own."</p>
            <Refusal error=making.error_elsewhere(&["name"]) />
            <TextField
                label="What is it for?"
                value=name
                hint="For example: Web shop"
                error=making.error_at("name")
                max_chars=100
            />
            <div><Button kind=Kind::Primary label="Make token" pending=making.pending() /></div>
            <Secret secret=secret what="The token" />
        </form>
    }
}

/// A secret that was just made: the only time that it can be seen.
#[component]
pub(super) fn Secret(
    /// What it is, until the page is left.
    secret: RwSignal<Option<String>>,
    /// What it is called, at the beginning of a sentence.
    what: &'static str,
) -> impl IntoView {
    move || {
        secret.get().map(|text| {
            view! {
                <Notice tone=Tone::Success title=format!("{what} is shown now and never again. Copy it to where it is used.")>
                    <p><code class="settings-secret">{text.clone()}</code></p>
                    <p><CopyButton text=text label="Copy" done="Copied" /></p>
                </Notice>
            }
            .into_any()
        })
    }
}

#[component]
fn List(tokens: ApiTokens, revoking: RwSignal<Option<ApiToken>>) -> impl IntoView {
    let configured = tokens.configured.then(|| {
        view! {
            <p class="quiet">
                "One more token is set in the server's configuration (api_token). It can be changed only there."
            </p>
        }
    });
    if tokens.tokens.is_empty() {
        return view! {
            <section class="card stack settings-form">
                <h2>"Tokens"</h2>
                <p class="quiet">"Tokens that you make appear here, with when they were used last."</p>
                {configured}
            </section>
        }
        .into_any();
    }
    let rows = tokens.tokens.into_iter().map(|token| {
        let ApiToken { name, ending, created_at, created_by, last_used_at, .. } = token.clone();
        let label = format!("Revoke {name}…");
        view! {
            <tr>
                <th scope="row"><bdi>{name}</bdi></th>
                <td><code>"…"{ending}</code></td>
                <td><Time at=created_at /> " by " <bdi>{created_by}</bdi></td>
                <td>
                    {match last_used_at {
                        Some(at) => view! { <Time at=at /> }.into_any(),
                        None => "never".into_any(),
                    }}
                </td>
                <td><Button label=label on_press=Callback::new(move |()| revoking.set(Some(token.clone()))) /></td>
            </tr>
        }
    });
    view! {
        <section class="card stack settings-form" aria-labelledby="settings-tokens">
            <h2 id="settings-tokens">"Tokens"</h2>
            <div class="table-frame" tabindex="0" role="group" aria-labelledby="settings-tokens">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">"For"</th>
                            <th scope="col">"Ends in"</th>
                            <th scope="col">"Made"</th>
                            <th scope="col">"Last used"</th>
                            <th scope="col"><span class="visually-hidden">"What you can do"</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
            {configured}
        </section>
    }
    .into_any()
}

#[component]
fn Revoke(revoking: RwSignal<Option<ApiToken>>, reading: Reading<ApiTokens>) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if revoking.with(Option::is_some) {
            open.set(true);
        }
    });
    // Sets nothing that is as it should be: the two effects would call each other for ever.
    Effect::new(move |_| {
        if !open.get() && revoking.with_untracked(Option::is_some) {
            revoking.set(None);
        }
    });
    let ending = Submission::new();
    let revoke = Callback::new(move |()| {
        let Some(token) = revoking.get_untracked() else {
            return;
        };
        ending.run(async move {
            api::delete::<()>(&format!("/settings/tokens/{}", token.id)).await?;
            open.set(false);
            // The row goes, and with it the button that had the focus.
            focus::go_to(&[".page-head h1"]);
            reading.refetch();
            toast::success(format!("{} is revoked", token.name));
            Ok(())
        });
    });
    let title = Signal::derive(move || {
        let name = revoking.with(|token| token.as_ref().map(|token| token.name.clone()));
        format!("Revoke the token of {}?", name.unwrap_or_default())
    });
    view! {
        <Confirm
            open=open
            title=title
            consequence="Whoever uses it can open no more orders here, at once and for good. Orders that are open can still be paid."
            keep="Keep it"
            label="Revoke token"
            doing=ending
            on_confirm=revoke
        />
    }
}
