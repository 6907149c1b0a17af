//! The words with which a link is sent.

use shared::console::links::Share;
use shared::console::outside;
use shared::{EmailAddress, PhoneNumber};

use super::shown;
use crate::DomainError;
use crate::app::App;
use crate::business;
use crate::mail;
use crate::store::links::{LinkCustomer, LinkRow};

/// Ways to send a link, with the words filled in.
///
/// # Errors
/// [`DomainError::Internal`] if no address can be made.
pub(super) fn share(
    app: &App,
    link: &LinkRow,
    customer: Option<&LinkCustomer>,
) -> Result<Share, DomainError> {
    let words = words(app, link)?;
    let to = link.terms.email_address.clone();
    let to = to.or_else(|| customer?.email_address.clone());
    let number = customer.and_then(|customer| customer.phone_number.as_ref());
    let dialled = number.map_or_else(String::new, PhoneNumber::dialled);
    Ok(Share {
        sms: outside::sms(&dialled, &words.text),
        whatsapp: outside::whatsapp(&dialled, &words.text),
        mailto: outside::mailto(
            to.as_ref().map_or("", EmailAddress::as_str),
            &words.subject,
            &words.email,
        ),
        to,
        sends_emails: mail::is_configured(app),
        text: words.text,
    })
}

/// What the words of the settings become for a link.
pub(super) struct Words {
    pub(super) subject: String,
    pub(super) email: String,
    pub(super) text: String,
}

/// The words of the settings, filled in.
///
/// # Errors
/// [`DomainError::Internal`] if no address can be made.
pub(super) fn words(app: &App, link: &LinkRow) -> Result<Words, DomainError> {
    let settings = business::known(app);
    let amount = match link.terms.amount {
        Some(amount) => amount.to_string(),
        None => "an amount of your choice".to_owned(),
    };
    let url = shown::address(app, link)?;
    let values = [
        ("business", settings.merchant.name.as_str()),
        ("amount", &amount),
        ("reference", link.terms.reference.as_str()),
        ("link", url.as_str()),
    ];
    let messages = &settings.messages;
    let email = business::fill(&messages.link_email, &values);
    Ok(Words {
        subject: business::fill(&messages.link_subject, &values),
        email: format!("{}\n\n{}", email.trim_end(), facts(app, link)),
        text: business::fill(&messages.link_text, &values),
    })
}

/// What whoever is to pay should know, whatever the settings say.
fn facts(app: &App, link: &LinkRow) -> String {
    let merchant = &business::known(app).merchant;
    let description = link.terms.description.as_deref();
    let description = description.map(|text| format!("What it is for: {text}"));
    let until = format!("It can be paid until {}.", shown::time(app, link.expire_at));
    let ways = [
        merchant
            .email_address
            .as_ref()
            .map(|address| format!("write to {address}")),
        merchant
            .phone_number
            .as_ref()
            .map(|number| format!("call {number}")),
    ];
    let ways: Vec<String> = ways.into_iter().flatten().collect();
    let contact =
        (!ways.is_empty()).then(|| format!("If you have a question, {}.", ways.join(" or ")));
    let lines = [description, Some(until), contact];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}
