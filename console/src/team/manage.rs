//! What an owner can change about somebody: role, password, whether they may sign in.

use leptos::prelude::*;
use shared::Role;
use shared::console::team::{Member, PersonalLink, RoleChange};

use super::personal_link::Shown;
use super::roles;
use crate::api;
use crate::ui::{Button, Dialog, Kind, Refusal, SelectField, Submission, focus, toast};

/// The dialog about one member.
#[component]
pub(super) fn Manage(
    open: RwSignal<bool>,
    member: RwSignal<Option<Member>>,
    changed: Callback<()>,
) -> impl IntoView {
    let title = Signal::derive(move || {
        member.with(|member| {
            member
                .as_ref()
                .map_or_else(String::new, |one| one.name.clone())
        })
    });
    Effect::new(move |was_open: Option<bool>| {
        let open = open.get();
        if was_open == Some(true) && !open {
            // The list may have been made anew meanwhile, and with it the button that opened this.
            let row = member.with_untracked(|member| {
                member.as_ref().map(|one| super::members::row_id(&one.id))
            });
            focus::go_to_row(&row.unwrap_or_default());
        }
        open
    });
    view! {
        <Dialog open=open title=title class="dialog-wide">
            {move || member.get().map(|member| view! { <Choices member=member open=open changed=changed /> })}
        </Dialog>
    }
}

#[component]
fn Choices(member: Member, open: RwSignal<bool>, changed: Callback<()>) -> impl IntoView {
    let role = RwSignal::new(member.role.as_str().to_owned());
    let link = RwSignal::new(None::<PersonalLink>);
    let asking = RwSignal::new(false);
    let change = Submission::new();
    let disabled = member.disabled_at.is_some();
    let done = move |text: String| {
        toast::success(text);
        open.set(false);
        changed.run(());
    };
    let (id, name, seen_role) = (member.id.clone(), member.name.clone(), member.role);
    let save = move |()| {
        let (id, name) = (id.clone(), name.clone());
        let role = Role::named(&role.get_untracked()).unwrap_or(seen_role);
        change.run(async move {
            let body = RoleChange { role, seen_role };
            let _: Member = api::put(&format!("/team/members/{id}/role"), &body).await?;
            done(format!("{name} is {} now", article(role)));
            Ok(())
        });
    };
    let (id, name) = (member.id.clone(), member.name.clone());
    let switch = move |()| {
        let (id, name) = (id.clone(), name.clone());
        change.run(async move {
            let (word, told) = if disabled {
                ("enable", "may sign in again")
            } else {
                ("disable", "was signed out and may not sign in any more")
            };
            let _: Member = api::post(&format!("/team/members/{id}/{word}"), &()).await?;
            done(format!("{name} {told}"));
            Ok(())
        });
    };
    let id = member.id.clone();
    let make_link = move |()| {
        let id = id.clone();
        change.run(async move {
            let made: PersonalLink =
                api::post(&format!("/team/members/{id}/password-link"), &()).await?;
            link.set(Some(made));
            focus::go_to(&["dialog[open] .team-link + .cluster button"]);
            Ok(())
        });
    };
    let (save, switch, make_link) = (
        Callback::new(save),
        Callback::new(switch),
        Callback::new(make_link),
    );
    // Either of the two buttons goes with its face of the dialog.
    let ask = move |()| {
        change.forget();
        asking.set(true);
        focus::go_to(&["dialog[open] .team-asked button"]);
    };
    let keep = move |()| {
        change.forget();
        asking.set(false);
        focus::go_to(&["dialog[open] .team-more button:last-child"]);
    };
    let (ask, keep) = (Callback::new(ask), Callback::new(keep));
    let name = member.name;
    let pending = change.pending();
    view! {
        <div class="stack">
            <Refusal error=change.error_elsewhere(&[]) />
            {move || match link.get() {
                Some(link) => view! { <Shown link=link what="a new password" /> }.into_any(),
                None if asking.get() => {
                    view! {
                        <p>{format!("{name} is signed out everywhere at once and cannot sign in until you enable the account again. What they did stays in the audit trail.")}</p>
                        <div class="cluster team-asked">
                            <Button label="Keep the account" on_press=keep />
                            <Button kind=Kind::Danger label=format!("Disable {name}") pending=pending on_press=switch />
                        </div>
                    }
                        .into_any()
                }
                None if disabled => {
                    view! {
                        <p>"This account is disabled."</p>
                        <div class="cluster">
                            <Button kind=Kind::Primary label=format!("Enable {name}") pending=pending on_press=switch />
                        </div>
                    }
                        .into_any()
                }
                None => {
                    view! {
                        <SelectField label="Role" value=role options=roles() hint="Counts from their next step on" />
                        <div class="cluster">
                            <Button kind=Kind::Primary label="Save role" pending=pending on_press=save />
                        </div>
                        <div class="cluster team-more">
                            <Button label="Make link for a new password" pending=pending on_press=make_link />
                            <Button label="Disable account…" on_press=ask />
                        </div>
                    }
                        .into_any()
                }
            }}
            <div class="cluster team-close" hidden=move || asking.get()>
                <Button kind=Kind::Quiet label="Close" on_press=Callback::new(move |()| open.set(false)) />
            </div>
        </div>
    }
}

fn article(role: Role) -> &'static str {
    match role {
        Role::Viewer => "a viewer",
        Role::Clerk => "a clerk",
        Role::Manager => "a manager",
        Role::Owner => "an owner",
    }
}
