//! `/checkout/{id}`: Dojo's prebuilt checkout page, for payment intents and setup intents, without any script.

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use http::{StatusCode, header};
use jiff::Timestamp;
use maud::html;

use super::{
    address, card,
    error::PageError,
    field::{FormError, Submitted, SubmittedForm},
    form::{Collects, Form, NEW_CARD},
    layout::{self, Page},
    link::{After, Link, Wallet},
    outcome,
    subject::Subject,
    summary,
};
use crate::{
    account::AccountState,
    machine::{
        Refusal,
        payments::{self, Attempt, Instrument, Outcome, Shopper, TransactionResult},
        setup_intent,
    },
    state::Sandbox,
};

/// What the form says besides the words.
#[derive(Default)]
struct Feedback<'a> {
    errors: &'a [FormError],
    declined: Option<&'a str>,
    status: StatusCode,
}

/// The page as it opens.
pub(super) async fn show(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    Query(link): Query<Link>,
) -> Result<Response, PageError> {
    let account = sandbox.account_of(&id).ok_or(PageError::Unknown)?;
    account
        .change(|state, _| {
            let subject = find(state, &id)?;
            let wallet = link.wallet(state, subject);
            let mut submitted = Submitted::default();
            submitted.suggest("instrument", wallet.preferred.as_deref());
            let feedback = Feedback {
                declined: link.after().map(After::sentence),
                ..Feedback::default()
            };
            Ok(page(subject, &link, &wallet, submitted, &feedback))
        })
        .await?
}

/// The form was sent: a card, or a saved one.
pub(super) async fn pay(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    Query(link): Query<Link>,
    SubmittedForm(submitted): SubmittedForm,
) -> Result<Response, PageError> {
    let account = sandbox.account_of(&id).ok_or(PageError::Unknown)?;
    account
        .change(|state, now| {
            let subject = find(state, &id)?;
            let wallet = link.wallet(state, subject);
            if !subject.is_open() {
                return Ok(outcome::of(subject).into_response());
            }
            let errors = errors(subject, &wallet, &submitted, now);
            if !errors.is_empty() {
                let feedback = Feedback {
                    errors: &errors,
                    status: StatusCode::UNPROCESSABLE_ENTITY,
                    ..Feedback::default()
                };
                return Ok(page(subject, &link, &wallet, submitted, &feedback));
            }
            let attempt = Attempt {
                instrument: instrument(&submitted),
                save_card: wallet.known && !submitted.text("saveCard").is_empty(),
                shopper: shopper(subject, &submitted),
                token: None,
            };
            match execute(state, &id, attempt, now)? {
                Outcome::Challenge(challenge) => {
                    let path = format!("/checkout/{id}/challenge/{challenge}");
                    Ok(Redirect::to(&link.to(&path, None)).into_response())
                }
                Outcome::Finished(result) => finished(state, &id, &link, submitted, &result),
            }
        })
        .await?
}

/// Pays, or holds the card.
pub(super) fn execute(
    state: &mut AccountState,
    id: &str,
    attempt: Attempt,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    if state.intents.get(id).is_some() {
        payments::pay(state, id, attempt, now)
    } else {
        setup_intent::authorize(state, id, &attempt, now)
    }
}

/// After a success on to the merchant; else back to the form, which keeps all but the card.
pub(super) fn finished(
    state: &AccountState,
    id: &str,
    link: &Link,
    submitted: Submitted,
    result: &TransactionResult,
) -> Result<Response, PageError> {
    let subject = find(state, id)?;
    if !subject.is_open() {
        return Ok(onward(subject, id, link));
    }
    let wallet = link.wallet(state, subject);
    let feedback = Feedback {
        declined: Some(match result.status_code {
            5 => After::Declined.sentence(),
            _ => &result.message,
        }),
        status: StatusCode::PAYMENT_REQUIRED,
        ..Feedback::default()
    };
    Ok(page(subject, link, &wallet, submitted, &feedback))
}

