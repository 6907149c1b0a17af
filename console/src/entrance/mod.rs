//! The way in: signing in.

use leptos::prelude::*;
use shared::console::session::{Bootstrap, SignIn};

use crate::ui::{Button, Kind, Notice, TextField, Tone};
use crate::{api, session};

/// What is seen by whoever is not signed in.
#[component]
pub fn Entrance() -> impl IntoView {
    let email_address = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let sign_in = Action::new_local(|body: &SignIn| {
        let body = body.clone();
        async move {
            let bootstrap: Bootstrap = api::post("/session", &body).await?;
            session::bootstrap().set(bootstrap);
            Ok::<_, api::Error>(())
        }
    });
    let error = Signal::derive(move || {
        sign_in.value().with(|value| match value {
            Some(Err(error)) => Some(error.to_string()),
            _ => None,
        })
    });
    view! {
        <main class="entrance">
            <form
                class="card stack"
                on:submit=move |event| {
                    event.prevent_default();
                    sign_in.dispatch(SignIn {
                        email_address: email_address.get_untracked(),
                        password: password.get_untracked(),
                    });
                }
            >
                <h1>"Sign in"</h1>
                <Show when=move || error.with(Option::is_some)>
                    <Notice tone=Tone::Error title=Signal::derive(move || error.get().unwrap_or_default()) />
                </Show>
                <TextField label="E-mail address" value=email_address kind="email" autocomplete="username" required=true />
                <TextField label="Password" value=password kind="password" autocomplete="current-password" required=true />
                <Button kind=Kind::Primary label="Sign in" pending=sign_in.pending() />
            </form>
        </main>
    }
}
