//! E-mails about a link: sent, on their way, given up; and another one.

use leptos::prelude::*;
use shared::console::emails::{EmailState, EmailStatus};
use shared::console::links::{LinkEmail, LinkState};
use shared::{EmailAddress, Role};

use super::detail::Shown;
use crate::api;
use crate::emails::Email;
use crate::session;
use crate::ui::{Button, Refusal, Submission, TextField, focus, part, toast};

/// Everything about e-mails of a link.
#[component]
pub(super) fn Emails(shown: Shown) -> impl IntoView {
    let emails = part(shown, |link| link.emails.clone());
    let sends = part(shown, |link| link.share.sends_emails);
    let open = part(shown, |link| link.summary.state == LinkState::Open);
    let can_send = move || sends.get() && open.get();
    let none = move || {
        if sends.get() {
            "None was sent. Once one is, you see here whether it arrived at the mail server."
        } else {
            "This server sends no e-mails. Press Share, then E-mail, to write one in your own mail program."
        }
    };
    view! {
        <section class="card stack" aria-labelledby="link-emails">
            <h2 id="link-emails">"E-mails"</h2>
            <p class="quiet" hidden=move || emails.with(|emails| !emails.is_empty())>
                {none}
            </p>
            <ul class="emails">
                {move || emails.get().into_iter().map(|email| view! { <Email email=email /> }).collect_view()}
            </ul>
            <Show when=move || can_send() && session::may(Role::Clerk)>
                <Send shown=shown />
            </Show>
        </section>
    }
}

/// Sends the link to an address, or reminds it of the link.
#[component]
pub(super) fn Send(shown: Shown) -> impl IntoView {
    let to = shown.with_untracked(|link| {
        let address = link.as_ref()?.share.to.clone()?;
        Some(String::from(address))
    });
    let to = RwSignal::new(to.unwrap_or_default());
    let reached = part(shown, |link| {
        let sent = link.emails.iter();
        let sent = sent.filter(|email| email.status == EmailStatus::Sent);
        sent.map(|email| email.to.to_lowercase())
            .collect::<Vec<_>>()
    });
    // As the server decides it: whoever has not had the link yet is sent it.
    let reminds = move || {
        let to = to.get().trim().to_lowercase();
        reached.with(|reached| reached.contains(&to))
    };
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
        let email = LinkEmail { to: address };
        let Some(id) = shown.with_untracked(|link| Some(link.as_ref()?.summary.id.clone())) else {
            return;
        };
        sending.run(async move {
            let emails: Vec<EmailState> = api::post(&format!("/links/{id}/emails"), &email).await?;
            shown.update(|link| {
                if let Some(link) = link {
                    link.emails = emails;
                }
            });
            toast::success(format!("E-mail to {} is on its way", email.to));
            Ok(())
        });
    };
    let theirs = sending.error_at("to");
    let error = Signal::derive(move || wrong.get().or_else(|| theirs.get()));
    view! {
        <form
            class="stack"
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <TextField label="E-mail address" kind="email" value=to error=error max_chars=254 />
            <div>
                <Button
                    label=Signal::derive(move || if reminds() { "Send reminder" } else { "Send e-mail" }.to_owned())
                    pending=sending.pending()
                />
            </div>
            <Refusal error=sending.error_elsewhere(&["to"]) />
        </form>
    }
}