/// To `redirectUrl`, or to this page, which then says how it ended.
///
/// A browser that goes back would show the form with the card in it, and `no-store` alone does not stop it. A cookie
/// that the page did not have does: it holds nothing and ends within a minute.
pub(super) fn onward(subject: Subject<'_>, id: &str, link: &Link) -> Response {
    let address = subject
        .redirect_url()
        .and_then(|address| url::Url::parse(address).ok())
        .map_or_else(|| link.to(&format!("/checkout/{id}"), None), String::from);
    let cookie = format!("paid=1; Path=/checkout/{id}; Max-Age=60; HttpOnly; SameSite=Lax");
    ([(header::SET_COOKIE, cookie)], Redirect::to(&address)).into_response()
}

/// The intent of a page, or the reason for a page that says there is none.
pub(super) fn find<'a>(state: &'a AccountState, id: &str) -> Result<Subject<'a>, PageError> {
    let payment = state.intents.get(id).map(Subject::Payment);
    payment
        .or_else(|| state.setup_intents.get(id).map(Subject::Setup))
        .ok_or(PageError::Unknown)
}

/// What the shopper told beside the card, as far as it was asked for.
pub(super) fn shopper(subject: Subject<'_>, submitted: &Submitted) -> Shopper {
    let collects = Collects::of(subject);
    let billing_address = collects.billing.then(|| address::billing(submitted));
    Shopper {
        email: collects
            .email
            .then(|| submitted.given("emailAddress"))
            .flatten(),
        postcode: billing_address
            .as_ref()
            .and_then(|address| address.postcode.clone()),
        billing_address,
        shipping_details: collects.shipping.then(|| address::shipping(submitted)),
        ..Shopper::default()
    }
}

fn page(
    subject: Subject<'_>,
    link: &Link,
    wallet: &Wallet,
    mut submitted: Submitted,
    feedback: &Feedback<'_>,
) -> Response {
    if !subject.is_open() {
        return outcome::of(subject).into_response();
    }
    suggest(subject, &mut submitted);
    let id = match subject {
        Subject::Payment(intent) => &intent.id,
        Subject::Setup(setup) => &setup.id,
    };
    let form = Form {
        subject,
        action: &link.to(&format!("/checkout/{id}"), None),
        wallet: &link.to(&format!("/checkout/{id}/wallet"), None),
        saved_cards: &wallet.cards,
        may_save: wallet.known,
        submitted: &submitted,
        errors: feedback.errors,
        declined: feedback.declined,
    };
    let title = format!("Pay {}", subject.title());
    Page {
        title: if feedback.errors.is_empty() {
            &title
        } else {
            "Please check the form"
        },
        class: "checkout",
        status: feedback.status,
        leads_to: subject.redirect_url(),
        body: html! {
            (layout::header())
            main class="columns" {
                (summary::bill(subject))
                (form.render())
            }
        },
    }
    .into_response()
}

/// What the merchant told is filled in already.
pub(super) fn suggest(subject: Subject<'_>, submitted: &mut Submitted) {
    let (billing, shipping) = subject.addresses();
    submitted.suggest("emailAddress", subject.email());
    if let Some(billing) = billing {
        address::suggest(submitted, address::Kind::Billing, billing);
    }
    if let Some(shipping) = shipping {
        submitted.suggest("shipping.name", shipping.name.as_deref());
        if let Some(address) = &shipping.address {
            address::suggest(submitted, address::Kind::Shipping, address);
        }
    }
}

fn errors(
    subject: Subject<'_>,
    wallet: &Wallet,
    submitted: &Submitted,
    now: Timestamp,
) -> Vec<FormError> {
    let mut errors = Collects::of(subject).errors(submitted);
    errors.extend(card::card_errors(submitted, &wallet.cards, now));
    errors
}

fn instrument(submitted: &Submitted) -> Instrument {
    match submitted.text("instrument") {
        "" | NEW_CARD => Instrument::Card(card::card_input(submitted)),
        saved => Instrument::SavedCard {
            id: saved.to_owned(),
            cv2: submitted.text("cv2").to_owned(),
        },
    }
}
