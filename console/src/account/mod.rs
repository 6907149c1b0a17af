//! One's own account: the password, and where one is signed in.

use leptos::prelude::*;
use shared::console::account::PasswordChange;

use crate::entrance::NewPassword;
use crate::team::SessionTable;
use crate::ui::{Button, Kind, PageHeader, Refusal, Submission, TextField, focus, toast};
use crate::{api, session};

/// `/console/account`
#[component]
pub fn Account() -> impl IntoView {
    let subtitle = session::current().map(|session| {
        format!(
            "{}, {}, {}",
            session.name, session.email_address, session.role
        )
    });
    view! {
        <PageHeader title="Your account" subtitle=subtitle.unwrap_or_default() />
        <section class="card stack account-password" aria-labelledby="password-title">
            <h2 id="password-title">"Change your password"</h2>
            <PasswordForm />
        </section>
        <section class="stack" aria-labelledby="sessions-title">
            <h2 id="sessions-title">"Where you are signed in"</h2>
            <SessionTable path="/account/sessions" />
        </section>
    }
}

#[component]
fn PasswordForm() -> impl IntoView {
    let current = RwSignal::new(String::new());
    let new = NewPassword::new();
    let email_address = Signal::derive(|| {
        session::current().map_or_else(String::new, |session| session.email_address)
    });
    let saving = Submission::new();
    let missing = RwSignal::new(false);
    focus::follow(saving);
    let submit = move || {
        saving.forget();
        let current_password = current.get_untracked();
        missing.set(current_password.is_empty());
        let new_password = new.taken(&email_address.get_untracked());
        let Some(new_password) = new_password.filter(|_| !current_password.is_empty()) else {
            return focus::go_to_first_wrong();
        };
        let body = PasswordChange {
            current_password,
            new_password,
        };
        saving.run(async move {
            api::put::<()>("/account/password", &body).await?;
            toast::success("Password changed. Every other browser of yours is signed out.");
            current.set(String::new());
            missing.set(false);
            new.clear();
            Ok(())
        });
    };
    let current_error = Signal::derive(move || {
        let missing = missing.get() && current.with(String::is_empty);
        let missing = missing.then(|| "Enter the password that you have now.".to_owned());
        missing.or_else(|| saving.error_at("currentPassword").get())
    });
    view! {
        <form
            class="stack"
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
        >
            <Refusal error=saving.error_elsewhere(&["currentPassword", "newPassword"]) />
            // For password managers, which look for whom a password belongs to.
            <input hidden=true autocomplete="username" prop:value=email_address />
            <TextField
                label="Current password"
                value=current
                kind="password"
                autocomplete="current-password"
                required=true
                error=current_error
            />
            {new.fields(email_address, saving.error_at("newPassword"))}
            <div class="cluster">
                <Button kind=Kind::Primary label="Change password" pending=saving.pending() />
            </div>
        </form>
    }
}
