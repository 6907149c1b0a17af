//! The way in: signing in.

use leptos::prelude::*;
use shared::console::session::{Bootstrap, SignIn};

use crate::ui::{Button, Kind, Refusal, Submission, TextField};
use crate::{api, session};

/// What is seen by whoever is not signed in.
#[component]
pub fn Entrance() -> impl IntoView {
    let email_address = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let sign_in = Submission::new();
    let submit = move || {
        let body = SignIn {
            email_address: email_address.get_untracked(),
            password: password.get_untracked(),
        };
        sign_in.run(async move {
            let bootstrap: Bootstrap = api::post("/session", &body).await?;
            session::bootstrap().set(bootstrap);
            Ok(())
        });
    };
    view! {
        <main class="entrance">
            <form
                class="card stack"
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <h1>"Sign in"</h1>
                <Refusal error=sign_in.error_elsewhere(&[]) />
                <TextField label="E-mail address" value=email_address kind="email" autocomplete="username" required=true />
                <TextField label="Password" value=password kind="password" autocomplete="current-password" required=true />
                <Button kind=Kind::Primary label="Sign in" pending=sign_in.pending() />
            </form>
        </main>
    }
}
