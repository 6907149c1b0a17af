//! What a password must be like, the same in the form and on the server.

/// The fewest characters.
pub const SHORTEST: usize = 12;

/// The most characters: more would only cost time.
pub const LONGEST: usize = 200;

/// What keeps `password` from being taken, in a sentence for people; none if nothing does.
///
/// Length is what counts (NIST SP 800-63B): no kinds of characters are asked for. What anybody would try first is refused.
#[must_use]
pub fn problem(password: &str, email_address: &str) -> Option<&'static str> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Some(
            "Choose at least 12 characters. Four words that do not belong together are good.",
        );
    }
    if length > LONGEST {
        return Some("Choose at most 200 characters.");
    }
    let small = password.to_ascii_lowercase();
    let address = email_address.trim().to_ascii_lowercase();
    let name = address.split('@').next().unwrap_or_default();
    if small == address
        || (name.len() > 3 && small.trim_matches(|c: char| !c.is_alphabetic()) == name)
    {
        return Some("Choose something else than your e-mail address.");
    }
    if is_pattern(&small) {
        return Some("This is one of the first that others would try. Choose something else.");
    }
    None
}

/// Few different characters, or a run along the keyboard or the alphabet.
fn is_pattern(small: &str) -> bool {
    let mut different: Vec<char> = small.chars().collect();
    different.sort_unstable();
    different.dedup();
    let runs = [
        "abcdefghijklmnopqrstuvwxyz",
        "01234567890123456789",
        "qwertyuiopasdfghjklzxcvbnm",
        "passwordpasswordpassword",
    ];
    let bare: String = small.chars().filter(|c| c.is_alphanumeric()).collect();
    let begun = ["password", "qwerty", "letmein", "welcome", "tatami"]
        .iter()
        .any(|word| {
            bare.strip_prefix(word)
                .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()))
        });
    different.len() < 5 || begun || runs.iter().any(|run| run.contains(&bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_long_is_taken() {
        for good in [
            "correct horse battery",
            "Grüße aus Köln 7",
            "tatami mats are green",
            "qhzvkwpxmtrb",
        ] {
            assert_eq!(problem(good, "ada@example.com"), None, "{good}");
        }
    }

    #[test]
    fn what_anybody_would_try_first_is_refused() {
        for bad in [
            "",
            "short",
            "aaaaaaaaaaaa",
            "abababababab",
            "123456789012",
            "password123456",
            "qwertyuiopasdf",
            "Ada@Example.com",
            "abcdefghijklm",
            "welcome202600",
        ] {
            assert!(problem(bad, "ada@example.com").is_some(), "{bad}");
        }
        assert!(problem("adalovelace1815", "adalovelace@example.com").is_some());
    }
}
