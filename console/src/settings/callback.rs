//! Where the shop is told that a checkout was paid.

use leptos::prelude::*;
use shared::console::settings::{CallbackSaved, Change, NewCallback, Settings};

use super::deliveries::{Parked, Queue};
use super::tokens::Secret;
use crate::api;
use crate::ui::{Button, Confirm, Refusal, Submission, TextField, button::Kind, toast};

/// The section.
#[component]
pub(super) fn ShopCallback(
    /// The settings as they are kept.
    kept: RwSignal<Settings>,
) -> impl IntoView {
    let present = kept.with_untracked(|kept| kept.callback.clone());
    let url = RwSignal::new(present.map(|callback| callback.url).unwrap_or_default());
    let secret = RwSignal::new(None::<String>);
    let asking = RwSignal::new(false);
    let saving = Submission::new();
    let save = move |new_secret: bool| {
        let typed = url.get_untracked().trim().to_owned();
        let change = Change {
            seen_version: kept.with_untracked(|kept| kept.version),
            value: NewCallback {
                url: (!typed.is_empty()).then_some(typed),
                new_secret,
            },
        };
        saving.run(async move {
            let saved: CallbackSaved = api::put("/settings/callback", &change).await?;
            kept.set(saved.settings);
            secret.set(saved.secret);
            asking.set(false);
            toast::success("Saved");
            Ok(())
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save(false);
    };
    let ending = move || kept.with(|kept| kept.callback.as_ref().map(|c| c.secret_ending.clone()));
    view! {
        <form class="card stack settings-form" data-keeps="" on:submit=submit novalidate=true>
            <h2>"Tell the shop"</h2>
            <p class="quiet">
                "When a checkout is paid we send a signed message to this address, again and again until the shop takes it. "
                "Leave it empty if no shop is to be told."
            </p>
            <Refusal error=saving.error_elsewhere(&["value.url"]) />
            <TextField
                label="The shop's address"
                value=url
                kind="url"
                hint="For example https://shop.example.com/paid"
                error=saving.error_at("value.url")
                max_chars=500
            />
            {move || {
                ending()
                    .map(|ending| {
                        view! { <p>"The key that signs ends in " <code>{ending}</code> "."</p> }
                    })
            }}
            <Secret secret=secret what="The key that signs" />
            <div class="cluster">
                <Button kind=Kind::Primary label="Save" pending=saving.pending() />
                <Show when=move || ending().is_some()>
                    <Button label="Make a new key…" on_press=Callback::new(move |()| asking.set(true)) />
                </Show>
            </div>
        </form>
        <Confirm
            open=asking
            title="Make a new key?"
            consequence="Messages are signed with the new key at once. The shop refuses them until it knows the new key."
            keep="Keep the old key"
            label="Make a new key"
            doing=saving
            on_confirm=Callback::new(move |()| save(true))
        />
        <Parked queue=Queue::Callbacks />
    }
}
