//! Making a hold.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::Money;
use shared::console::customers::{CustomerDetail, CustomerItem};
use shared::console::holds::{HoldDefaults, HoldDetail};

use super::fields::{Fields, NAMES};
use super::preview::Preview;
use crate::address::{onward, value};
use crate::api;
use crate::customers::CustomerPicker;
use crate::ui::{
    Button, Kind, LinkButton, MoneyField, PageHeader, Reading, Refusal, SelectField, TextArea,
    TextField, focus, toast,
};

/// The form beside what the shopper will see.
#[component]
pub fn NewHold() -> impl IntoView {
    let fields = Fields::new();
    begin_with_defaults(fields);
    view! {
        <PageHeader title="New hold" subtitle="Nothing is charged when a card is held." />
        <div class="split">
            <Form fields=fields />
            <Preview fields=fields />
        </div>
    }
}

/// The business's terms for the kind of hold, as long as nobody has written others, and the customer whom the address names.
fn begin_with_defaults(fields: Fields) {
    let defaults = Reading::<HoldDefaults>::new(|| "/holds/defaults".to_owned());
    Effect::new(move |_| {
        let Some(defaults) = defaults.ok() else {
            return;
        };
        let kind = fields.kind();
        if fields
            .terms
            .with_untracked(|terms| defaults.is_untouched(terms))
        {
            fields.terms.set(defaults.of(kind).to_owned());
        }
    });
    let customer = use_query_map().with_untracked(|query| value(query, "customer"));
    if customer.is_empty() {
        return;
    }
    let reading = Reading::<CustomerDetail>::new(move || format!("/customers/{customer}"));
    Effect::new(move |_| {
        let Some(customer) = reading.ok() else { return };
        fields.customer.set(Some(CustomerItem {
            id: customer.id,
            name: customer.name,
            email_address: customer.email_address,
            phone_number: customer.phone_number,
            created_at: customer.created_at,
        }));
    });
}

#[component]
fn Form(fields: Fields) -> impl IntoView {
    let onward = onward();
    focus::follow(fields.making);
    let make = move || {
        let Some(form) = fields.form() else {
            return focus::go_to_first_wrong();
        };
        fields.making.run(async move {
            let made: HoldDetail = api::post("/holds", &form).await?;
            let path = format!("/console/holds/{}?share=1", made.hold.id);
            if onward.try_run(path).is_none() {
                toast::success(format!("The hold {} was made", made.hold.reference));
            }
            Ok(())
        });
    };
    let label =
        Signal::derive(
            move || match Money::parse(&fields.amount.get(), Fields::currency()) {
                Ok(amount) => format!("Make hold of up to {amount}"),
                Err(_) => "Make hold".to_owned(),
            },
        );
    view! {
        <form
            class="card hold-form"
            data-keeps=""
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                make();
            }
        >
            <What fields=fields />
            <Whom fields=fields />
            <TextField
                label="A card can be given until"
                hint="The end of that day, at most 30 days ahead. Empty: 30 days."
                kind="date"
                value=fields.until
                error=fields.error("expireAt")
            />
            <TextArea
                label="Note for staff"
                hint="The shopper does not see it."
                value=fields.note
                error=fields.error("note")
                rows=2
                max_chars=2000
            />
            <Refusal error=fields.making.error_elsewhere(NAMES) />
            <div class="cluster">
                <Button kind=Kind::Primary label=label pending=fields.making.pending() />
                <LinkButton href="/console/holds" label="Back to all holds" />
            </div>
        </form>
    }
}

#[component]
fn What(fields: Fields) -> impl IntoView {
    let kinds = [
        ("no_show", "No-show: only if the guest does not come"),
        ("unscheduled", "Unscheduled: later, as the terms say"),
    ];
    let kinds = kinds.map(|(value, name)| (value.to_owned(), name.to_owned()));
    view! {
        <div class="hold-pair">
            <TextField
                label="Reference"
                hint="Such as the booking’s number. The shopper sees it."
                value=fields.reference
                error=fields.error("reference")
                max_chars=60
                required=true
            />
            <MoneyField
                label="At most"
                hint="The most that may be charged later."
                value=fields.amount
                currency=Signal::derive(Fields::currency)
                error=fields.error("intendedAmount")
                required=true
            />
        </div>
        <SelectField label="When it may be charged" value=fields.kind options=kinds.to_vec() />
        <TextArea
            label="Terms"
            hint="What the shopper agrees to. What is written here is kept with their consent."
            value=fields.terms
            error=fields.error("terms")
            rows=5
            max_chars=4000
        />
    }
}

#[component]
fn Whom(fields: Fields) -> impl IntoView {
    view! {
        <CustomerPicker
            name=Signal::derive(move || fields.customer.with(|chosen| Some(chosen.as_ref()?.name.clone())))
            choose=Callback::new(move |customer| fields.customer.set(customer))
            search=fields.customer_search
            hint="Leave it empty for somebody whom you do not know."
            error=fields.error("customerId")
        />
        <TextField label="Guest’s name" value=fields.name error=fields.error("customerName") />
        <div class="hold-pair">
            <TextField
                label="E-mail address"
                kind="email"
                value=fields.email
                error=fields.error("emailAddress")
                max_chars=254
            />
            <TextField label="Phone number" kind="tel" value=fields.phone error=fields.error("phoneNumber") max_chars=50 />
        </div>
    }
}
