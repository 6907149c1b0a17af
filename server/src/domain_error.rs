//! What can go wrong below the handlers. The web half maps each to an answer.

use std::error::Error;

/// A cause, kept for the log.
pub type Source = Box<dyn Error + Send + Sync>;

/// Why a domain function did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum DomainError {
    /// There is no such checkout, card or the like.
    #[error("not found")]
    NotFound,
    /// The state of the checkout does not allow it; the sentence is for people.
    #[error("{0}")]
    Conflict(&'static str),
    /// Somebody else changed it since the screen was painted; the sentence tells how it stands now.
    #[error("{0}")]
    Stale(String),
    /// Dojo said no to a member of staff; the sentence tells them what it said. No money moved.
    #[error("{0}")]
    Declined(String),
    /// A value that was sent cannot be used.
    #[error("{field}: {message}")]
    InvalidField {
        /// Its JSON path, such as `amount.value`.
        field: String,
        /// For people: what is wrong and what would be right.
        message: String,
    },
    /// Dojo said no, or answered a question with nonsense. No money moved.
    #[error("Dojo refused")]
    DojoRefused(#[source] Source),
    /// Nothing was sent: Dojo could not be reached. No money moved.
    #[error("Dojo cannot be reached")]
    DojoUnreachable(#[source] Source),
    /// Sent, and no readable answer came: whether it was carried out will be found out.
    #[error("Dojo's answer was lost")]
    DojoUnknown(#[source] Source),
    /// The database is locked, full or away. Nothing is half done.
    #[error("the database is unavailable")]
    Store(#[source] Source),
    /// Too many declined attempts, receipts or the like; the sentence is for people.
    #[error("{0}")]
    TooMany(&'static str),
    /// A webhook without a signature, or with one that no active secret made.
    #[error("the signature does not fit")]
    BadSignature,
    /// A fault of ours.
    #[error("{0}")]
    Internal(String),
}

impl DomainError {
    /// An [`DomainError::InvalidField`].
    pub fn invalid(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::InvalidField {
            field: field.into(),
            message: message.into(),
        }
    }
}

impl DomainError {
    /// A failed question to Dojo, or one that changes nothing: whatever went wrong, nothing was changed.
    pub(crate) fn asking(error: dojo::Error) -> Self {
        match error {
            dojo::Error::Unreachable(_) | dojo::Error::OutcomeUnknown(_) => {
                Self::DojoUnreachable(error.into())
            }
            _ => Self::DojoRefused(error.into()),
        }
    }

    /// A failed change at Dojo.
    pub(crate) fn changing(error: dojo::Error) -> Self {
        match error {
            dojo::Error::Unreachable(_) => Self::DojoUnreachable(error.into()),
            dojo::Error::OutcomeUnknown(_) => Self::DojoUnknown(error.into()),
            dojo::Error::Refused(_)
            | dojo::Error::Unauthorized(_)
            | dojo::Error::NotFound(_)
            | dojo::Error::Conflict(_) => Self::DojoRefused(error.into()),
        }
    }

    /// Whether it is Dojo that did not do or say what it was asked.
    pub(crate) fn is_dojo(&self) -> bool {
        matches!(
            self,
            Self::DojoRefused(_) | Self::DojoUnreachable(_) | Self::DojoUnknown(_)
        )
    }

    /// The whole chain of causes in one line, for the log and for what is kept with a failed event.
    pub(crate) fn chain(&self) -> String {
        let mut text = self.to_string();
        let mut next = std::error::Error::source(self);
        while let Some(cause) = next {
            text.push_str(": ");
            text.push_str(&cause.to_string());
            next = cause.source();
        }
        text
    }
}
