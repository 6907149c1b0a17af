//! The `dojo-signature` header of a webhook: HMAC-SHA256 of the raw body, keyed with the subscription's secret.
//!
//! The signature carries no time, so it proves who sent a body but not when: deduplicate by the event's id.

use std::borrow::Borrow;

use hmac::{Hmac, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::Secret;

/// The header that carries the signature.
pub const HEADER: &str = "dojo-signature";

/// Signs a body as Dojo does: `sha256=` and the bytes of the digest in uppercase hex, joined by `-`.
#[must_use]
pub fn sign(secret: &Secret, body: &[u8]) -> String {
    #[expect(
        clippy::expect_used,
        reason = "HMAC takes keys of any length (RFC 2104)"
    )]
    let mut mac =
        Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes()).expect("HMAC takes any key");
    mac.update(body);
    let digest = mac.finalize().into_bytes();
    let hex: Vec<String> = digest.iter().map(|byte| format!("{byte:02X}")).collect();
    format!("sha256={}", hex.join("-"))
}

/// Whether one of the active secrets signed this very body. Takes the same time wherever a signature differs, and
/// whichever secret it is.
///
/// Several secrets may be active while one replaces another. An empty secret verifies nothing.
#[must_use]
pub fn verify<S: Borrow<Secret>>(
    secrets: impl IntoIterator<Item = S>,
    body: &[u8],
    header: &str,
) -> bool {
    secrets
        .into_iter()
        .map(|secret| {
            let secret = secret.borrow();
            let matches: bool = sign(secret, body)
                .as_bytes()
                .ct_eq(header.as_bytes())
                .into();
            matches & !secret.expose().is_empty()
        })
        .fold(false, |any, matches| any | matches)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SECRET: &str = "PDYkJQq6sESYHp_zJuTTBQ";
    const BODY: &[u8] = br#"{"id":"evt_hnnHxIKR_Uy6bhZCusCltw","event":"payment_intent.created","accountId":"acc_test","createdAt":"2022-02-01T13:07:41.8667859Z","data":{"paymentIntentId":"pi_vpwd4ooAPEqyNAQe4z89WQ","paymentStatus":"Created","captureMode":"Auto"}}"#;
    const SIGNATURE: &str = "sha256=4B-49-F8-FE-25-A7-E6-7D-00-4F-A7-9C-F8-0B-63-00-C7-77-B4-F2-2D-E5-E1-22-84-FA-04-18-50-A1-76-FD";

    #[test]
    fn dojos_own_example_is_signed_and_verified() {
        let secret = Secret::from(SECRET);
        assert_eq!(sign(&secret, BODY), SIGNATURE);
        assert!(verify([&secret], BODY, SIGNATURE));
    }

    #[test]
    fn any_active_secret_verifies_during_a_rotation() {
        let (old, new, other) = (
            Secret::from("old"),
            Secret::from("new"),
            Secret::from("other"),
        );
        let header = sign(&old, BODY);
        assert!(verify([&old, &new], BODY, &header));
        assert!(verify([&new, &old], BODY, &header));
        assert!(!verify([&new, &other], BODY, &header));
        assert!(!verify(Vec::<Secret>::new(), BODY, &header));
    }

    #[test]
    fn an_empty_secret_verifies_nothing() {
        let empty = Secret::from("");
        assert!(!verify([&empty], BODY, &sign(&empty, BODY)));
    }

    #[test]
    fn a_header_must_match_to_the_letter() {
        let secret = Secret::from(SECRET);
        let bare = SIGNATURE.trim_start_matches("sha256=");
        let lower = SIGNATURE.to_lowercase();
        let joined = SIGNATURE.replace('-', "");
        let longer = format!("{SIGNATURE}-00");
        for header in [
            "",
            "sha256=",
            bare,
            &lower,
            &joined,
            &longer,
            &SIGNATURE[..SIGNATURE.len() - 3],
        ] {
            assert!(!verify([&secret], BODY, header), "{header:?} is accepted");
        }
    }

    proptest! {
        #[test]
        fn what_is_signed_verifies(key in ".{1,80}", body: Vec<u8>) {
            let secret = Secret::new(key);
            let header = sign(&secret, &body);
            prop_assert_eq!(header.len(), 7 + 32 * 3 - 1);
            prop_assert!(verify([&secret], &body, &header));
        }

        #[test]
        fn a_flipped_bit_in_the_body_fails(
            mut body in prop::collection::vec(any::<u8>(), 1..400),
            at: prop::sample::Index,
            bit in 0_u8..8,
        ) {
            let secret = Secret::from(SECRET);
            let header = sign(&secret, &body);
            let at = at.index(body.len());
            body[at] ^= 1 << bit;
            prop_assert!(!verify([&secret], &body, &header));
        }

        #[test]
        fn a_flipped_bit_in_the_header_fails(body: Vec<u8>, at: prop::sample::Index, bit in 0_u8..7) {
            let secret = Secret::from(SECRET);
            let mut header = sign(&secret, &body).into_bytes();
            let at = at.index(header.len());
            header[at] ^= 1 << bit;
            prop_assert!(!verify([&secret], &body, &String::from_utf8(header)?));
        }

        #[test]
        fn another_secret_fails(key in "[ -~]{1,40}", other in "[ -~]{1,40}", body: Vec<u8>) {
            prop_assume!(key != other);
            prop_assert!(!verify([Secret::new(other)], &body, &sign(&Secret::new(key), &body)));
        }
    }
}
