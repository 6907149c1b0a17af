//! Everybody who has an account.

use leptos::prelude::*;
use shared::console::team::Member;

use super::RowButton;
use super::manage::Manage;
use crate::session;
use crate::ui::{StatusChip, Time, Tone};

/// The table, and the dialog about one of them.
#[component]
pub(super) fn Members(members: Vec<Member>, changed: Callback<()>) -> impl IntoView {
    let chosen = RwSignal::new(None::<Member>);
    let open = RwSignal::new(false);
    let choose = Callback::new(move |member: Member| {
        chosen.set(Some(member));
        open.set(true);
    });
    view! {
        <section class="stack" aria-labelledby="members-title">
            <h2 id="members-title">"People"</h2>
            // Wide tables are scrolled by keyboard too.
            <div class="table-frame table-frame-named" tabindex="0" role="group" aria-labelledby="members-title">
                <table class="table table-named">
                    <thead>
                        <tr>
                            <th scope="col">"Name"</th>
                            <th scope="col">"E-mail address"</th>
                            <th scope="col">"Role"</th>
                            <th scope="col">"Last signed in"</th>
                            <th scope="col"><span class="visually-hidden">"Change"</span></th>
                        </tr>
                    </thead>
                    <tbody>
                        {members.into_iter().map(|member| row(member, choose)).collect_view()}
                    </tbody>
                </table>
            </div>
        </section>
        <Manage open=open member=chosen changed=changed />
    }
}

fn row(member: Member, choose: Callback<Member>) -> AnyView {
    let own = session::current().is_some_and(|session| session.staff_id == member.id);
    let disabled = member.disabled_at.is_some();
    let role = member.role.to_string();
    let signed_in_at = member.signed_in_at;
    let whole = member.clone();
    let whom = member.name.clone();
    view! {
        <tr>
            <th scope="row" dir="auto">
                {member.name}
                {own.then(|| view! { <span class="quiet">" (you)"</span> })}
            </th>
            <td data-label="E-mail">{member.email_address}</td>
            <td data-label="Role">
                {role}
                {disabled.then(|| view! { " " <StatusChip tone=Tone::Error label="Disabled" /> })}
            </td>
            <td data-label="Signed in">
                {match signed_in_at {
                    Some(at) => view! { <Time at=at /> }.into_any(),
                    None => "Never".into_any(),
                }}
            </td>
            <td class="number">
                <RowButton label="Change" whom=whom on_press=Callback::new(move |()| choose.run(whole.clone())) />
            </td>
        </tr>
    }
    .into_any()
}
