//! Signing in.

use leptos::prelude::*;
use shared::console::session::{Bootstrap, DemoStaff, SignIn};

use crate::ui::{Button, Kind, Refusal, Submission, TextField, focus};
use crate::{api, session};

/// The form, and in the sandbox the demo staff.
#[component]
pub(super) fn SignInForm() -> impl IntoView {
    let email_address = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let sign_in = Submission::new();
    focus::follow(sign_in);
    let as_demo = Submission::new();
    let (demo_staff, awaits_set_up) = session::bootstrap()
        .with_untracked(|bootstrap| (bootstrap.demo_staff.clone(), bootstrap.awaits_set_up));
    view! {
        <form
            class="card stack"
            on:submit=move |event| {
                event.prevent_default();
                sign_in.run(enter(email_address.get_untracked(), password.get_untracked()));
            }
        >
            <h1>"Sign in"</h1>
            <Refusal error=sign_in.error_elsewhere(&["password"]) />
            <TextField
                label="E-mail address"
                value=email_address
                kind="email"
                autocomplete="username"
                required=true
            />
            <TextField
                label="Password"
                value=password
                kind="password"
                autocomplete="current-password"
                required=true
                error=sign_in.error_at("password")
            />
            <Button kind=Kind::Primary label="Sign in" pending=sign_in.pending() />
            <p class="quiet">
                {if awaits_set_up {
                    "Nobody can sign in yet. Open the set-up address that the server printed when it started."
                } else {
                    "Forgotten it? An owner can make you a link for a new password."
                }}
            </p>
        </form>
        {(!demo_staff.is_empty()).then(|| view! { <Demo staff=demo_staff submission=as_demo /> })}
    }
}

/// One step in for whoever tries the sandbox.
#[component]
fn Demo(staff: Vec<DemoStaff>, submission: Submission) -> impl IntoView {
    view! {
        <section class="card stack" aria-labelledby="demo-title">
            <h2 id="demo-title">"Try it as"</h2>
            <p class="quiet">
                "This is the sandbox: no real money moves. Each role sees what it may do."
            </p>
            <Refusal error=submission.error_elsewhere(&[]) />
            <div class="entrance-demo">
                {staff
                    .into_iter()
                    .map(|one| {
                        let label = one.role.to_string();
                        let press = move |()| {
                            submission.run(enter(one.email_address.clone(), one.password.clone()));
                        };
                        view! { <Button label=label pending=submission.pending() on_press=Callback::new(press) /> }
                    })
                    .collect_view()}
            </div>
        </section>
    }
}

async fn enter(email_address: String, password: String) -> Result<(), api::Error> {
    let body = SignIn {
        email_address,
        password,
    };
    let bootstrap: Bootstrap = api::post("/session", &body).await?;
    session::bootstrap().set(bootstrap);
    Ok(())
}
