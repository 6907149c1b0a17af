//! Staff key the card that the caller reads out.

use frontend::dojo_js::Execution;
use leptos::prelude::*;
use shared::checkout::AdditionalInfo;
use shared::console::phone_orders::{
    KeyedAttemptRequest, KeyedConfirmation, PhoneOrder, check_text,
};
use shared::{Address, Attempt, CheckoutStatus};

use super::card_fields::{CardFields, Fields, Frame};
use super::choose::{open_link, path, prepare_keyed};
use super::order::Shown;
use crate::ui::{Button, Kind, Notice, Refusal, Submission, TextField, Tone, focus};
use crate::{api, live};

/// Where keying begins.
const FIRST_KEYED: &str = "#phone-holder input";

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

/// A card that was handed to Dojo. Its fields are used up; what became of it only the server can tell.
#[derive(Clone)]
struct Spent {
    /// Where the server is asked what became of it.
    path: String,
    said: KeyedConfirmation,
}

/// Everything that keying a card needs.
#[derive(Clone, Copy)]
struct Keying {
    shown: Shown,
    attempt: RwSignal<Option<Attempt>>,
    fields: CardFields,
    holder: Holder,
    /// What is wrong with what was keyed; nothing was charged.
    problems: RwSignal<Option<String>>,
    /// Set from the moment in which Dojo has the card until the server has told what became of it.
    spent: RwSignal<Option<Spent>>,
    /// What the next fields take: not the secret that was spent.
    next: RwSignal<KeyedAttemptRequest>,
    working: Submission,
}

/// Dojo's fields and what belongs to them.
#[component]
pub(super) fn Keyed(shown: Shown, attempt: RwSignal<Option<Attempt>>) -> impl IntoView {
    let holder = Holder {
        line: RwSignal::default(),
        postcode: RwSignal::default(),
    };
    let charge = StoredValue::new_local(None::<Callback<()>>);
    let fields = CardFields::new(attempt, move || {
        if let Some(charge) = charge.try_get_value().flatten() {
            charge.run(());
        }
    });
    let keying = Keying {
        shown,
        attempt,
        fields,
        holder,
        problems: RwSignal::new(None),
        spent: RwSignal::new(None),
        next: RwSignal::default(),
        working: Submission::new(),
    };
    let working = keying.working;
    let is_spent = Memo::new(move |_| keying.spent.with(Option::is_some));
    let pay = Callback::new(move |()| {
        if holder.is_clean() && !is_spent.get_untracked() {
            working.run(pay(keying));
        }
    });
    charge.set_value(Some(pay));
    ask_again_by_itself(keying);
    let begin = move |()| working.run(prepare_keyed(shown, attempt, keying.next.get_untracked()));
    let send = move |()| working.run(open_link(shown, attempt));
    let is_prepared = Memo::new(move |_| attempt.with(Option::is_some));
    Effect::new(move |_| {
        if is_prepared.get() {
            focus::offer(FIRST_KEYED);
        }
    });
    let error = working.error_elsewhere(&[]);
    let error = Signal::derive(move || error.get().filter(|_| !is_spent.get()));
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
            <div class="phone-keys" inert=move || is_spent.get()>
                <div class="phone-pair" id="phone-holder">
                    <TextField label="First line of address" value=holder.line max_chars=100 />
                    <TextField label="Postcode" value=holder.postcode max_chars=10 />
                </div>
                <Frame fields=fields />
            </div>
            <Failure fields=fields />
        </Show>
        <Refusal error=keying.problems />
        <Refusal error=error />
        <NotKnown keying=keying />
        <Show when=move || !is_spent.get() || working.pending().get()>
            <Ways keying=keying pay=pay send=Callback::new(send) />
        </Show>
    }
}

