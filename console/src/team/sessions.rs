//! Where people are signed in.

use leptos::prelude::*;
use shared::console::account::OpenSession;
use shared::console::live::LiveKind;

use super::RowButton;
use crate::ui::{
    Button, Confirm, Reading, Skeleton, StatusChip, Submission, Time, Tone, focus, load, toast,
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
    // Beside the list, which is made anew whenever somebody signs in or out.
    let (open, asked) = (RwSignal::new(false), RwSignal::new(None::<OpenSession>));
    let ask = Callback::new(move |session| {
        asked.set(Some(session));
        open.set(true);
    });
    // None in particular: every other one.
    let everywhere = Callback::new(move |()| {
        asked.set(None);
        open.set(true);
    });
    let ended = Callback::new(move |()| sessions.refetch());
    view! {
        {load(
            sessions,
            || view! { <Skeleton rows=3 /> }.into_any(),
            move |sessions| {
                let several = sessions.len() > 1;
                view! {
                    {table(sessions, names, ask)}
                    {several.then(|| view! { <div><Button label="Sign out everywhere else" on_press=everywhere /></div> })}
                }
                    .into_any()
            },
        )}
        <SignOut path=path names=names open=open asked=asked ended=ended />
    }
}

#[component]
fn SignOut(
    path: &'static str,
    names: bool,
    open: RwSignal<bool>,
    asked: RwSignal<Option<OpenSession>>,
    ended: Callback<()>,
) -> impl IntoView {
    let title = Signal::derive(move || {
        asked.with(|asked| {
            let Some(session) = asked else {
                return if names {
                    "Sign everybody out but this browser?".to_owned()
                } else {
                    "Sign out everywhere but in this browser?".to_owned()
                };
            };
            let browser = browser_name(&session.browser);
            if names {
                format!("Sign {} out of {browser}?", session.name)
            } else {
                format!("Sign out of {browser}?")
            }
        })
    });
    let ending = Submission::new();
    let end = Callback::new(move |()| {
        let (path, done) = match asked.get_untracked() {
            Some(session) => (format!("{path}/{}", session.id), "Signed out there"),
            None => (path.to_owned(), "Signed out everywhere else"),
        };
        ending.run(async move {
            api::delete::<()>(&path).await?;
            toast::success(done);
            open.set(false);
            // The row goes, and with it the button that had the focus.
            focus::go_to(&[".page-head h1"]);
            ended.run(());
            Ok(())
        });
    });
    view! {
        <Confirm
            open=open
            title=title
            consequence="The console closes there at once, and what was typed and not saved is lost. Signing in again takes the password."
            keep="Keep signed in"
            label="Sign out"
            doing=ending
            on_confirm=end
        />
    }
}

fn table(sessions: Vec<OpenSession>, names: bool, ask: Callback<OpenSession>) -> AnyView {
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
                    {sessions.into_iter().map(|session| row(session, names, ask)).collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(session: OpenSession, names: bool, ask: Callback<OpenSession>) -> AnyView {
    let whole = session.clone();
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
                    .then(|| view! { <RowButton label="Sign out" whom=whom on_press=Callback::new(move |()| ask.run(whole.clone())) /> })}
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
