//! The caller pays on their own device: ways to get the link there.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::console::phone_orders::{
    Channel, KeyedAttemptRequest, Link, LinkRequest, SharedLink, StepKind,
};
use shared::{Attempt, ErrorCode};

use super::choose::{path, prepare_keyed};
use super::order::Shown;
use crate::api;
use crate::ui::{
    Button, CopyButton, Dialog, ErrorView, Kind, Reading, Refusal, Skeleton, Submission, focus,
    toast,
};

/// The link, and the way back to keying.
#[component]
pub(super) fn LinkOut(shown: Shown, attempt: RwSignal<Option<Attempt>>) -> impl IntoView {
    let path = path(shown, "/link").unwrap_or_default();
    let reading = Reading::<SharedLink>::new(move || path.clone());
    let link = Memo::new(move |_| reading.ok()?.link);
    let error = Memo::new(move |_| reading.get().and_then(Result::err));
    Effect::new(move |_| {
        if link.with(Option::is_some) {
            focus::offer("#phone-channels a");
        }
    });
    view! {
        {move || match (link.get(), error.get()) {
            (Some(link), _) => view! { <Channels shown=shown link=link /> }.into_any(),
            (None, Some(error)) => {
                let retry = Callback::new(move |()| reading.refetch());
                view! { <ErrorView error=error retry=retry /> }.into_any()
            }
            (None, None) => view! { <Skeleton rows=4 /> }.into_any(),
        }}
        <KeyInstead shown=shown attempt=attempt />
    }
}

/// Closes the link to the caller; asks first if they are about to pay.
#[component]
fn KeyInstead(shown: Shown, attempt: RwSignal<Option<Attempt>>) -> impl IntoView {
    let working = Submission::new();
    let asking = RwSignal::new(false);
    let key = Callback::new(move |()| {
        working.run(async move {
            prepare_keyed(shown, attempt, KeyedAttemptRequest::default()).await?;
            asking.set(false);
            Ok(())
        });
    });
    let change = move |()| {
        if is_at_it(shown) {
            asking.set(true);
        } else {
            key.run(());
        }
    };
    let error = working.error_elsewhere(&[]);
    let on_page = Signal::derive(move || error.get().filter(|_| !asking.get()));
    view! {
        <Refusal error=on_page />
        <div class="cluster">
            <Button label="Key the card instead" pending=working.pending() on_press=Callback::new(change) />
        </div>
        <Dialog open=asking title="Key the card instead?">
            <p>"The caller has the page open and may be paying. It is closed first, and nothing is charged there. If the payment has just gone through, you will see that it is paid."</p>
            <Refusal error=error />
            <div class="cluster">
                <Button label="Let the caller pay" autofocus=true on_press=Callback::new(move |()| asking.set(false)) />
                <Button
                    kind=Kind::Danger
                    label="Close the link and key the card"
                    pending=working.pending()
                    on_press=key
                />
            </div>
        </Dialog>
    }
}

/// Tells the server how the link gets to the caller; for [`Channel::Email`] it sends it.
async fn share(shown: Shown, path: String, channel: Channel) -> Result<(), api::Error> {
    let request = LinkRequest {
        channel: Some(channel),
        email_address: None,
    };
    let answer: SharedLink = api::post(&path, &request).await?;
    // The screen may be gone by now.
    let _ = shown.try_set(Some(answer.order));
    Ok(())
}

/// Notes what staff have done with the link. It has happened, whether it is noted or not.
fn note(shown: Shown, channel: Channel) {
    let Some(path) = path(shown, "/link") else {
        return;
    };
    spawn_local(async move {
        match share(shown, path, channel).await {
            // The same is being noted already.
            Err(error) if error.code() != ErrorCode::IdempotencyInProgress => {
                toast::problem(error.to_string());
            }
            _ => {}
        }
    });
}

/// Whether the caller has the page open.
fn is_at_it(shown: Shown) -> bool {
    shown.with_untracked(|order| {
        let last = order.as_ref().and_then(|order| order.steps.last());
        last.is_some_and(|step| {
            matches!(
                step.kind,
                StepKind::Opened | StepKind::EnteringCard | StepKind::Challenged
            )
        })
    })
}

#[component]
fn Channels(shown: Shown, link: Link) -> impl IntoView {
    let has_phone = shown.with_untracked(|order| {
        order
            .as_ref()
            .is_some_and(|order| order.caller.phone_number.is_some())
    });
    let address = shown.with_untracked(|order| {
        let order = order.as_ref()?;
        order.caller.email_address.clone().map(String::from)
    });
    let sms = if has_phone {
        "Text to the caller’s phone"
    } else {
        "Text message"
    };
    let mailing = Submission::new();
    let email = match (link.can_email, address) {
        (true, Some(address)) => view! { <EmailButton shown=shown address=address mailing=mailing /> }.into_any(),
        _ => view! {
            <a class="button" href=link.mail_url on:click=move |_| note(shown, Channel::MailProgram)>"E-mail"</a>
        }
        .into_any(),
    };
    view! {
        <p class="quiet">"Send the link. The caller opens it, pays with their own card or wallet, and you see here how far they are."</p>
        <div class="phone-channels" id="phone-channels">
            <a class="button button-primary" href=link.sms_url on:click=move |_| note(shown, Channel::Sms)>{sms}</a>
            <a
                class="button"
                href=link.whatsapp_url
                target="_blank"
                rel="noreferrer"
                on:click=move |_| note(shown, Channel::Whatsapp)
            >
                "WhatsApp"
            </a>
            {email}
            <CopyButton
                text=link.url.clone()
                label="Copy link"
                done="Link copied"
                on_copied=Callback::new(move |()| note(shown, Channel::Copied))
            />
        </div>
        <Refusal error=mailing.error_elsewhere(&[]) />
        <p class="phone-url"><code>{link.url}</code></p>
        <Code shown=shown svg=link.qr_svg />
    }
}

/// Has the server send the link.
#[component]
fn EmailButton(shown: Shown, address: String, mailing: Submission) -> impl IntoView {
    let label = format!("E-mail to {address}");
    let send = move |()| {
        let Some(path) = path(shown, "/link") else {
            return;
        };
        let done = format!("E-mail to {address} is on its way");
        mailing.run(async move {
            share(shown, path, Channel::Email).await?;
            toast::success(done);
            Ok(())
        });
    };
    view! { <Button label=label pending=mailing.pending() on_press=Callback::new(send) /> }
}

/// The QR code, for a caller who stands in front of a screen after all, or for a colleague's telephone.
#[component]
fn Code(shown: Shown, svg: String) -> impl IntoView {
    let open = RwSignal::new(false);
    let source = format!(
        "data:image/svg+xml,{}",
        String::from(js_sys::encode_uri_component(&svg))
    );
    let label = Signal::derive(move || {
        let words = if open.get() {
            "Hide QR code"
        } else {
            "Show QR code"
        };
        words.to_owned()
    });
    let turn = move |()| {
        open.update(|open| *open = !*open);
        if open.get_untracked() {
            note(shown, Channel::Qr);
        }
    };
    view! {
        <div><Button kind=Kind::Quiet label=label on_press=Callback::new(turn) /></div>
        <Show when=move || open.get()>
            <img class="phone-code" src=source.clone() alt="QR code of the link" width="160" height="160" />
        </Show>
    }
}
