//! What the card issuer's checks said, in words for staff.

/// How a check went, for the sign beside the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// What was given is what the bank has.
    Good,
    /// Part of it is, part of it is not.
    Mixed,
    /// None of it is.
    Bad,
    /// The bank did not check, or did not say.
    Unknown,
}

/// A check and its result, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// How it went.
    pub verdict: Verdict,
    /// What that means, in a sentence.
    pub text: &'static str,
}

/// Whether a half of the address is the one that the bank has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Same,
    Other,
    Unchecked,
}

/// Dojo's `paymentDetails.avsResult` (address verification service), such as `ADDRESS_MATCH_POSTCODE_MATCH`. The
/// specification lists no values, so that every spelling that says "match" or its opposite is understood.
#[must_use]
pub fn address(avs_result: Option<&str>) -> Check {
    let halves = avs_result.and_then(halves);
    let (verdict, text) = match halves {
        None => (
            Verdict::Unknown,
            "The address was not checked: none was given, or the bank does not check.",
        ),
        Some((Half::Same, Half::Same)) => (
            Verdict::Good,
            "Address and postcode are those that the bank has.",
        ),
        Some((Half::Same, Half::Other)) => (
            Verdict::Mixed,
            "The address is the one that the bank has, the postcode is not.",
        ),
        Some((Half::Other, Half::Same)) => (
            Verdict::Mixed,
            "The postcode is the one that the bank has, the address is not.",
        ),
        Some((Half::Other, Half::Other)) => (
            Verdict::Bad,
            "Neither address nor postcode is the one that the bank has.",
        ),
        Some((Half::Same, Half::Unchecked)) => (
            Verdict::Good,
            "The address is the one that the bank has. The postcode was not checked.",
        ),
        Some((Half::Unchecked, Half::Same)) => (
            Verdict::Good,
            "The postcode is the one that the bank has. The address was not checked.",
        ),
        Some((Half::Other, Half::Unchecked)) => (
            Verdict::Bad,
            "The address is not the one that the bank has. The postcode was not checked.",
        ),
        Some((Half::Unchecked, Half::Other)) => (
            Verdict::Bad,
            "The postcode is not the one that the bank has. The address was not checked.",
        ),
        Some((Half::Unchecked, Half::Unchecked)) => (
            Verdict::Unknown,
            "The bank did not check address and postcode.",
        ),
    };
    Check { verdict, text }
}

/// Address and postcode. `None` if there is no result.
fn halves(result: &str) -> Option<(Half, Half)> {
    let result = result.trim().to_ascii_uppercase().replace([' ', '-'], "_");
    if result.is_empty() {
        return None;
    }
    let (address, postcode) = match result.find("POSTCODE") {
        Some(at) => result.split_at(at),
        None => (result.as_str(), ""),
    };
    Some((half(address), half(postcode)))
}

fn half(text: &str) -> Half {
    let denied = ["NOT_MATCH", "NO_MATCH", "NOMATCH", "NOTMATCH", "MISMATCH"];
    if denied.iter().any(|word| text.contains(word)) {
        Half::Other
    } else if text.contains("MATCH") {
        Half::Same
    } else {
        Half::Unchecked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_half_of_the_address_is_told_apart() {
        for (result, verdict, words) in [
            (
                "ADDRESS_MATCH_POSTCODE_MATCH",
                Verdict::Good,
                "Address and postcode are",
            ),
            (
                "ADDRESS_MATCH_POSTCODE_NOT_MATCH",
                Verdict::Mixed,
                "the postcode is not",
            ),
            (
                "ADDRESS_NOT_MATCH_POSTCODE_MATCH",
                Verdict::Mixed,
                "the address is not",
            ),
            (
                "ADDRESS_NOT_MATCH_POSTCODE_NOT_MATCH",
                Verdict::Bad,
                "Neither",
            ),
            (
                "address no match postcode not checked",
                Verdict::Bad,
                "The address is not",
            ),
            (
                "ADDRESS_NOT_CHECKED_POSTCODE_MATCH",
                Verdict::Good,
                "The postcode is the one",
            ),
        ] {
            let check = address(Some(result));
            assert_eq!(check.verdict, verdict, "{result}");
            assert!(check.text.contains(words), "{result}: {}", check.text);
        }
    }

    #[test]
    fn what_is_absent_or_unknown_is_no_verdict() {
        for result in [None, Some(""), Some("NOT_CHECKED"), Some("U")] {
            assert_eq!(address(result).verdict, Verdict::Unknown, "{result:?}");
        }
    }
}
