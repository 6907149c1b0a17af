//! Inviting somebody.

use leptos::prelude::*;
use shared::console::team::{NewInvitation, PersonName, PersonalLink};
use shared::{EmailAddress, Role};

use super::personal_link::Shown;
use super::roles;
use crate::api;
use crate::ui::{Button, Dialog, Kind, Refusal, SelectField, Submission, TextField, focus};

/// The dialog: the form, then the link.
#[component]
pub(super) fn Invite(open: RwSignal<bool>, changed: Callback<()>) -> impl IntoView {
    view! {
        <Dialog open=open title="Invite someone" class="dialog-wide">
            <Form open=open changed=changed />
        </Dialog>
    }
}

#[component]
fn Form(open: RwSignal<bool>, changed: Callback<()>) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let email_address = RwSignal::new(String::new());
    let role = RwSignal::new(Role::Clerk.as_str().to_owned());
    let wrong_name = RwSignal::new(None::<String>);
    let wrong_address = RwSignal::new(None::<String>);
    let made = RwSignal::new(None::<PersonalLink>);
    let inviting = Submission::new();
    focus::follow(inviting);
    let submit = move || {
        inviting.forget();
        let person = PersonName::try_from(name.get_untracked());
        let address = EmailAddress::try_from(email_address.get_untracked());
        wrong_name.set(person.as_ref().err().map(ToString::to_string));
        wrong_address.set(address.as_ref().err().map(ToString::to_string));
        let (Ok(person), Ok(address)) = (person, address) else {
            return focus::go_to_first_wrong();
        };
        let body = NewInvitation {
            name: person,
            email_address: address,
            role: Role::named(&role.get_untracked()).unwrap_or(Role::Viewer),
        };
        inviting.run(async move {
            made.set(Some(api::post("/team/invitations", &body).await?));
            // The form is gone, and with it the button that had the focus.
            focus::go_to(&["dialog[open] .team-link + .cluster button"]);
            changed.run(());
            Ok(())
        });
    };
    let address_error = Signal::derive(move || {
        wrong_address
            .get()
            .or_else(|| inviting.error_at("emailAddress").get())
    });
    let close = Callback::new(move |()| open.set(false));
    move || {
        match made.get() {
        Some(link) => view! {
            <div class="stack">
                <Shown link=link what="their account" />
                <div class="cluster team-close"><Button label="Done" on_press=close /></div>
            </div>
        }
        .into_any(),
        None => view! {
            <form
                class="stack"
                novalidate=true
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <Refusal error=inviting.error_elsewhere(&["emailAddress"]) />
                <TextField label="Name" value=name max_chars=80 required=true error=wrong_name />
                <TextField label="E-mail address" value=email_address kind="email" required=true error=address_error />
                <SelectField label="Role" value=role options=roles() />
                <div class="cluster">
                    <Button kind=Kind::Primary label="Make invitation" pending=inviting.pending() />
                    <Button label="Cancel" on_press=close />
                </div>
            </form>
        }
        .into_any(),
    }
    }
}
