//! Handing an e-mail over to the mail server.

use std::time::Duration;

use lettre::message::Mailbox;
use lettre::transport::smtp::Error;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use secrecy::ExposeSecret as _;

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

    /// Sends it.
    ///
    /// # Errors
    /// Why it was not taken.
    pub(crate) async fn send(&self, row: &EmailRow) -> Result<(), Refusal> {
        let message = message::build(row, &self.from).map_err(|reason| Refusal {
            reason,
            for_good: true,
        })?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) => Err(Refusal {
                reason: describe(&error),
                for_good: is_for_good(&error),
            }),
        }
    }
}

/// What the server says about the recipient or the message is final; what it says about us (530, 534, 535, 538: a password
/// that is wrong) can be mended.
fn is_for_good(error: &Error) -> bool {
    let about_us = error
        .status()
        .is_some_and(|code| code.to_string().starts_with("53"));
    error.is_permanent() && !about_us
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
