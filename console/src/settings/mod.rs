//! The settings: who the business is, its rules and words, the shop's callback and tokens, the connection to Dojo.

mod business;
mod callback;
mod connection;
mod deliveries;
mod logo;
mod messages;
mod rules;
mod tokens;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::console::settings::Settings as Values;

use crate::shell::NotFound;
use crate::ui::{PageHeader, Reading, Skeleton, Tabs, load};
use crate::{api, session};

/// The sections: the end of the address, and the name.
const SECTIONS: [(&str, &str); 6] = [
    ("", "Business"),
    ("/rules", "Refunds and holds"),
    ("/messages", "Messages"),
    ("/tokens", "API tokens"),
    ("/callback", "Shop callback"),
    ("/dojo", "Dojo"),
];

/// The area, for owners. The section is the end of the address.
#[component]
pub fn Settings() -> impl IntoView {
    let params = use_params_map();
    let section =
        Memo::new(move |_| params.with(|params| params.get("section").unwrap_or_default()));
    let tabs = SECTIONS.map(|(path, name)| (format!("/console/settings{path}"), name.to_owned()));
    view! {
        <PageHeader title="Settings" />
        <Tabs label="Settings" tabs=tabs.into() />
        {move || match section.get().as_str() {
            "tokens" => view! { <tokens::Tokens /> }.into_any(),
            "dojo" => view! { <connection::Connection /> }.into_any(),
            "" | "rules" | "messages" | "callback" => {
                view! { <Stored section=section.get() /> }.into_any()
            }
            _ => view! { <NotFound /> }.into_any(),
        }}
    }
}

/// A section of what is kept as settings. Read when it is opened: what somebody types is not replaced by what others save.
#[component]
fn Stored(section: String) -> impl IntoView {
    let reading = Reading::<Values>::new(|| "/settings".to_owned());
    load(
        reading,
        || view! { <Skeleton rows=7 /> }.into_any(),
        move |values| {
            let kept = RwSignal::new(values);
            match section.as_str() {
                "rules" => view! { <rules::Rules kept=kept /> }.into_any(),
                "messages" => view! { <messages::Messages kept=kept /> }.into_any(),
                "callback" => view! { <callback::ShopCallback kept=kept /> }.into_any(),
                _ => view! { <business::Business kept=kept /> }.into_any(),
            }
        },
    )
}

/// Saves one section, and keeps what the server made of it.
async fn save<T: serde::Serialize>(
    section: &str,
    kept: RwSignal<Values>,
    value: T,
) -> Result<(), api::Error> {
    let change = shared::console::settings::Change {
        seen_version: kept.with_untracked(|kept| kept.version),
        value,
    };
    let saved: Values = api::put(&format!("/settings/{section}"), &change).await?;
    session::bootstrap().update(|bootstrap| {
        bootstrap.business_name.clone_from(&saved.profile.name);
        bootstrap.time_zone.clone_from(&saved.profile.time_zone);
        bootstrap.currency = saved.profile.currency;
    });
    kept.set(saved);
    crate::ui::toast::success("Saved");
    Ok(())
}

/// What the form finds by itself, in the words that the server would use.
fn refused((field, message): (&'static str, String)) -> api::Error {
    api::Error::Refused(shared::ApiProblem {
        code: shared::ErrorCode::InvalidRequest,
        message,
        field: Some(format!("value.{field}")),
        trace_id: String::new(),
    })
}
