//! How a call can fail, told apart by what may have happened at Dojo.

use std::fmt;

use crate::ProblemDetails;

/// Why a call did not answer what it was asked.
///
/// All but [`Error::OutcomeUnknown`] mean that Dojo changed nothing.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Dojo understood and said no: 400, 403, 405, 422 and the like.
    #[error("Dojo refused: {0}")]
    Refused(Box<ProblemDetails>),
    /// 401: the key or the customer's secret is not accepted.
    #[error("Dojo does not accept the key: {0}")]
    Unauthorized(Box<ProblemDetails>),
    /// 404: there is no such thing, or not for this account.
    #[error("Dojo does not have it: {0}")]
    NotFound(Box<ProblemDetails>),
    /// 409: not in this state.
    #[error("Dojo cannot do it now: {0}")]
    Conflict(Box<ProblemDetails>),
    /// Nothing was sent: no connection was made in time.
    #[error("Dojo cannot be reached; nothing was sent")]
    Unreachable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The call was sent, and whether it was carried out is not known: no answer, a broken one, or one that tells of a
    /// failure (5xx). Read what it would have changed before trying again.
    #[error("whether Dojo carried it out is not known")]
    OutcomeUnknown(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// What Dojo said, if it said something.
    #[must_use]
    pub fn problem(&self) -> Option<&ProblemDetails> {
        match self {
            Self::Refused(problem)
            | Self::Unauthorized(problem)
            | Self::NotFound(problem)
            | Self::Conflict(problem) => Some(problem),
            Self::Unreachable(_) | Self::OutcomeUnknown(_) => None,
        }
    }

    /// Whether it is certain that Dojo changed nothing.
    #[must_use]
    pub fn changed_nothing(&self) -> bool {
        match self {
            Self::Refused(_)
            | Self::Unauthorized(_)
            | Self::NotFound(_)
            | Self::Conflict(_)
            | Self::Unreachable(_) => true,
            Self::OutcomeUnknown(_) => false,
        }
    }

    /// What is refused here and not sent at all.
    pub(super) fn refused_before_sending(title: &str) -> Self {
        Self::Refused(Box::new(ProblemDetails {
            title: Some(title.to_owned()),
            ..ProblemDetails::default()
        }))
    }
}

impl From<reqwest::Error> for Error {
    /// Only a connection that was never made, or a request that could not be written down, is certain not to have
    /// reached Dojo.
    fn from(error: reqwest::Error) -> Self {
        let error = error.without_url();
        if error.is_connect() || error.is_builder() {
            Self::Unreachable(Box::new(error))
        } else {
            Self::OutcomeUnknown(Box::new(error))
        }
    }
}

impl From<UnreadableAnswer> for Error {
    fn from(answer: UnreadableAnswer) -> Self {
        Self::OutcomeUnknown(Box::new(answer))
    }
}

/// An answer that came and says nothing. It does not quote the answer, which may hold secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnreadableAnswer {
    /// Larger than any answer of Dojo's.
    #[error("the answer is longer than {limit} bytes")]
    TooLong {
        /// The most that is read.
        limit: usize,
    },
    /// Not JSON, or not what was asked for.
    #[error("the answer with status {status} cannot be read at line {line}, column {column}")]
    Body {
        /// The HTTP status.
        status: u16,
        /// Where reading stopped.
        line: usize,
        /// Where reading stopped.
        column: usize,
    },
    /// A status that tells neither success nor refusal: a redirect, a timeout, a failure of the server.
    #[error("the status of the answer is {status}")]
    Status {
        /// The HTTP status.
        status: u16,
    },
}

impl fmt::Display for ProblemDetails {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(status) = self.status {
            write!(formatter, "{status} ")?;
        }
        formatter.write_str(self.title.as_deref().unwrap_or("(no title)"))?;
        if let Some(detail) = &self.detail {
            write!(formatter, ": {detail}")?;
        }
        for (field, messages) in &self.errors {
            write!(formatter, "; {field}: {}", messages.join(" "))?;
        }
        if let Some(trace_id) = &self.trace_id {
            write!(formatter, " (trace {trace_id})")?;
        }
        Ok(())
    }
}
