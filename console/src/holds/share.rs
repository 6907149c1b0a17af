//! Ways to bring a hold to the shopper.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::console::holds::{HoldChannel, HoldDetail, SendHold};
use shared::console::outside;
use shared::{EmailAddress, ErrorCode};

use super::detail::Shown;
use crate::api;
use crate::ui::{Button, CopyButton, Kind, Refusal, Submission, TextField, focus, part, toast};

/// Notes that staff have brought the hold to the shopper. What they did has happened, whether it is noted or not.
fn note(shown: Shown, channel: HoldChannel, to: String) {
    let id = shown.with_untracked(|hold| Some(hold.as_ref()?.hold.id.clone()));
    let Some(id) = id else { return };
    spawn_local(async move {
        let body = SendHold { channel, to };
        match api::post::<HoldDetail>(&format!("/holds/{id}/send"), &body).await {
            Ok(hold) => {
                let _ = shown.try_set(Some(hold));
            }
            // The same is being noted already.
            Err(error) if error.code() == ErrorCode::IdempotencyInProgress => {}
            Err(error) => toast::problem(error.to_string()),
        }
    });
}

/// Copy, text message, WhatsApp, e-mail, QR code.
#[component]
pub(super) fn ShareSheet(shown: Shown, close: Callback<()>) -> impl IntoView {
    let url = part(shown, |hold| hold.share.url.clone());
    let sends = part(shown, |hold| hold.share.mail_is_configured);
    let copied = Callback::new(move |()| note(shown, HoldChannel::Copied, String::new()));
    view! {
        <div class="stack">
            <p class="hold-address"><code>{url}</code></p>
            <div class="cluster">
                <CopyButton kind=Kind::Primary text=url label="Copy link" done="Link copied" on_copied=copied />
                <Outside shown=shown channel=HoldChannel::Sms />
                <Outside shown=shown channel=HoldChannel::Whatsapp />
                <Show when=move || !sends.get()>
                    <Outside shown=shown channel=HoldChannel::MailProgram />
                </Show>
            </div>
            <Show when=move || sends.get()>
                <SendEmail shown=shown />
            </Show>
            <Code shown=shown />
            <div class="cluster">
                <Button label="Done" on_press=close />
            </div>
        </div>
    }
}

/// A link that opens another program with the words filled in.
#[component]
fn Outside(shown: Shown, channel: HoldChannel) -> impl IntoView {
    let label = match channel {
        HoldChannel::Sms => "Text message",
        HoldChannel::Whatsapp => "WhatsApp",
        _ => "E-mail",
    };
    let to = part(shown, move |hold| {
        let to = match channel {
            HoldChannel::MailProgram => &hold.email_address,
            _ => &hold.phone_number,
        };
        to.clone().unwrap_or_default()
    });
    let href = part(shown, move |hold| {
        let share = &hold.share;
        let phone = hold.phone_number.as_deref().unwrap_or_default();
        let dialled: String = phone
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '+')
            .collect();
        match channel {
            HoldChannel::Sms => outside::sms(&dialled, &share.message),
            HoldChannel::Whatsapp => outside::whatsapp(&dialled, &share.message),
            _ => {
                let to = hold.email_address.as_deref().unwrap_or_default();
                outside::mailto(to, &share.email_subject, &share.email_text)
            }
        }
    });
    view! {
        <a
            class="button"
            href=href
            target=(channel == HoldChannel::Whatsapp).then_some("_blank")
            rel="noreferrer"
            on:click=move |_| note(shown, channel, to.get_untracked())
        >
            {label}
        </a>
    }
}

#[component]
fn SendEmail(shown: Shown) -> impl IntoView {
    let known = shown.with_untracked(|hold| hold.as_ref()?.email_address.clone());
    let to = RwSignal::new(known.unwrap_or_default());
    let wrong = RwSignal::new(None::<String>);
    let sending = Submission::new();
    focus::follow(sending);
    let send = move || {
        let address = match EmailAddress::try_from(to.get_untracked()) {
            Ok(address) => address,
            Err(error) => {
                wrong.set(Some(error.to_string()));
                return focus::go_to_first_wrong();
            }
        };
        wrong.set(None);
        let id = shown.with_untracked(|hold| Some(hold.as_ref()?.hold.id.clone()));
        let Some(id) = id else { return };
        sending.run(async move {
            let body = SendHold {
                channel: HoldChannel::Email,
                to: address.to_string(),
            };
            let hold: HoldDetail = api::post(&format!("/holds/{id}/send"), &body).await?;
            let _ = shown.try_set(Some(hold));
            toast::success(format!("The e-mail to {address} is on its way"));
            Ok(())
        });
    };
    let theirs = sending.error_at("to");
    let error = Signal::derive(move || wrong.get().or_else(|| theirs.get()));
    view! {
        <form
            class="hold-send"
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <TextField label="E-mail address" kind="email" value=to error=error max_chars=254 />
            <Button label="Send e-mail" pending=sending.pending() />
        </form>
        <Refusal error=sending.error_elsewhere(&["to"]) />
    }
}

#[component]
fn Code(shown: Shown) -> impl IntoView {
    let base = part(shown, |hold| format!("/api/console/holds/{}", hold.hold.id));
    view! {
        <div class="hold-code">
            <img src=move || format!("{}/qr.svg", base.get()) alt="QR code of the link" width="200" height="200" />
            <div class="stack">
                <p class="quiet">"Shown on this screen, or printed, it is scanned with a phone."</p>
                <div class="cluster">
                    <a class="button" href=move || format!("{}/qr.svg", base.get()) download="hold.svg">"Download SVG"</a>
                    <a class="button" href=move || format!("{}/qr.png", base.get()) download="hold.png">"Download PNG"</a>
                </div>
            </div>
        </div>
    }
}
