//! Why a card was not accepted, as far as it is known.

use crate::checkout::Decline;

/// Why, as far as it is known. Each has its own advice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    Declined,
    Referred,
    NotConfirmed,
    SecurityCode,
    Number,
    Expiry,
    Funds,
    Limit,
    NotPermitted,
    KeptPrivate,
    Duplicate,
    NotValid,
    SessionEnded,
    Failed,
    Unclear,
    Unknown,
}

/// Parts of Dojo's and of banks' messages and what they mean; the first that fits counts.
const MESSAGES: [(&str, Reason); 26] = [
    ("insufficient", Reason::Funds),
    ("not sufficient", Reason::Funds),
    ("no funds", Reason::Funds),
    ("exceeds", Reason::Limit),
    ("limit", Reason::Limit),
    ("cvv", Reason::SecurityCode),
    ("cv2", Reason::SecurityCode),
    ("cvc", Reason::SecurityCode),
    ("security code", Reason::SecurityCode),
    ("expired token", Reason::SessionEnded),
    ("token", Reason::SessionEnded),
    ("expir", Reason::Expiry),
    ("lost", Reason::KeptPrivate),
    ("stolen", Reason::KeptPrivate),
    ("fraud", Reason::KeptPrivate),
    ("pick up", Reason::KeptPrivate),
    ("retain", Reason::KeptPrivate),
    ("restricted", Reason::NotPermitted),
    ("not permitted", Reason::NotPermitted),
    ("not allowed", Reason::NotPermitted),
    ("card number", Reason::Number),
    ("no such", Reason::Number),
    ("refer", Reason::Referred),
    ("3-d secure", Reason::NotConfirmed),
    ("3ds", Reason::NotConfirmed),
    ("duplicate", Reason::Duplicate),
];

/// What the words are chosen by.
pub(super) fn reason(
    decline: Option<Decline>,
    status_code: Option<i32>,
    message: Option<&str>,
) -> Reason {
    let by_code = match status_code {
        Some(3) => Some(Reason::NotConfirmed),
        Some(4) => Some(Reason::Referred),
        Some(20) => Some(Reason::Duplicate),
        Some(400) => Some(Reason::NotValid),
        Some(401 | 404) => Some(Reason::SessionEnded),
        Some(500) if decline.is_none() => Some(Reason::Unclear),
        Some(30) if decline.is_none() => Some(Reason::Failed),
        _ => None,
    };
    if let Some(reason) = by_code {
        return reason;
    }
    let message = message.unwrap_or_default().to_lowercase();
    let told = MESSAGES
        .iter()
        .find(|(part, _)| message.contains(part))
        .map(|(_, reason)| *reason);
    match (told, decline, status_code) {
        (Some(reason), _, _) => reason,
        (None, Some(Decline::AuthenticationFailed), _) => Reason::NotConfirmed,
        (None, Some(Decline::Declined), _) | (None, None, Some(5)) => Reason::Declined,
        (None, None, _) => Reason::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_chooses_among_declines() {
        let declined = |message| reason(Some(Decline::Declined), Some(5), Some(message));
        assert_eq!(declined("Insufficient funds"), Reason::Funds);
        assert_eq!(declined("CV2 mismatch"), Reason::SecurityCode);
        assert_eq!(declined("Expired card"), Reason::Expiry);
        assert_eq!(declined("Card reported stolen"), Reason::KeptPrivate);
        assert_eq!(declined("The transaction was declined."), Reason::Declined);
        assert_eq!(declined("Zz 99"), Reason::Declined);
    }

    #[test]
    fn the_status_code_counts_where_it_is_plain() {
        let of = |code| reason(None, Some(code), None);
        assert_eq!(of(4), Reason::Referred);
        assert_eq!(of(5), Reason::Declined);
        assert_eq!(of(20), Reason::Duplicate);
        assert_eq!(of(401), Reason::SessionEnded);
        assert_eq!(of(500), Reason::Unclear);
        assert_eq!(of(999), Reason::Unknown);
        assert_eq!(reason(None, None, None), Reason::Unknown);
        let failed = Some(Decline::AuthenticationFailed);
        assert_eq!(reason(failed, None, None), Reason::NotConfirmed);
        // Dojo's API has a decline, so that the outcome is not unclear.
        assert_eq!(
            reason(Some(Decline::Declined), Some(500), None),
            Reason::Declined
        );
    }
}
