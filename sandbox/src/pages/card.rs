//! The card on a form: what was typed, what is wrong with it, how a card is named.

use jiff::Timestamp;
use maud::{Markup, html};

use super::{
    field::{FormError, Submitted},
    form::NEW_CARD,
    words,
};
use crate::{
    cards::{CardError, CardInput, MaskedCard},
    machine::customer::SavedCard,
};

/// The card as the form has it. It lives as long as the request.
pub(crate) fn card_input(submitted: &Submitted) -> CardInput {
    CardInput {
        card_name: submitted.text("cardName").to_owned(),
        card_number: submitted.text("cardNumber").to_owned(),
        expiry_date: submitted.text("expiryDate").to_owned(),
        cv2: submitted.text("cv2").to_owned(),
    }
}

/// What is wrong with the card, or with the security code of the saved one.
pub(crate) fn card_errors(
    submitted: &Submitted,
    saved: &[SavedCard],
    now: Timestamp,
) -> Vec<FormError> {
    let as_form_error = |error: CardError| {
        let error_type = error.error_type();
        FormError::new(field_of(error), error_type, &error.to_string())
    };
    match submitted.text("instrument") {
        "" | NEW_CARD => {
            let errors = card_input(submitted).form_errors(now);
            errors.into_iter().map(as_form_error).collect()
        }
        id => match saved.iter().find(|saved| saved.id == id) {
            Some(saved) => {
                let refused = saved.card.accepts_cv2(submitted.text("cv2")).err();
                refused.map(as_form_error).into_iter().collect()
            }
            None => vec![FormError::new(
                "instrument",
                "cardNumberRequired",
                "This saved card is not there any more. Choose another card.",
            )],
        },
    }
}

fn field_of(error: CardError) -> &'static str {
    match error {
        CardError::CardNameRequired | CardError::CardNameInvalid => "cardName",
        CardError::CardNumberRequired | CardError::CardNumberInvalid => "cardNumber",
        CardError::ExpiryDateRequired
        | CardError::ExpiryDateInvalid
        | CardError::ExpiryDateMustBeInFuture => "expiryDate",
        CardError::Cv2Required | CardError::Cv2Invalid => "cv2",
    }
}

/// `Visa •••• 1005`, whose dots and digits stay on one line.
pub(crate) fn card_name(card: &MaskedCard) -> Markup {
    html! {
        (words::scheme(card.scheme.as_str())) " " span class="nowrap" { "•••• " (card.last4) }
    }
}
