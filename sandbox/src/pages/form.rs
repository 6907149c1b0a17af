//! The form that pays: saved cards, a new card, e-mail and addresses, all of it usable without a script.

use maud::{Markup, html};

use super::{
    address,
    card::card_name,
    field::{Field, FormError, Kind, Submitted, error_summary},
    subject::Subject,
};
use crate::{emails, machine::customer::SavedCard};

/// The value of the radio button for a card that is typed in.
pub(crate) const NEW_CARD: &str = "card";

/// Everything the form is made from.
pub(crate) struct Form<'a> {
    pub(crate) subject: Subject<'a>,
    /// Path and query that keep the customer's parameters.
    pub(crate) action: &'a str,
    /// Path and query of the wallet's sheet.
    pub(crate) wallet: &'a str,
    /// The preferred one first.
    pub(crate) saved_cards: &'a [SavedCard],
    /// Whether this customer's cards may be kept.
    pub(crate) may_save: bool,
    pub(crate) submitted: &'a Submitted,
    pub(crate) errors: &'a [FormError],
    /// Why the last attempt failed, in words.
    pub(crate) declined: Option<&'a str>,
}

/// What the intent's configuration wants to be told.
pub(crate) struct Collects {
    pub(crate) email: bool,
    pub(crate) billing: bool,
    pub(crate) shipping: bool,
}

impl Collects {
    pub(crate) fn of(subject: Subject<'_>) -> Self {
        let config = subject.config();
        Self {
            email: config
                .and_then(|config| config.customer_email.as_ref())
                .is_some_and(|email| email.collection_required),
            billing: config
                .and_then(|config| config.billing_address.as_ref())
                .is_some_and(|address| address.collection_required),
            shipping: config
                .and_then(|config| config.shipping_details.as_ref())
                .is_some_and(|details| details.collection_required),
        }
    }

    /// What is wrong with e-mail and addresses.
    pub(crate) fn errors(&self, submitted: &Submitted) -> Vec<FormError> {
        let mut errors = Vec::new();
        if self.email {
            let given = submitted.text("emailAddress");
            if given.is_empty() {
                errors.push(FormError::new(
                    "emailAddress",
                    "emailRequired",
                    "Enter your e-mail address.",
                ));
            } else if !emails::is_address(given) {
                let message = "Enter an e-mail address such as ada@example.com.";
                errors.push(FormError::new("emailAddress", "emailInvalid", message));
            }
        }
        if self.billing {
            errors.extend(address::Kind::Billing.errors(submitted));
        }
        if self.shipping {
            errors.extend(address::Kind::Shipping.errors(submitted));
        }
        errors
    }

    /// The fields for it.
    pub(crate) fn fields(&self, submitted: &Submitted, errors: &[FormError]) -> Markup {
        html! {
            @if self.email {
                section class="fields" {
                    h2 { "Contact" }
                    (Field {
                        id: "emailAddress",
                        label: "E-mail address",
                        autocomplete: "email",
                        value: submitted.text("emailAddress"),
                        kind: Kind::Email,
                        ..Field::default()
                    }.render(errors))
                }
            }
            @if self.shipping {
                section class="fields" {
                    h2 { "Delivery" }
                    (address::Kind::Shipping.fields(submitted, errors))
                }
            }
            @if self.billing {
                section class="fields" {
                    h2 { "Billing address" }
                    (address::Kind::Billing.fields(submitted, errors))
                }
            }
        }
    }
}

impl Form<'_> {
    /// The paying half of the page.
    pub(crate) fn render(&self) -> Markup {
        let offers_card = self.subject.allows("Card") || !self.saved_cards.is_empty();
        html! {
            section class="panel" aria-label="Pay" {
                @if let Some(reason) = self.declined {
                    div class="notice notice-error" role="alert" tabindex="-1" autofocus {
                        h2 { "Payment declined" }
                        p { (reason) }
                    }
                }
                (error_summary(self.errors))
                @if self.subject.allows("Wallet") {
                    form method="post" action=(self.wallet) {
                        button class="button button-wallet" { "Apple Pay or Google Pay" }
                    }
                    @if offers_card {
                        p class="or" { span { "or" } }
                    }
                }
                @if offers_card {
                    form class="fields" method="post" action=(self.action) novalidate {
                        (Collects::of(self.subject).fields(self.submitted, self.errors))
                        (self.card_part())
                        button class="button button-primary" { (self.subject.action()) }
                    }
                }
                (self.way_back())
            }
        }
    }

    fn card_part(&self) -> Markup {
        let chosen = self.submitted.text("instrument");
        let offers_new = self.subject.allows("Card");
        html! {
            section class="fields" {
                h2 { "Card" }
                @if !self.saved_cards.is_empty() {
                    fieldset class="choices" {
                        legend class="visually-hidden" { "Which card" }
                        @for saved in self.saved_cards {
                            label class="choice" {
                                input type="radio" name="instrument" value=(saved.id) checked[saved.id == chosen];
                                span class="choice-text" {
                                    span { (card_name(&saved.card)) } " "
                                    span class="muted small nowrap" { "Expires " (saved.card.expiry.to_mm_yy()) }
                                }
                            }
                        }
                        @if offers_new {
                            label class="choice" {
                                input id="useAnother" type="radio" name="instrument" value=(NEW_CARD)
                                    checked[chosen == NEW_CARD];
                                span { "Use another card" }
                            }
                        }
                    }
                }
                @if offers_new {
                    div class="fields new-card" { (self.new_card_fields()) }
                }
                div class="pair" {
                    @if offers_new {
                        div class="new-card" { (self.field("expiryDate", "Expiry date", "cc-exp", "MM/YY")) }
                    }
                    (self.field("cv2", "Security code", "cc-csc", ""))
                }
                @if offers_new && self.may_save {
                    div class="new-card" { (self.save_box()) }
                }
            }
        }
    }

    fn new_card_fields(&self) -> Markup {
        html! {
            (Field {
                id: "cardName",
                label: "Name on card",
                autocomplete: "cc-name",
                value: name_to_show_again(self.submitted.text("cardName")),
                ..Field::default()
            }.render(self.errors))
            (self.field("cardNumber", "Card number", "cc-number", ""))
        }
    }

    /// A field of digits. What was typed into it never comes back.
    fn field(&self, id: &str, label: &str, autocomplete: &str, placeholder: &str) -> Markup {
        Field {
            id,
            label,
            autocomplete,
            placeholder,
            value: "",
            kind: Kind::Digits,
        }
        .render(self.errors)
    }

    fn save_box(&self) -> Markup {
        html! {
            label class="check" {
                input type="checkbox" name="saveCard" value="yes" aria-describedby="saveCardConsent";
                span { "Save this card for next time" }
            }
            p class="muted small" id="saveCardConsent" {
                "If you tick this, Dojo keeps your card so that you can pay "
                bdi { (self.subject.title()) }
                " again without typing it in. Nothing is charged without you. You can have it removed at any time."
            }
        }
    }

    fn way_back(&self) -> Markup {
        html! {
            @if let Some(address) = self.subject.cancel_url() {
                p class="way-back" { a href=(address) rel="noreferrer" { "Cancel and go back" } }
            }
        }
    }
}

/// A card number that was typed into the wrong field must not come back either.
fn name_to_show_again(name: &str) -> &str {
    if name.chars().filter(char::is_ascii_digit).count() >= 8 {
        ""
    } else {
        name
    }
}
