//! The way in: signing in, setting up, taking up an invitation, choosing a new password.

mod by_link;
mod new_password;
mod sign_in;

use leptos::prelude::*;

use crate::shell::later;
use crate::{browser, session};

pub(crate) use by_link::ByLink;
pub(crate) use new_password::NewPassword;

/// What is seen by whoever is not signed in, or has opened a link that lets somebody in.
#[component]
pub fn Entrance() -> impl IntoView {
    let business = session::bootstrap().with_untracked(|bootstrap| bootstrap.business_name.clone());
    browser::document().set_title(&format!("Sign in · {business}"));
    view! {
        <main class="entrance">
            <p class="entrance-name" dir="auto">{business}</p>
            {match token() {
                // Few come in by a link, and those once.
                Some(_) => later::coming(later::part!(office, entrance::ByLink)),
                None => view! { <sign_in::SignInForm /> }.into_any(),
            }}
        </main>
    }
}

/// The token of a link that lets somebody in, if this page was opened by one.
pub(crate) fn token() -> Option<String> {
    let path = browser::window().location().pathname().ok()?;
    let token = path
        .strip_prefix("/console/set-up/")
        .or_else(|| path.strip_prefix("/console/invitation/"))?;
    (!token.is_empty() && !token.contains('/')).then(|| token.to_owned())
}
