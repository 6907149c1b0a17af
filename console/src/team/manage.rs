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

/// What the dialog holds and does.
#[derive(Clone, Copy)]
struct Choice {
    member: StoredValue<Member>,
    role: RwSignal<String>,
    /// The link for a new password, once it was made.
    link: RwSignal<Option<PersonalLink>>,
    /// Whether it is asked about disabling the account.
    asking: RwSignal<bool>,
    change: Submission,
    open: RwSignal<bool>,
    changed: Callback<()>,
}

impl Choice {
    fn new(member: Member, open: RwSignal<bool>, changed: Callback<()>) -> Self {
        Self {
            role: RwSignal::new(member.role.as_str().to_owned()),
            member: StoredValue::new(member),
            link: RwSignal::new(None),
            asking: RwSignal::new(false),
            change: Submission::new(),
            open,
            changed,
        }
    }

    fn name(self) -> String {
        self.member.with_value(|member| member.name.clone())
    }

    fn is_disabled(self) -> bool {
        self.member
            .with_value(|member| member.disabled_at.is_some())
    }

    fn path(self, below: &str) -> String {
        self.member
            .with_value(|member| format!("/team/members/{}/{below}", member.id))
    }

    fn done(self, text: String) {
        toast::success(text);
        self.open.set(false);
        self.changed.run(());
    }

    fn save_role(self) {
        let seen_role = self.member.with_value(|member| member.role);
        let role = Role::named(&self.role.get_untracked()).unwrap_or(seen_role);
        self.change.run(async move {
            let body = RoleChange { role, seen_role };
            let _: Member = api::put(&self.path("role"), &body).await?;
            self.done(format!("{} is {} now", self.name(), article(role)));
            Ok(())
        });
    }

    /// Disables the account, or enables it again.
    fn switch(self) {
        let (word, told) = if self.is_disabled() {
            ("enable", "may sign in again")
        } else {
            ("disable", "was signed out and may not sign in any more")
        };
        self.change.run(async move {
            let _: Member = api::post(&self.path(word), &()).await?;
            self.done(format!("{} {told}", self.name()));
            Ok(())
        });
    }

    fn make_link(self) {
        self.change.run(async move {
            let made: PersonalLink = api::post(&self.path("password-link"), &()).await?;
            self.link.set(Some(made));
            focus::go_to(&["dialog[open] .team-link + .cluster button"]);
            Ok(())
        });
    }

    /// Either of the two buttons that lead here goes with its face of the dialog.
    fn ask(self, asking: bool) {
        self.change.forget();
        self.asking.set(asking);
        focus::go_to(if asking {
            &["dialog[open] .team-asked button"]
        } else {
            &["dialog[open] .team-more button:last-child"]
        });
    }
}

#[component]
fn Choices(member: Member, open: RwSignal<bool>, changed: Callback<()>) -> impl IntoView {
    let choice = Choice::new(member, open, changed);
    view! {
        <div class="stack">
            <Refusal error=choice.change.error_elsewhere(&[]) />
            {move || match choice.link.get() {
                Some(link) => view! { <Shown link=link what="a new password" /> }.into_any(),
                None if choice.asking.get() => question(choice),
                None if choice.is_disabled() => disabled(choice),
                None => role_and_more(choice),
            }}
            <div class="cluster team-close" hidden=move || choice.asking.get()>
                <Button kind=Kind::Quiet label="Close" on_press=Callback::new(move |()| open.set(false)) />
            </div>
        </div>
    }
}

fn question(choice: Choice) -> AnyView {
    let name = choice.name();
    let keep = Callback::new(move |()| choice.ask(false));
    let disable = Callback::new(move |()| choice.switch());
    view! {
        <p>{format!("{name} is signed out everywhere at once and cannot sign in until you enable the account again. What they did stays in the audit trail.")}</p>
        <div class="cluster team-asked">
            <Button label="Keep the account" on_press=keep />
            <Button kind=Kind::Danger label=format!("Disable {name}") pending=choice.change.pending() on_press=disable />
        </div>
    }
    .into_any()
}

fn disabled(choice: Choice) -> AnyView {
    let label = format!("Enable {}", choice.name());
    let enable = Callback::new(move |()| choice.switch());
    view! {
        <p>"This account is disabled."</p>
        <div class="cluster">
            <Button kind=Kind::Primary label=label pending=choice.change.pending() on_press=enable />
        </div>
    }
    .into_any()
}

fn role_and_more(choice: Choice) -> AnyView {
    let pending = choice.change.pending();
    let save = Callback::new(move |()| choice.save_role());
    let make_link = Callback::new(move |()| choice.make_link());
    let ask = Callback::new(move |()| choice.ask(true));
    view! {
        <SelectField label="Role" value=choice.role options=roles() hint="Counts from their next step on" />
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

fn article(role: Role) -> &'static str {
    match role {
        Role::Viewer => "a viewer",
        Role::Clerk => "a clerk",
        Role::Manager => "a manager",
        Role::Owner => "an owner",
    }
}
