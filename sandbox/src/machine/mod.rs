//! The state machines: functions of a state, a command and the time, without I/O.

pub mod amounts;
mod attempt;
pub mod captures;
pub mod challenge;
pub mod charge;
pub mod create;
pub mod customer;
pub mod due;
pub mod intent;
pub mod payments;
pub mod records;
pub mod refunds;
pub mod reversal;
pub mod setup_intent;
pub mod wire;

#[cfg(test)]
mod properties;

/// Why a change was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The value of a field is not possible here: 400.
    #[error("{message}")]
    Invalid {
        /// The field as the document names it, for example `Amount`.
        field: &'static str,
        /// What is wrong with it.
        message: String,
    },
    /// The state does not allow it: 409 where the call documents it, else 400. Names the intent and its status.
    #[error("{0}")]
    State(String),
    /// The configuration of the intent does not allow it: 405.
    #[error("{0}")]
    NotConfigured(String),
    /// What was named does not exist or belongs to somebody else: 403.
    #[error("{0}")]
    Forbidden(String),
    /// There is no such thing: 404.
    #[error("{0}")]
    NotFound(String),
}

impl Refusal {
    pub(crate) fn invalid(field: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid {
            field,
            message: message.into(),
        }
    }

    pub(crate) fn state(
        id: &str,
        status: impl std::fmt::Display,
        what: impl std::fmt::Display,
    ) -> Self {
        Self::State(format!("{id} is {status} and cannot be {what}."))
    }
}
