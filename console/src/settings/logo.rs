//! The logo: shown, replaced, taken away.

use leptos::html;
use leptos::prelude::*;
use shared::console::settings::{LARGEST_LOGO, NewLogo, Settings};
use web_sys::File;

use crate::api;
use crate::file::in_base64;
use crate::ui::{Button, Confirm, Refusal, Submission, focus};

/// The section.
#[component]
pub(super) fn Logo(
    /// The settings as they are kept.
    kept: RwSignal<Settings>,
) -> impl IntoView {
    let saving = Submission::new();
    let input = NodeRef::<html::Input>::new();
    let chosen = move |_| {
        let file = input.get_untracked().and_then(|input| {
            let file = input.files()?.get(0)?;
            // So that the same file can be chosen again.
            input.set_value("");
            Some(file)
        });
        let Some(file) = file else { return };
        saving.run(async move {
            let content = Some(content(&file).await?);
            super::save("logo", kept, NewLogo { content }).await
        });
    };
    let (asking, removing) = (RwSignal::new(false), Submission::new());
    let remove = Callback::new(move |()| {
        removing.run(async move {
            super::save("logo", kept, NewLogo { content: None }).await?;
            asking.set(false);
            // The button goes with the logo.
            focus::go_to(&["#settings-logo-file"]);
            Ok(())
        });
    });
    view! {
        <section class="card stack settings-form" aria-labelledby="settings-logo">
            <h2 id="settings-logo">"Logo"</h2>
            <Refusal error=saving.error_elsewhere(&[]) />
            {move || match kept.with(|kept| kept.logo.clone()) {
                Some(address) => {
                    view! {
                        <img class="settings-logo" src=address alt="The logo as shoppers see it" width="80" height="80" />
                    }
                        .into_any()
                }
                None => view! { <p class="quiet">"No logo yet. Shoppers see the trading name."</p> }.into_any(),
            }}
            <div class="field">
                <label class="field-label" for="settings-logo-file">"Choose a picture"</label>
                <input
                    id="settings-logo-file"
                    node_ref=input
                    type="file"
                    accept="image/png,image/jpeg,image/webp"
                    aria-describedby="settings-logo-hint"
                    on:change=chosen
                />
                <span class="field-hint" id="settings-logo-hint">
                    "PNG, JPEG or WebP, at most 200 kB. It is shown as a small square beside the name."
                </span>
            </div>
            <Show when=move || kept.with(|kept| kept.logo.is_some())>
                <div><Button label="Remove the logo…" on_press=Callback::new(move |()| asking.set(true)) /></div>
            </Show>
            <Confirm
                open=asking
                title="Remove the logo?"
                consequence="Shoppers see the trading name instead, at once. To have the logo back, choose the picture again."
                keep="Keep the logo"
                label="Remove the logo"
                doing=removing
                on_confirm=remove
            />
        </section>
    }
}

/// The file as base64, unless it is too large.
async fn content(file: &File) -> Result<String, api::Error> {
    if file.size() > f64::from(u32::try_from(LARGEST_LOGO).unwrap_or(u32::MAX)) {
        return Err(super::refused((
            "content",
            "The file is above 200 kB. Choose a smaller one.".to_owned(),
        )));
    }
    in_base64(file).await.ok_or(api::Error::Unreadable)
}
