//! Deleting a customer.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::detail::Shown;
use crate::api;
use crate::ui::{Button, Dialog, Kind, Refusal, Submission, toast};

/// The button and its question.
#[component]
pub(super) fn Delete(shown: Shown) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Button label="Delete" on_press=Callback::new(move |()| open.set(true)) />
        <Dialog open=open title="Delete this customer?">
            <Ask shown=shown open=open />
        </Dialog>
    }
}

#[component]
fn Ask(shown: Shown, open: RwSignal<bool>) -> impl IntoView {
    let deleting = Submission::new();
    let navigate = use_navigate();
    let (id, name) = shown.with_untracked(|customer| {
        let customer = customer.as_ref();
        let id = customer.map(|customer| customer.id.clone());
        let name = customer.map(|customer| customer.name.clone());
        (id.unwrap_or_default(), name.unwrap_or_default())
    });
    let label = format!("Delete {name}");
    let delete = move |()| {
        let (navigate, id, name) = (navigate.clone(), id.clone(), name.clone());
        deleting.run(async move {
            api::delete::<()>(&format!("/customers/{id}")).await?;
            toast::success(format!("{name} was deleted"));
            navigate("/console/customers", Default::default());
            Ok(())
        });
    };
    view! {
        <p>
            "Name, addresses, notes and saved cards are deleted, here and at Dojo. Payments stay, because the books need them. This cannot be undone."
        </p>
        <Refusal error=deleting.error_elsewhere(&[]) />
        <div class="cluster">
            <Button label="Keep the customer" autofocus=true on_press=Callback::new(move |()| open.set(false)) />
            <Button kind=Kind::Danger label=label pending=deleting.pending() on_press=Callback::new(delete) />
        </div>
    }
}
