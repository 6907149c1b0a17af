//! Ways to send a link.

use leptos::prelude::*;
use shared::Role;

use super::detail::Shown;
use super::emails::Send;
use crate::session;
use crate::ui::{Button, CopyButton, Kind, part};

/// Copy, QR code, poster, e-mail, text message.
#[component]
pub(super) fn ShareSheet(shown: Shown, close: Callback<()>) -> impl IntoView {
    let url = part(shown, |link| link.summary.url.clone());
    let share = part(shown, |link| {
        let share = &link.share;
        (
            share.sms.clone(),
            share.whatsapp.clone(),
            share.mailto.clone(),
            share.sends_emails,
        )
    });
    let base = part(shown, |link| {
        format!("/api/console/links/{}", link.summary.id)
    });
    let name = part(shown, |link| file_name(link.summary.reference.as_str()));
    let sends = move || share.get().3 && session::may(Role::Clerk);
    view! {
        <div class="stack">
            <p class="link-address"><code>{url}</code></p>
            <div class="cluster">
                <CopyButton kind=Kind::Primary text=url label="Copy link" done="Link copied" />
                <a class="button" href=move || share.get().0>"Text message"</a>
                <a class="button" href=move || share.get().1 target="_blank" rel="noreferrer">"WhatsApp"</a>
                <Show when=move || !sends()>
                    <a class="button" href=move || share.get().2>"E-mail"</a>
                </Show>
            </div>
            <Show when=sends>
                <Send shown=shown />
            </Show>
            <div class="link-code">
                <img
                    src=move || format!("{}/qr.svg", base.get())
                    alt="QR code of the link"
                    width="200"
                    height="200"
                />
                <div class="stack">
                    <p class="quiet">"Shown on this screen, or printed, it is scanned with a phone."</p>
                    <div class="cluster">
                        <a class="button" href=move || format!("{}/qr.svg", base.get()) download=move || format!("{}.svg", name.get())>
                            "Download SVG"
                        </a>
                        <a class="button" href=move || format!("{}/qr.png", base.get()) download=move || format!("{}.png", name.get())>
                            "Download PNG"
                        </a>
                        <a class="button" href=move || format!("{}/poster", base.get()) target="_blank">"Poster"</a>
                    </div>
                </div>
            </div>
            <div class="cluster">
                <Button label="Done" on_press=close />
            </div>
        </div>
    }
}

/// A name that every system takes.
fn file_name(reference: &str) -> String {
    let name: String = reference
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    format!("QR {name}")
}
