//! The team: who may do what, who is invited, who is signed in.

mod invitations;
mod invite;
mod manage;
mod members;
mod personal_link;
mod sessions;

use leptos::prelude::*;
use shared::Role;
use shared::console::live::LiveKind;
use shared::console::team::{Invitation, Member, Team as Everybody};

use crate::live;
use crate::ui::{Button, Kind, PageHeader, Reading, Skeleton, Tabs, load};

pub(crate) use sessions::SessionTable;

/// `/console/team`
#[component]
pub fn Team() -> impl IntoView {
    let inviting = RwSignal::new(false);
    let team = Reading::<Everybody>::new(|| {
        live::track(LiveKind::Staff);
        "/team".to_owned()
    });
    let changed = Callback::new(move |()| team.refetch());
    // Beside the list, which is made anew whenever somebody signs out or a role changes.
    let (managing, chosen) = (RwSignal::new(false), RwSignal::new(None::<Member>));
    let choose = Callback::new(move |member: Member| {
        chosen.set(Some(member));
        managing.set(true);
    });
    let (withdrawing, invitation) = (RwSignal::new(false), RwSignal::new(None::<Invitation>));
    let withdraw = Callback::new(move |chosen: Invitation| {
        invitation.set(Some(chosen));
        withdrawing.set(true);
    });
    view! {
        <PageHeader title="Team" subtitle="Everybody who signs in here, and what they may do">
            <Button kind=Kind::Primary label="Invite someone" on_press=Callback::new(move |()| inviting.set(true)) />
        </PageHeader>
        <Parts />
        {load(
            team,
            || view! { <Skeleton rows=4 /> }.into_any(),
            move |team| {
                view! {
                    <members::Members members=team.members choose=choose />
                    <invitations::Invitations invitations=team.invitations choose=withdraw />
                }
                    .into_any()
            },
        )}
        <manage::Manage open=managing member=chosen changed=changed />
        <invitations::Withdraw open=withdrawing invitation=invitation changed=changed />
        <invite::Invite open=inviting changed=changed />
    }
}

/// `/console/team/sessions`
#[component]
pub fn TeamSessions() -> impl IntoView {
    view! {
        <PageHeader title="Signed in now" subtitle="Ending a session signs that browser out at once" />
        <Parts />
        <SessionTable path="/team/sessions" names=true />
    }
}

#[component]
fn Parts() -> impl IntoView {
    let tabs = [
        ("/console/team", "People"),
        ("/console/team/sessions", "Signed in now"),
    ];
    let tabs = tabs.map(|(href, name)| (href.to_owned(), name.to_owned()));
    view! { <Tabs label="Team" tabs=tabs.to_vec() /> }
}

/// A button in a row, whose name says to screen readers which row it is.
#[component]
pub(crate) fn RowButton(
    /// What it does.
    label: &'static str,
    /// To whom.
    whom: String,
    /// Called when it is pressed.
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button type="button" class="button" on:click=move |_| on_press.run(())>
            {label}
            <span class="visually-hidden">{format!(" {whom}")}</span>
        </button>
    }
}

/// The roles to choose from, the least first.
fn roles() -> Vec<(String, String)> {
    Role::ALL
        .iter()
        .map(|role| (role.as_str().to_owned(), format!("{role}: {}", may(*role))))
        .collect()
}

fn may(role: Role) -> &'static str {
    match role {
        Role::Viewer => "looks, changes nothing",
        Role::Clerk => "takes payments, makes links and holds",
        Role::Manager => "also refunds, captures, exports",
        Role::Owner => "also team and settings",
    }
}
