//! Handing an e-mail over to the mail server.

use std::time::Duration;

use lettre::message::Mailbox;
use lettre::transport::smtp::Error;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use secrecy::ExposeSecret as _;
use shared::EmailAddress;

use super::message;
use crate::DomainError;
use crate::config::Mail;
use crate::store::emails::EmailRow;

/// How long one answer of the mail server may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// The way to the mail server.
pub(crate) struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Why an e-mail was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// For people.
    pub(crate) reason: String,
    /// Word for word, for whoever looks after the mail server.
    pub(crate) detail: String,
    /// No later try will do better.
    pub(crate) for_good: bool,
}

impl Mailer {
    /// Connects to nothing yet.
    ///
    /// # Errors
    /// [`DomainError::Internal`] if lettre cannot use the address.
    pub(crate) fn new(mail: &Mail) -> Result<Self, DomainError> {
        let url = mail.smtp_url.expose_secret();
        // The cause may quote the address, and the address holds a password.
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|_| DomainError::Internal("smtp_url cannot be used".to_owned()))?;
        Ok(Self {
            transport: builder.timeout(Some(PATIENCE)).build(),
            from: mail.from.clone(),
        })
    }

    /// Sends it. Who answers it writes to `answer_to`, or else to where it came from.
    ///
    /// # Errors
    /// Why it was not taken.
    pub(crate) async fn send(
        &self,
        row: &EmailRow,
        answer_to: Option<&EmailAddress>,
    ) -> Result<(), Refusal> {
        let message = message::build(row, &self.from, answer_to).map_err(|reason| Refusal {
            reason,
            detail: String::new(),
            for_good: true,
        })?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) => Err(Refusal {
                reason: words(&error).to_owned(),
                detail: describe(&error),
                for_good: is_for_good(&error),
            }),
        }
    }
}

/// What the server says about the recipient or the message is final; what it says about us (530, 534, 535, 538: a password
/// that is wrong) can be mended.
fn is_for_good(error: &Error) -> bool {
    error.is_permanent() && !is_about_us(error)
}

fn is_about_us(error: &Error) -> bool {
    code(error).starts_with("53")
}

/// The server's answer as RFC 5321 numbers it; empty if there was none.
fn code(error: &Error) -> String {
    error
        .status()
        .map_or_else(String::new, |code| code.to_string())
}

/// What it means to staff.
fn words(error: &Error) -> &'static str {
    if is_about_us(error) {
        return "The mail server did not let this server in. Its name or password must be mended.";
    }
    match code(error).as_str() {
        "550" | "551" | "553" => "The mail server refused this address.",
        "450" | "452" | "552" => "The mailbox takes no e-mails at the moment, or is full.",
        _ if error.is_permanent() => "The mail server refused this e-mail.",
        _ if error.is_transient() => "The mail server takes no e-mails at the moment.",
        _ if error.is_timeout() => "The mail server did not answer in time.",
        _ if error.is_tls() => "No secure connection to the mail server could be made.",
        _ if error.is_response() || error.is_client() => {
            "The mail server and this server did not understand each other."
        }
        _ => "The mail server could not be reached.",
    }
}

fn describe(error: &Error) -> String {
    let mut text = error.to_string();
    let mut next = std::error::Error::source(error);
    while let Some(cause) = next {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text.push_str(": ");
            text.push_str(&cause_text);
        }
        next = cause.source();
    }
    text.chars().take(500).collect()
}
