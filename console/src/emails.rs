//! An e-mail that staff had sent, wherever it is listed.

use leptos::prelude::*;
use shared::Role;
use shared::console::emails::{EmailState, EmailStatus};

use crate::ui::{Button, Refusal, StatusChip, Submission, Time, Tone};
use crate::{api, session};

/// How far it came; where it could not be sent, why, and another try.
#[component]
pub(crate) fn Email(email: EmailState) -> impl IntoView {
    let (tone, word) = match email.status {
        EmailStatus::New if email.tries == 0 => (Tone::Info, "On its way"),
        EmailStatus::New => (Tone::Warning, "Trying again"),
        EmailStatus::Sent => (Tone::Success, "Sent"),
        EmailStatus::Parked => (Tone::Error, "Not sent"),
    };
    let retrying = Submission::new();
    let path = format!("/emails/{}/retry", email.id);
    let retry = move |()| {
        let path = path.clone();
        retrying.run(async move {
            let _: EmailState = api::post(&path, &()).await?;
            Ok(())
        });
    };
    let failed = email.status != EmailStatus::Sent && email.tries > 0;
    let what = if email.reminder { "Reminder" } else { "Link" };
    let next_at = email.next_at.filter(|_| email.tries > 0);
    let detail = email.last_error_detail;
    view! {
        <li>
            <p>
                {what} " to " <bdi>{email.to}</bdi>
                ", "
                <Time at=email.created_at />
            </p>
            <p><StatusChip tone=tone label=word /></p>
            {email
                .last_error
                .filter(|_| failed)
                .map(|error| {
                    view! {
                        <p class="quiet email-why" title=detail>
                            {error}
                            {next_at.map(|at| view! { " It is tried again " <Time at=at /> "." })}
                        </p>
                    }
                })}
            {(failed && session::may(Role::Clerk))
                .then(|| view! { <Button label="Try again now" pending=retrying.pending() on_press=Callback::new(retry) /> })}
            <Refusal error=retrying.error_elsewhere(&[]) />
        </li>
    }
}
