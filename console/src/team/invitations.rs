//! Those who were invited and have not come yet.

use leptos::prelude::*;
use shared::console::team::Invitation;

use super::RowButton;
use crate::ui::{Confirm, Submission, Time, focus, toast};
use crate::{api, format};

/// The table; nothing at all if nobody is awaited.
#[component]
pub(super) fn Invitations(
    invitations: Vec<Invitation>,
    /// Called with whose invitation to withdraw.
    choose: Callback<Invitation>,
) -> impl IntoView {
    if invitations.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="stack" aria-labelledby="invitations-title">
            <h2 id="invitations-title">"Invited"</h2>
            <div class="table-frame table-frame-named" tabindex="0" role="group" aria-labelledby="invitations-title">
                <table class="table table-named">
                    <thead>
                        <tr>
                            <th scope="col">"Name"</th>
                            <th scope="col">"E-mail address"</th>
                            <th scope="col">"Role"</th>
                            <th scope="col">"Invited"</th>
                            <th scope="col">"Link works until"</th>
                            <th scope="col"><span class="visually-hidden">"Withdraw"</span></th>
                        </tr>
                    </thead>
                    <tbody>
                        {invitations.into_iter().map(|one| row(one, choose)).collect_view()}
                    </tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// Whether to withdraw an invitation. Beside the list, which is made anew when it changes.
#[component]
pub(super) fn Withdraw(
    open: RwSignal<bool>,
    invitation: RwSignal<Option<Invitation>>,
    changed: Callback<()>,
) -> impl IntoView {
    let with = move |words: fn(&Invitation) -> String| {
        Signal::derive(move || invitation.with(|one| one.as_ref().map(words).unwrap_or_default()))
    };
    let withdrawing = Submission::new();
    let withdraw = Callback::new(move |()| {
        let Some(Invitation { id, name, .. }) = invitation.get_untracked() else {
            return;
        };
        withdrawing.run(async move {
            api::delete::<()>(&format!("/team/invitations/{id}")).await?;
            toast::success(format!("The link for {name} works no more"));
            open.set(false);
            // The row goes, and with it the button that had the focus.
            focus::go_to(&[".page-head h1"]);
            changed.run(());
            Ok(())
        });
    });
    view! {
        <Confirm
            open=open
            title=with(|one| format!("Withdraw the invitation of {}?", one.name))
            consequence=with(|one| format!("The link for {} works no more. To let them in later, invite them again.", one.email_address))
            keep="Keep the invitation"
            label="Withdraw the invitation"
            doing=withdrawing
            on_confirm=withdraw
        />
    }
}

fn row(invitation: Invitation, choose: Callback<Invitation>) -> AnyView {
    let (whole, name) = (invitation.clone(), invitation.name.clone());
    let by = match invitation.invited_by.as_str() {
        "" => String::new(),
        by => format!(" by {by}"),
    };
    view! {
        <tr>
            <th scope="row" dir="auto">{invitation.name}</th>
            <td data-label="E-mail">{invitation.email_address}</td>
            <td data-label="Role">{invitation.role.to_string()}</td>
            <td data-label="Invited"><Time at=invitation.created_at /> {by}</td>
            <td data-label="Works until">{format::date_time(invitation.expires_at)}</td>
            <td class="number">
                <RowButton label="Withdraw" whom=name on_press=Callback::new(move |()| choose.run(whole.clone())) />
            </td>
        </tr>
    }
    .into_any()
}
