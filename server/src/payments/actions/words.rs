//! What Dojo said, for staff.

use crate::DomainError;

/// Dojo's refusal in a sentence for staff.
pub(crate) fn declined(error: dojo::Error) -> DomainError {
    match error {
        dojo::Error::Unreachable(_) => DomainError::changing(error),
        refusal => DomainError::Declined(format!(
            "Dojo refused this. No money moved. Dojo said: {}",
            said(&refusal)
        )),
    }
}

/// What Dojo said, without what only its own staff can use.
pub(crate) fn said(error: &dojo::Error) -> String {
    let Some(problem) = error.problem() else {
        return error.to_string();
    };
    let mut parts: Vec<&str> = problem
        .errors
        .values()
        .flatten()
        .map(String::as_str)
        .collect();
    parts.extend(problem.detail.as_deref());
    if parts.is_empty() {
        parts.extend(problem.title.as_deref());
    }
    if parts.is_empty() {
        return "it gave no reason.".to_owned();
    }
    parts.join(" ")
}
