//! The caller pays on their own device: ways to get the link there.

use leptos::prelude::*;
use shared::Attempt;
use shared::console::phone_orders::{
    Channel, KeyedAttemptRequest, Link, LinkRequest, SharedLink, StepKind,
};

use super::choose::{focus_in, path, prepare_keyed};
use super::order::Shown;
use crate::ui::{Button, Dialog, Kind, Refusal, Skeleton, Submission, toast};
use crate::{api, browser};

/// Asks for the link and notes how it gets to the caller.
async fn share(
    shown: Shown,
    link: RwSignal<Option<Link>>,
    channel: Option<Channel>,
) -> Result<(), api::Error> {
    let Some(path) = path(shown, "/link") else {
        return Ok(());
    };
    let request = LinkRequest {
        channel,
        email_address: None,
    };
    let answer: SharedLink = api::post(&path, &request).await?;
    link.set(answer.link);
    shown.set(Some(answer.order));
    Ok(())
}

/// The link, and the way back to keying.
#[component]
pub(super) fn LinkOut(shown: Shown, attempt: RwSignal<Option<Attempt>>) -> impl IntoView {
    let link = RwSignal::new(None::<Link>);
    let working = Submission::new();
    let asking = RwSignal::new(false);
    working.run(share(shown, link, None));
    // Every use of the link answers with it again; what is on the screen stays unless it is another one.
    let current = Memo::new(move |_| link.get());
    let is_there = Memo::new(move |_| link.with(Option::is_some));
    Effect::new(move |_| {
        if is_there.get() {
            browser::after(0, || focus_in("phone-channels"));
        }
    });
    let key = move |()| {
        asking.set(false);
        working.run(prepare_keyed(
            shown,
            attempt,
            KeyedAttemptRequest::default(),
        ));
    };
    let change = move |()| {
        if is_at_it(shown) {
            asking.set(true);
        } else {
            key(());
        }
    };
    let note = Callback::new(move |channel: Channel| {
        working.run(share(shown, link, Some(channel)));
    });
    view! {
        {move || match current.get() {
            Some(link) => view! { <Channels shown=shown link=link note=note /> }.into_any(),
            None if working.pending().get() => view! { <Skeleton rows=4 /> }.into_any(),
            None => ().into_any(),
        }}
        <Refusal error=working.error_elsewhere(&[]) />
        <div class="cluster">
            <Button label="Key the card instead" pending=working.pending() on_press=Callback::new(change) />
        </div>
        <Dialog open=asking title="Key the card instead?">
            <p>"The caller has the page open and may be paying. It is closed first, and nothing is charged there. If the payment has just gone through, you will see that it is paid."</p>
            <div class="cluster">
                <Button label="Let the caller pay" autofocus=true on_press=Callback::new(move |()| asking.set(false)) />
                <Button kind=Kind::Danger label="Close the link and key the card" on_press=Callback::new(key) />
            </div>
        </Dialog>
    }
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
fn Channels(shown: Shown, link: Link, note: Callback<Channel>) -> impl IntoView {
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
    let url = link.url.clone();
    let copy = move |()| {
        let url = url.clone();
        leptos::task::spawn_local(async move {
            if browser::copy(&url).await {
                toast::success("Link copied");
            } else {
                toast::problem(
                    "The browser did not let us copy. Select the address and copy it yourself.",
                );
            }
        });
        note.run(Channel::Copied);
    };
    let email = match (link.can_email, address) {
        (true, Some(address)) => view! {
            <Button label=format!("E-mail to {address}") on_press=Callback::new(move |()| note.run(Channel::Email)) />
        }
        .into_any(),
        _ => view! {
            <a class="button" href=link.mail_url on:click=move |_| note.run(Channel::MailProgram)>"E-mail"</a>
        }
        .into_any(),
    };
    view! {
        <p class="quiet">"Send the link. The caller opens it, pays with their own card or wallet, and you see here how far they are."</p>
        <div class="phone-channels" id="phone-channels">
            <a class="button button-primary" href=link.sms_url on:click=move |_| note.run(Channel::Sms)>{sms}</a>
            <a
                class="button"
                href=link.whatsapp_url
                target="_blank"
                rel="noreferrer"
                on:click=move |_| note.run(Channel::Whatsapp)
            >
                "WhatsApp"
            </a>
            {email}
            <Button label="Copy link" on_press=Callback::new(copy) />
        </div>
        <p class="phone-url"><code>{link.url}</code></p>
        <Code svg=link.qr_svg note=note />
    }
}

/// The QR code, for a caller who stands in front of a screen after all, or for a colleague's telephone.
#[component]
fn Code(svg: String, note: Callback<Channel>) -> impl IntoView {
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
            note.run(Channel::Qr);
        }
    };
    view! {
        <div><Button kind=Kind::Quiet label=label on_press=Callback::new(turn) /></div>
        <Show when=move || open.get()>
            <img class="phone-code" src=source.clone() alt="QR code of the link" width="160" height="160" />
        </Show>
    }
}
