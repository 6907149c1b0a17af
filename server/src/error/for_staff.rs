//! The same refusals in words for staff: they know Dojo by name, and are not the ones who are charged.

use axum::response::{IntoResponse, Response};
use shared::ErrorCode;

use super::ApiError;
use crate::DomainError;

/// A refusal of the console's API.
#[derive(Debug)]
pub struct StaffError(ApiError);

impl StaffError {
    /// 404: it is not there, is of another kind or location, or their role does not see it.
    pub(crate) fn not_found() -> Self {
        Self(ApiError::new(
            ErrorCode::NotFound,
            "This is not there, or your role does not see it. Nothing was changed.",
        ))
    }
}

impl From<ApiError> for StaffError {
    fn from(error: ApiError) -> Self {
        Self(error)
    }
}

impl From<DomainError> for StaffError {
    fn from(error: DomainError) -> Self {
        Self(match error {
            DomainError::NotFound => return Self::not_found(),
            DomainError::DojoRefused(cause) => ApiError::new(
                ErrorCode::DojoRefused,
                "Dojo refused this. No money moved, and nothing was changed.",
            )
            .because(cause),
            DomainError::DojoUnreachable(cause) => ApiError::new(
                ErrorCode::DojoUnreachable,
                "Dojo cannot be reached. No money moved. Try again in a minute.",
            )
            .because(cause),
            DomainError::DojoUnknown(cause) => ApiError::new(
                ErrorCode::OutcomeUnknown,
                "Dojo did not answer, so it is not known yet whether this was done. \
                 Look at how it stands in a minute, before you do anything else with it.",
            )
            .because(cause),
            DomainError::Internal(cause) => ApiError::new(
                ErrorCode::Internal,
                "Tatami made a mistake and could not finish this. Look at how it stands before you try again.",
            )
            .because(cause.into()),
            other => ApiError::from(other),
        })
    }
}

impl IntoResponse for StaffError {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A shopper is told that they will not be charged twice; a member of staff is not who is charged.
    #[test]
    fn a_lost_answer_is_told_to_staff_in_their_words() {
        let lost = || DomainError::DojoUnknown("no answer".into());
        let StaffError(staff) = lost().into();
        assert_eq!(staff.code(), ErrorCode::OutcomeUnknown);
        assert!(!staff.message().contains("charged"), "{}", staff.message());
        let shopper = ApiError::from(lost());
        assert!(shopper.message().contains("will not be charged twice"));
    }
}
