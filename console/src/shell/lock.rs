//! The locked console: everything stays as it was, and nothing of it is seen until the password is given.

use leptos::html;
use leptos::prelude::*;
use shared::ErrorCode;
use shared::console::session::{Bootstrap, Session, SignIn, Unlock};

use crate::session::{self, Gate};
use crate::ui::{Button, Kind, Refusal, Submission, TextField, focus, toast};
use crate::{api, browser, live};

/// What is said when signing out fails.
const NOT_SIGNED_OUT: &str = "You are not signed out: the server cannot be reached.";

/// Locks now. Should the server not be reached, it is locked here, and by the server when its own time is up.
pub(crate) async fn lock() {
    session::gate().set(Gate::Locked);
    live::disconnect();
    // Whatever the answer is, the console is locked here.
    let _ = api::ask::<()>("/session/lock", &()).await;
}

/// Ends the session and forgets everything on the page, or says that it could not.
pub(super) async fn sign_out() {
    if end_session().await.is_err() {
        toast::problem(NOT_SIGNED_OUT);
    }
}

/// Ends the session and forgets everything on the page.
///
/// # Errors
/// [`api::Error::Offline`]: the session goes on.
async fn end_session() -> Result<(), api::Error> {
    // The stream would tell at once that the session has ended, and ask for the password.
    live::disconnect();
    match api::delete::<()>("/session").await {
        Err(api::Error::Offline) => {
            if session::gate().get_untracked() == Gate::Open {
                live::connect();
            }
            Err(api::Error::Offline)
        }
        // Any other answer means that there is no session any more.
        _ => {
            browser::leave_for("/console");
            Ok(())
        }
    }
}

/// Asks for the password while the console is locked or the session has ended.
#[component]
pub(super) fn Lock() -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if session::gate().get() == Gate::Open {
            if dialog.open() {
                dialog.close();
                // Where the focus was may be folded by now, as the menu with "Lock" in it is.
                focus::go_somewhere();
            }
        } else if !dialog.open() {
            live::disconnect();
            // It is in the document and not open, so this cannot fail.
            let _ = dialog.show_modal();
        }
    });
    view! {
        <dialog
            class="dialog lock"
            node_ref=dialog
            aria-labelledby="lock-title"
            // Escape does not open a lock.
            on:cancel=|event: web_sys::Event| event.prevent_default()
        >
            <Show when=|| session::gate().get() != Gate::Open>
                <LockForm />
            </Show>
        </dialog>
    }
}

#[component]
fn LockForm() -> impl IntoView {
    let password = RwSignal::new(String::new());
    let node = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = node.get() {
            // The field is in the document; not being able to focus it is no harm.
            let _ = input.focus();
        }
    });
    let (unlock, leaving) = (Submission::new(), Submission::new());
    let not_left = Signal::derive(move || {
        let failed = leaving.error().with(Option::is_some);
        failed.then(|| NOT_SIGNED_OUT.to_owned())
    });
    Effect::new(move |_| {
        if unlock.error().with(Option::is_some) {
            password.set(String::new());
        }
    });
    let ended = move || session::gate().get() == Gate::SignedOut;
    view! {
        <form
            class="stack"
            on:submit=move |event| {
                event.prevent_default();
                unlock.run(give(password.get_untracked()));
            }
        >
            <h2 id="lock-title">{move || if ended() { "Your session has ended" } else { "Locked" }}</h2>
            <p class="quiet">
                {move || {
                    let name = session::current().map(|session| session.name).unwrap_or_default();
                    format!("{name}, enter your password to go on where you were. Nothing you typed is lost.")
                }}
            </p>
            <Refusal error=unlock.error_elsewhere(&[]) />
            // Here, because nothing is seen behind the lock.
            <Refusal error=not_left />
            // For password managers, which look for whom a password belongs to.
            <input
                hidden=true
                autocomplete="username"
                prop:value=|| session::current().map(|session| session.email_address)
            />
            <TextField
                label="Password"
                value=password
                kind="password"
                autocomplete="current-password"
                required=true
                node=node
            />
            <div class="cluster">
                <Button
                    kind=Kind::Primary
                    label=Signal::derive(move || if ended() { "Sign in" } else { "Unlock" }.to_owned())
                    pending=unlock.pending()
                />
                <Button
                    label="Sign out"
                    pending=leaving.pending()
                    on_press=Callback::new(move |()| leaving.run(end_session()))
                />
            </div>
        </form>
    }
}

/// Unlocks, or signs in again if the session is over.
async fn give(password: String) -> Result<(), api::Error> {
    if session::gate().get_untracked() == Gate::Locked {
        match api::ask::<Session>(
            "/session/unlock",
            &Unlock {
                password: password.clone(),
            },
        )
        .await
        {
            Ok(session) => {
                session::bootstrap().update(|bootstrap| bootstrap.session = Some(session));
                return {
                    open();
                    Ok(())
                };
            }
            Err(error)
                if error.code() == ErrorCode::Unauthorized
                    && session::gate().get_untracked() == Gate::SignedOut => {}
            Err(error) => return Err(error),
        }
    }
    let email_address = session::current()
        .map(|session| session.email_address)
        .unwrap_or_default();
    let signed_in: Bootstrap = api::ask(
        "/session",
        &SignIn {
            email_address,
            password,
        },
    )
    .await?;
    session::bootstrap().set(signed_in);
    open();
    Ok(())
}

/// What was asked for behind the lock was refused, and is asked for again.
fn open() {
    session::gate().set(Gate::Open);
    live::connect();
    live::ask_again();
}
