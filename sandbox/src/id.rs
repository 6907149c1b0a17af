//! Identifiers and secrets as Dojo forms them: a prefix and base64url characters.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

/// A new identifier: the prefix and 128 random bits as 22 characters.
#[must_use]
pub(crate) fn new(prefix: &str) -> String {
    format!(
        "{prefix}{}",
        BASE64_URL_SAFE_NO_PAD.encode(random_bytes::<16>())
    )
}

/// A new secret: the prefix and 384 random bits as 64 characters.
#[must_use]
pub(crate) fn secret(prefix: &str) -> String {
    format!(
        "{prefix}{}",
        BASE64_URL_SAFE_NO_PAD.encode(random_bytes::<48>())
    )
}

/// A new authorization code as acquirers give them: six digits.
#[must_use]
pub(crate) fn auth_code() -> String {
    format!("{:06}", u32::from_be_bytes(random_bytes::<4>()) % 1_000_000)
}

/// A new transaction identifier: a version 4 UUID.
#[must_use]
pub(crate) fn transaction() -> String {
    let bits = u128::from_be_bytes(random_bytes::<16>());
    let bits = (bits & !(0xf << 76) & !(0x3 << 62)) | (0x4 << 76) | (0x2 << 62);
    let hex = format!("{bits:032x}");
    [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ]
    .join("-")
}

#[expect(
    clippy::expect_used,
    reason = "without the system's randomness no identifier is safe to hand out"
)]
fn random_bytes<const LENGTH: usize>() -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_prefix_and_22_characters() {
        let id = new("pi_sandbox_");
        assert_eq!(id.len(), "pi_sandbox_".len() + 22, "{id}");
        assert_ne!(id, new("pi_sandbox_"));
    }

    #[test]
    fn transactions_are_version_4_uuids() {
        let id = transaction();
        assert_eq!(id.len(), 36, "{id}");
        assert_eq!(id.as_bytes()[14], b'4', "{id}");
        assert!(
            matches!(id.as_bytes()[19], b'8' | b'9' | b'a' | b'b'),
            "{id}"
        );
    }
}
