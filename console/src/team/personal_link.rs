//! A link that lets one person in: shown once.

use leptos::prelude::*;
use shared::console::outside;
use shared::console::team::PersonalLink;

use crate::format;
use crate::ui::{CopyButton, Kind};

/// The link, with the ways to pass it on.
#[component]
pub(super) fn Shown(
    link: PersonalLink,
    /// What it is for, such as "a new password".
    what: &'static str,
) -> impl IntoView {
    let until = format::date_time(link.expires_at);
    let mail = outside::mailto(
        &link.email_address,
        "Your link to the console",
        &format!(
            "Hello {},\n\nopen this link to choose your password: {}\n\nIt works once, until {until}. Do not pass it on.",
            link.name, link.url
        ),
    );
    view! {
        <p>{format!("Give this link for {what} to {} and to nobody else. It works once, until {until}, and is not shown again.", link.name)}</p>
        <p class="team-link"><code>{link.url.clone()}</code></p>
        <div class="cluster">
            <CopyButton kind=Kind::Primary text=link.url label="Copy link" done="Link copied" />
            <a class="button" href=mail rel="external">"Write an e-mail"</a>
        </div>
    }
}
