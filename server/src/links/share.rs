//! The words with which a link is sent.

use shared::console::links::Share;
use url::form_urlencoded;

use super::shown;
use crate::DomainError;
use crate::app::App;
use crate::business;
use crate::mail;
use crate::store::links::LinkRow;

/// Ways to send a link, with the words filled in.
///
/// # Errors
/// [`DomainError::Internal`] if no address can be made.
pub(super) fn share(app: &App, link: &LinkRow) -> Result<Share, DomainError> {
    let words = words(app, link)?;
    let body = encoded(&words.text);
    let to = link
        .terms
        .email_address
        .as_ref()
        .map_or_else(String::new, |address| encoded(address.as_str()));
    Ok(Share {
        // With the ampersand both kinds of phones take it.
        sms: format!("sms:?&body={body}"),
        whatsapp: format!("https://wa.me/?text={body}"),
        mailto: format!(
            "mailto:{to}?subject={}&body={}",
            encoded(&words.subject),
            encoded(&words.email)
        ),
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
    Ok(Words {
        subject: business::fill(&messages.link_subject, &values),
        email: business::fill(&messages.link_email, &values),
        text: business::fill(&messages.link_text, &values),
    })
}

/// For addresses that know no `+` for a space.
fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes())
        .collect::<String>()
        .replace('+', "%20")
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn nothing_of_the_words_is_taken_for_part_of_the_address() {
        assert_eq!(encoded("1 + 1 & £2?"), "1%20%2B%201%20%26%20%C2%A32%3F");
    }
}
