//! Charging a keyed card: once, and knowing afterwards whether it was charged.

use frontend::dojo_js::Execution;
use leptos::prelude::*;
use shared::checkout::AdditionalInfo;
use shared::console::phone_orders::{
    KeyedAttemptRequest, KeyedConfirmation, PhoneOrder, check_text,
};
use shared::{Address, Attempt, CheckoutStatus};

use super::card_fields::CardFields;
use super::choose::{path, prepare_keyed};
use super::order::Shown;
use crate::ui::{Submission, focus};
use crate::{api, live};

/// Where keying begins.
pub(super) const FIRST_KEYED: &str = "#phone-holder input";

/// The cardholder's address, for the bank's check. Goes to Dojo and is kept nowhere.
#[derive(Clone, Copy)]
pub(super) struct Holder {
    pub(super) line: RwSignal<String>,
    pub(super) postcode: RwSignal<String>,
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

    pub(super) fn is_clean(self) -> bool {
        [self.line, self.postcode]
            .into_iter()
            .all(|field| field.with_untracked(|text| check_text(text, 100).is_ok()))
    }
}

/// A card that was handed to Dojo. Its fields are used up; what became of it only the server can tell.
#[derive(Clone)]
pub(super) struct Spent {
    /// Where the server is asked what became of it.
    path: String,
    said: KeyedConfirmation,
}

/// Everything that keying a card needs.
#[derive(Clone, Copy)]
pub(super) struct Keying {
    pub(super) shown: Shown,
    pub(super) attempt: RwSignal<Option<Attempt>>,
    pub(super) fields: CardFields,
    pub(super) holder: Holder,
    /// What is wrong with what was keyed; nothing was charged.
    pub(super) problems: RwSignal<Option<String>>,
    /// Set from the moment in which Dojo has the card until the server has told what became of it.
    pub(super) spent: RwSignal<Option<Spent>>,
    /// What the next fields take: not the secret that was spent.
    pub(super) next: RwSignal<KeyedAttemptRequest>,
    pub(super) working: Submission,
    /// Asking once more what became of the card.
    pub(super) asking: Submission,
}

/// Charges what is in the fields, and asks the server how it went. Whoever leaves the screen meanwhile does not stop that.
pub(super) async fn pay(keying: Keying) -> Result<(), api::Error> {
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
    let next = keying.next.try_get_untracked().filter(|_| not_accepted);
    let Some(next) = next else {
        let _ = keying.spent.try_set(None);
        return Ok(());
    };
    let prepared = prepare_keyed(keying.shown, keying.attempt, next).await;
    if prepared.is_err() {
        // The fields that are there are used up.
        let _ = keying.attempt.try_set(None);
    }
    let _ = keying.spent.try_set(None);
    prepared?;
    focus::offer(FIRST_KEYED);
    Ok(())
}

/// Asks again once the server can be reached, or the console is unlocked.
pub(super) fn ask_again_by_itself(keying: Keying) {
    Effect::new(move |before: Option<()>| {
        live::track_return();
        if before.is_some() {
            ask_again(keying);
        }
    });
}

pub(super) fn ask_again(keying: Keying) {
    // The first try may still be under way.
    let is_unknown = !keying.working.pending().get_untracked();
    if let Some(spent) = keying.spent.get_untracked().filter(|_| is_unknown) {
        keying.working.forget();
        keying.asking.run(confirm(keying, spent));
    }
}
