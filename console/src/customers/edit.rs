//! Writing a customer down, and changing what is written.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::console::customers::{CustomerDetail, CustomerEdit, CustomerForm};

use super::fields::{Controls, Fields};
use super::twins::{Twin, TwinNotice};
use crate::address::{onward, value};
use crate::api;
use crate::ui::{
    Button, Kind, LinkButton, PageHeader, Reading, Refusal, Skeleton, Submission, focus, load,
    toast,
};

/// A customer whom the shop does not know.
#[component]
pub fn NewCustomer() -> impl IntoView {
    let fields = Fields::new(&CustomerForm::default());
    let saving = Submission::new();
    let twin = Twin::new();
    focus::follow(saving);
    let onward = onward();
    let save = move || {
        let Some(form) = fields.form() else {
            return focus::go_to_first_wrong();
        };
        saving.run(async move {
            if twin.is_there(&form.email_address, None).await? {
                return Ok(());
            }
            let made: CustomerDetail = api::post("/customers", &form).await?;
            toast::success(format!("{} was written down", made.name));
            let _ = onward.try_run(format!("/console/customers/{}", made.id));
            Ok(())
        });
    };
    view! {
        <PageHeader title="New customer" />
        <form
            class="card customer-form"
            data-keeps=""
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <Controls fields=fields saving=saving names=["name", "emailAddress", "phoneNumber", "notes"] />
            <Refusal error=saving.error_elsewhere(&["name", "emailAddress", "phoneNumber", "notes"]) />
            <TwinNotice twin=twin />
            <div class="cluster">
                <Button kind=Kind::Primary label="Save customer" pending=saving.pending() />
                <LinkButton href="/console/customers" label="Back to all customers" />
            </div>
        </form>
    }
}

/// Other values for a known customer.
#[component]
pub fn EditCustomer() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| value(params, "id")));
    move || {
        let path = format!("/customers/{}", id.get());
        let reading = Reading::<CustomerDetail>::new(move || path.clone());
        view! {
            <PageHeader title="Change customer" />
            {load(reading, || view! { <Skeleton rows=4 /> }.into_any(), |customer| view! { <Edit customer=customer /> }.into_any())}
        }
        .into_any()
    }
}

#[component]
fn Edit(customer: CustomerDetail) -> impl IntoView {
    const NAMES: [&str; 4] = [
        "customer.name",
        "customer.emailAddress",
        "customer.phoneNumber",
        "customer.notes",
    ];
    let id = customer.id.clone();
    let former = customer.email_address.unwrap_or_default();
    let fields = Fields::new(&CustomerForm {
        name: customer.name,
        email_address: former.clone(),
        phone_number: customer.phone_number.unwrap_or_default(),
        notes: customer.notes,
    });
    let saving = Submission::new();
    let twin = Twin::new();
    focus::follow(saving);
    let onward = onward();
    let page = format!("/console/customers/{}", customer.id);
    let back = page.clone();
    let path = format!("/customers/{}", customer.id);
    let seen_updated_at = customer.updated_at;
    let save = move || {
        let Some(form) = fields.form() else {
            return focus::go_to_first_wrong();
        };
        let (path, page) = (path.clone(), page.clone());
        let (id, former) = (id.clone(), former.clone());
        let body = CustomerEdit {
            seen_updated_at,
            customer: form,
        };
        saving.run(async move {
            let address = &body.customer.email_address;
            if *address != former && twin.is_there(address, Some(&id)).await? {
                return Ok(());
            }
            let changed: CustomerDetail = api::put(&path, &body).await?;
            toast::success(format!("{} was changed", changed.name));
            let _ = onward.try_run(page);
            Ok(())
        });
    };
    view! {
        <form
            class="card customer-form"
            data-keeps=""
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <Controls fields=fields saving=saving names=NAMES />
            <Refusal error=saving.error_elsewhere(&["customer.name", "customer.emailAddress", "customer.phoneNumber", "customer.notes"]) />
            <TwinNotice twin=twin />
            <div class="cluster">
                <Button kind=Kind::Primary label="Save changes" pending=saving.pending() />
                <LinkButton href=back label="Back without saving" />
            </div>
        </form>
    }
}
