//! Coming in by a link: setting up, an invitation, a new password.

use leptos::prelude::*;
use shared::console::entrance::{Entrance, EntranceKind, EntranceLink};
use shared::console::session::Bootstrap;
use shared::console::team::PersonName;
use shared::{EmailAddress, ErrorCode};

use super::NewPassword;
use crate::ui::{
    Button, ErrorView, Kind, Reading, Refusal, Skeleton, Submission, TextField, focus,
};
use crate::{api, browser};

/// Reads what the link that opened this page is for, and shows its form.
#[component]
pub fn ByLink() -> impl IntoView {
    let path = format!("/entrance/{}", super::token().unwrap_or_default());
    let reading_path = path.clone();
    let link = Reading::<EntranceLink>::new(move || reading_path.clone());
    let retry = Callback::new(move |()| link.refetch());
    move || match link.get() {
        None => view! { <div class="card"><Skeleton rows=4 /></div> }.into_any(),
        Some(Ok(found)) => view! { <Form link=found path=path.clone() /> }.into_any(),
        Some(Err(error)) if error.code() == ErrorCode::NotFound => view! { <Spent /> }.into_any(),
        Some(Err(error)) => view! { <ErrorView error=error retry=retry /> }.into_any(),
    }
}

/// What is said about a link that was used, withdrawn or is too old.
#[component]
fn Spent() -> impl IntoView {
    view! {
        <section class="card stack">
            <h1>"This link works no more"</h1>
            <p>
                "Each link works once and for a limited time. Ask whoever sent it for a new one. If you have chosen your password already, sign in with it."
            </p>
            <p><a class="button button-primary" href="/console" rel="external">"Sign in"</a></p>
        </section>
    }
}

#[component]
fn Form(link: EntranceLink, path: String) -> impl IntoView {
    let kind = link.kind;
    let name = RwSignal::new(link.name.clone().unwrap_or_default());
    let email_address = RwSignal::new(link.email_address.clone().unwrap_or_default());
    let password = NewPassword::new();
    let wrong_name = RwSignal::new(None::<String>);
    let wrong_address = RwSignal::new(None::<String>);
    let entering = Submission::new();
    focus::follow(entering);
    let submit = move || {
        entering.forget();
        let person = PersonName::try_from(name.get_untracked());
        let address = EmailAddress::try_from(email_address.get_untracked());
        wrong_name.set(person.as_ref().err().map(ToString::to_string));
        wrong_address.set(address.as_ref().err().map(ToString::to_string));
        let chosen = password.taken(&email_address.get_untracked());
        let (Ok(person), Ok(address), Some(chosen)) = (person, address, chosen) else {
            return focus::go_to_first_wrong();
        };
        let body = Entrance {
            name: (kind != EntranceKind::Reset).then_some(person),
            email_address: (kind == EntranceKind::SetUp).then_some(address),
            password: chosen,
        };
        let path = path.clone();
        entering.run(async move {
            let _: Bootstrap = api::post(&path, &body).await?;
            browser::leave_for("/console");
            Ok(())
        });
    };
    let name_error = either(wrong_name, entering.error_at("name"));
    let address_error = either(wrong_address, entering.error_at("emailAddress"));
    let (title, text, button) = words(&link);
    view! {
        <form
            class="card stack"
            // The fields say themselves what is wrong with them, in our words.
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
        >
            <h1>{title}</h1>
            <p class="quiet">{text}</p>
            <Refusal error=entering.error_elsewhere(&["name", "emailAddress", "password"]) />
            <Show when=move || kind != EntranceKind::Reset>
                <TextField
                    label="Your name"
                    hint="As colleagues will see it"
                    value=name
                    autocomplete="name"
                    max_chars=80
                    required=true
                    error=name_error
                />
            </Show>
            <TextField
                label="E-mail address"
                value=email_address
                kind="email"
                autocomplete="username"
                required=true
                disabled=kind != EntranceKind::SetUp
                error=address_error
            />
            {password.fields(email_address.into(), entering.error_at("password"))}
            <Button kind=Kind::Primary label=button pending=entering.pending() />
        </form>
    }
}

fn either(
    own: RwSignal<Option<String>>,
    refused: Signal<Option<String>>,
) -> Signal<Option<String>> {
    Signal::derive(move || own.get().or_else(|| refused.get()))
}

fn words(link: &EntranceLink) -> (&'static str, String, &'static str) {
    let role = link.role;
    match link.kind {
        EntranceKind::SetUp => (
            "Set up the console",
            "Make the account of the first owner. You invite everybody else afterwards.".to_owned(),
            "Make account and sign in",
        ),
        EntranceKind::Invitation => (
            "Welcome",
            match &link.invited_by {
                Some(by) => format!("{by} has invited you. Your role: {role}."),
                None => format!("You were invited. Your role: {role}."),
            },
            "Make account and sign in",
        ),
        EntranceKind::Reset => (
            "Choose a new password",
            "Everywhere else you will be signed out.".to_owned(),
            "Save password and sign in",
        ),
    }
}
