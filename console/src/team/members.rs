//! Everybody who has an account.

use leptos::prelude::*;
use shared::console::team::Member;

use super::RowButton;
use crate::session;
use crate::ui::{StatusChip, Time, Tone, focus};

/// The table.
#[component]
pub(super) fn Members(
    members: Vec<Member>,
    /// Called with whom to change.
    choose: Callback<Member>,
) -> impl IntoView {
    focus::keep_row();
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
    }
}

fn row(member: Member, choose: Callback<Member>) -> AnyView {
    let own = session::current().is_some_and(|session| session.staff_id == member.id);
    let disabled = member.disabled_at.is_some();
    let role = member.role.to_string();
    let signed_in_at = member.signed_in_at;
    let whole = member.clone();
    let whom = member.name.clone();
    let row_id = row_id(&member.id);
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
            <td class="number" id=row_id data-keeps-focus="true">
                <RowButton label="Change" whom=whom on_press=Callback::new(move |()| choose.run(whole.clone())) />
            </td>
        </tr>
    }
    .into_any()
}

/// The id of the place of somebody's button.
pub(super) fn row_id(staff_id: &str) -> String {
    format!("change-{staff_id}")
}
