//! Staff key the card that the caller reads out.

use frontend::dojo_js::Execution;
use leptos::prelude::*;
use shared::checkout::AdditionalInfo;
use shared::console::phone_orders::{
    KeyedAttemptRequest, KeyedConfirmation, PhoneOrder, check_text,
};
use shared::{Address, Attempt, CheckoutStatus};

use super::card_fields::{CardFields, Fields, Frame};
use super::choose::{focus_in, open_link, path, prepare_keyed};
use super::order::Shown;
use crate::ui::{Button, Kind, Notice, Refusal, Submission, TextField, Tone};
use crate::{api, browser};

/// The cardholder's address, for the bank's check. Goes to Dojo and is kept nowhere.
#[derive(Clone, Copy)]
struct Holder {
    line: RwSignal<String>,
    postcode: RwSignal<String>,
}

impl Holder {
    fn address(self) -> Option<Address> {
        let given = |field: RwSignal<String>| {
            let text = field.with_untracked(|text| text.trim().to_owned());
            (!text.is_empty()).then_some(text)
        };
        let (address1, postcode) = (given(self.line), given(self.postcode));
        (address1.is_some() || postcode.is_some()).then(|| Address {
            address1,
            postcode,
            country_code: "GB".to_owned(),
            ..Address::default()
        })
    }

    fn is_clean(self) -> bool {
        [self.line, self.postcode]
            .into_iter()
            .all(|field| field.with_untracked(|text| check_text(text, 100).is_ok()))
    }
}

/// Dojo's fields and what belongs to them.
#[component]
pub(super) fn Keyed(shown: Shown, attempt: RwSignal<Option<Attempt>>) -> impl IntoView {
    let holder = Holder {
        line: RwSignal::default(),
        postcode: RwSignal::default(),
    };
    let working = Submission::new();
    let problems = RwSignal::new(None::<String>);
    let charge = StoredValue::new_local(None::<Callback<()>>);
    let fields = CardFields::new(attempt, move || {
        if let Some(charge) = charge.get_value() {
            charge.run(());
        }
    });
    let pay = Callback::new(move |()| {
        if holder.is_clean() {
            working.run(pay(shown, attempt, fields, holder, problems));
        }
    });
    charge.set_value(Some(pay));
    let amount = Signal::derive(move || {
        shown.with(|order| {
            let amount = order.as_ref().map(|order| order.amount.to_string());
            format!("Charge {}", amount.unwrap_or_default())
        })
    });
    let not_ready = Signal::derive(move || fields.fields.get() != Fields::Ready);
    let begin = move |()| {
        working.run(prepare_keyed(
            shown,
            attempt,
            KeyedAttemptRequest::default(),
        ));
    };
    let send = move |()| working.run(open_link(shown, attempt));
    let is_prepared = Memo::new(move |_| attempt.with(Option::is_some));
    Effect::new(move |_| {
        if is_prepared.get() {
            browser::after(0, || focus_in("phone-holder"));
        }
    });
    view! {
        <Show
            when=move || is_prepared.get()
            fallback=move || {
                view! {
                    <p class="quiet">"Somebody was about to key the card of this order."</p>
                    <div><Button kind=Kind::Primary label="Key the card" pending=working.pending() on_press=Callback::new(begin) /></div>
                }
            }
        >
            <div class="phone-pair" id="phone-holder">
                <TextField label="First line of address" value=holder.line max_chars=100 />
                <TextField label="Postcode" value=holder.postcode max_chars=10 />
            </div>
            <Frame fields=fields />
            <Failure fields=fields />
        </Show>
        <Refusal error=problems />
        <Refusal error=working.error_elsewhere(&[]) />
        <div class="cluster">
            <Show when=move || is_prepared.get()>
                <Button kind=Kind::Primary label=amount pending=working.pending() disabled=not_ready on_press=pay />
            </Show>
            <Button label="Send the link instead" disabled=working.pending() on_press=Callback::new(send) />
        </div>
        <HostedPage attempt=attempt />
    }
}

#[component]
fn Failure(fields: CardFields) -> impl IntoView {
    move || {
        (fields.fields.get() == Fields::Failed).then(|| {
            view! {
                <Notice tone=Tone::Warning title="Dojo’s card fields did not load">
                    <p>"Nothing was charged. Use Dojo’s page for staff, or send the link instead."</p>
                </Notice>
            }
            .into_any()
        })
    }
}

/// Dojo's page for the same payment. Whoever has its address could pay it by key.
#[component]
fn HostedPage(attempt: RwSignal<Option<Attempt>>) -> impl IntoView {
    move || {
        attempt.get().map(|attempt| {
            view! {
                <p class="phone-hosted">
                    <a href=attempt.payment_link target="_blank" rel="noreferrer">"Dojo’s page, in a window of its own"</a>
                    " (for staff only)"
                </p>
            }
            .into_any()
        })
    }
}

/// Charges what is in the fields, and asks the server how it went. A card that was not accepted uses the fields up, so new ones
/// are made.
async fn pay(
    shown: Shown,
    attempt: RwSignal<Option<Attempt>>,
    fields: CardFields,
    holder: Holder,
    problems: RwSignal<Option<String>>,
) -> Result<(), api::Error> {
    let (Some(card), Some(current)) = (fields.card(), attempt.get_untracked()) else {
        return Ok(());
    };
    problems.set(None);
    let email = shown.with_untracked(|order| {
        let address = order.as_ref()?.caller.email_address.clone()?;
        Some(String::from(address))
    });
    let info = AdditionalInfo {
        user_email_address: email,
        billing_address: holder.address(),
        ..AdditionalInfo::default()
    };
    let (execution, message) = card.execute_and_hear(&info).await;
    let status_code = match execution {
        Execution::Invalid(errors) => {
            let text = format!("Nothing was charged. {}", errors.join(" "));
            problems.set(Some(text));
            return Ok(());
        }
        Execution::Answered(result) => result.status_code,
        Execution::Unknown => None,
    };
    let Some(address) = path(shown, "/confirm") else {
        return Ok(());
    };
    let said = KeyedConfirmation {
        attempt_id: current.id,
        status_code,
        message,
    };
    let order: PhoneOrder = api::post(&address, &said).await?;
    let not_accepted = order.status == CheckoutStatus::Open;
    shown.set(Some(order));
    if not_accepted {
        let again = KeyedAttemptRequest {
            billing_address: holder.address(),
            spent_client_session_secret: Some(current.client_session_secret),
        };
        prepare_keyed(shown, attempt, again).await?;
        browser::after(0, || focus_in("phone-holder"));
    }
    Ok(())
}