/// Charging what was keyed, and the ways around it.
#[component]
fn Ways(keying: Keying, pay: Callback<()>, send: Callback<()>) -> impl IntoView {
    let Keying {
        shown,
        attempt,
        fields,
        working,
        spent,
        ..
    } = keying;
    let amount = Signal::derive(move || {
        shown.with(|order| {
            let amount = order.as_ref().map(|order| order.amount.to_string());
            format!("Charge {}", amount.unwrap_or_default())
        })
    });
    let not_ready =
        Signal::derive(move || fields.fields.get() != Fields::Ready || spent.with(Option::is_some));
    view! {
        <div class="cluster">
            <Show when=move || attempt.with(Option::is_some)>
                <Button kind=Kind::Primary label=amount pending=working.pending() disabled=not_ready on_press=pay />
            </Show>
            <Button label="Send the link instead" disabled=working.pending() on_press=send />
        </div>
        <HostedPage attempt=attempt />
    }
}

/// Dojo has the card, and the server could not be asked what became of it.
#[component]
fn NotKnown(keying: Keying) -> impl IntoView {
    let working = keying.working;
    let is_open = move || keying.spent.with(Option::is_some) && !working.pending().get();
    let ask = Callback::new(move |()| ask_again(keying));
    move || {
        is_open().then(|| {
            view! {
                <Notice tone=Tone::Warning title="It is not known yet whether the card was charged">
                    <p>"Do not charge again. Tatami finds out as soon as the server can be reached, and shows it here."</p>
                    <p><Button label="Find out now" on_press=ask /></p>
                </Notice>
            }
            .into_any()
        })
    }
}

/// Asks again once the server can be reached, or the console is unlocked.
fn ask_again_by_itself(keying: Keying) {
    Effect::new(move |before: Option<()>| {
        live::track_return();
        if before.is_some() {
            ask_again(keying);
        }
    });
}

fn ask_again(keying: Keying) {
    if let Some(spent) = keying.spent.get_untracked() {
        keying.working.run(confirm(keying, spent));
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

/// Charges what is in the fields, and asks the server how it went. Whoever leaves the screen meanwhile does not stop that.
async fn pay(keying: Keying) -> Result<(), api::Error> {
    let Keying {
        shown,
        attempt,
        fields,
        ..
    } = keying;
    let (Some(card), Some(current), Some(path)) = (
        fields.card(),
        attempt.get_untracked(),
        path(shown, "/confirm"),
    ) else {
        return Ok(());
    };
    keying.problems.set(None);
    let email = shown.with_untracked(|order| {
        let address = order.as_ref()?.caller.email_address.clone()?;
        Some(String::from(address))
    });
    let billing_address = keying.holder.address();
    let info = AdditionalInfo {
        user_email_address: email,
        billing_address: billing_address.clone(),
        ..AdditionalInfo::default()
    };
    let (execution, message) = card.execute_and_hear(&info).await;
    let status_code = match execution {
        Execution::Invalid(errors) => {
            let text = format!("Nothing was charged. {}", errors.join(" "));
            let _ = keying.problems.try_set(Some(text));
            return Ok(());
        }
        Execution::Answered(result) => result.status_code,
        Execution::Unknown => None,
    };
    let spent = Spent {
        path,
        said: KeyedConfirmation {
            attempt_id: current.id,
            status_code,
            message,
        },
    };
    let _ = keying.next.try_set(KeyedAttemptRequest {
        billing_address,
        spent_client_session_secret: Some(current.client_session_secret),
    });
    let _ = keying.spent.try_set(Some(spent.clone()));
    confirm(keying, spent).await
}

/// Asks the server what became of a card. One that was not accepted has used its fields up, so new ones are made.
async fn confirm(keying: Keying, spent: Spent) -> Result<(), api::Error> {
    let order: PhoneOrder = api::ask(&spent.path, &spent.said).await?;
    let not_accepted = order.status == CheckoutStatus::Open;
    let _ = keying.shown.try_set(Some(order));
    let _ = keying.spent.try_set(None);
    let next = keying.next.try_get_untracked();
    if let Some(next) = next.filter(|_| not_accepted) {
        let prepared = prepare_keyed(keying.shown, keying.attempt, next).await;
        if prepared.is_err() {
            // The fields that are there are used up.
            let _ = keying.attempt.try_set(None);
        }
        prepared?;
        focus::offer(FIRST_KEYED);
    }
    Ok(())
}
