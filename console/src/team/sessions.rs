//! Where people are signed in.

use leptos::prelude::*;
use shared::console::account::OpenSession;
use shared::console::live::LiveKind;

use super::RowButton;
use crate::ui::{
    Reading, Refusal, Skeleton, StatusChip, Submission, Time, Tone, focus, load, toast,
};
use crate::{api, live};

/// The open sessions at `path`, each with the way to end it.
#[component]
pub(crate) fn SessionTable(
    /// Below `/api/console`.
    path: &'static str,
    /// Whether they are several people's.
    #[prop(optional)]
    names: bool,
) -> impl IntoView {
    let sessions = Reading::<Vec<OpenSession>>::new(move || {
        live::track(LiveKind::Staff);
        path.to_owned()
    });
    let ending = Submission::new();
    let end = Callback::new(move |id: String| {
        ending.run(async move {
            api::delete::<()>(&format!("{path}/{id}")).await?;
            toast::success("Signed out there");
            // The row goes, and with it the button that had the focus.
            focus::go_to(&[".page-head h1"]);
            sessions.refetch();
            Ok(())
        });
    });
    view! {
        <Refusal error=ending.error_elsewhere(&[]) />
        {load(
            sessions,
            || view! { <Skeleton rows=3 /> }.into_any(),
            move |sessions| table(sessions, names, end),
        )}
    }
}

fn table(sessions: Vec<OpenSession>, names: bool, end: Callback<String>) -> AnyView {
    view! {
        <div class="table-frame table-frame-named" tabindex="0" role="region" aria-label="Sessions">
            <table class="table table-named">
                <thead>
                    <tr>
                        {names.then(|| view! { <th scope="col">"Who"</th> })}
                        <th scope="col">"Browser"</th>
                        <th scope="col">"From"</th>
                        <th scope="col">"Signed in"</th>
                        <th scope="col">"Last seen"</th>
                        <th scope="col"><span class="visually-hidden">"Sign out"</span></th>
                    </tr>
                </thead>
                <tbody>
                    {sessions.into_iter().map(|session| row(session, names, end)).collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(session: OpenSession, names: bool, end: Callback<String>) -> AnyView {
    let id = session.id;
    let browser = browser_name(&session.browser);
    let whom = format!("{}, {browser}", session.name);
    view! {
        <tr>
            {names.then(|| view! { <th scope="row" dir="auto">{session.name}</th> })}
            <td data-label="Browser" title=session.browser>{browser}</td>
            <td data-label="From">{session.address}</td>
            <td data-label="Signed in"><Time at=session.created_at /></td>
            <td data-label="Last seen">
                {if session.current {
                    view! { <StatusChip tone=Tone::Success label="This browser" /> }.into_any()
                } else if session.locked {
                    view! { <StatusChip tone=Tone::Neutral label="Locked" /> }.into_any()
                } else {
                    view! { <Time at=session.seen_at /> }.into_any()
                }}
            </td>
            <td class="number">
                {(!session.current)
                    .then(|| view! { <RowButton label="Sign out" whom=whom on_press=Callback::new(move |()| end.run(id.clone())) /> })}
            </td>
        </tr>
    }
    .into_any()
}

/// What people call a browser and its system, from what it calls itself.
fn browser_name(user_agent: &str) -> String {
    let known = |names: &[(&str, &'static str)]| {
        names
            .iter()
            .find(|(sign, _)| user_agent.contains(sign))
            .map(|(_, name)| *name)
    };
    let browser = known(&[
        ("Edg/", "Edge"),
        ("Firefox/", "Firefox"),
        ("OPR/", "Opera"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = known(&[
        ("Windows", "Windows"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => "Unknown".to_owned(),
    }
}
