//! Addresses that open another program with the words filled in.

use std::fmt::Write as _;

/// Opens the program for text messages. `dialled`: digits and a `+`, or nothing, so that the program asks.
#[must_use]
pub fn sms(dialled: &str, text: &str) -> String {
    // With the ampersand both kinds of phones take it.
    format!("sms:{dialled}?&body={}", encoded(text))
}

/// Opens WhatsApp, which knows people by the country's code, and asks whom to write to where there is none.
#[must_use]
pub fn whatsapp(dialled: &str, text: &str) -> String {
    let number = international(dialled).unwrap_or_default();
    format!("https://wa.me/{number}?text={}", encoded(text))
}

/// The digits with the country's code. Of national numbers only British mobiles are known for what they are: eleven digits that
/// begin with 07, as no Irish number does.
fn international(dialled: &str) -> Option<String> {
    let british = || {
        let rest = dialled.strip_prefix("07")?;
        (rest.len() == 9).then(|| format!("447{rest}"))
    };
    dialled
        .strip_prefix('+')
        .map(str::to_owned)
        .or_else(british)
}

/// Opens the mail program. Lines end as RFC 6068 has them.
#[must_use]
pub fn mailto(to: &str, subject: &str, body: &str) -> String {
    let body = body.replace("\r\n", "\n").replace('\n', "\r\n");
    format!(
        "mailto:{}?subject={}&body={}",
        encoded(to).replace("%40", "@"),
        encoded(subject),
        encoded(&body)
    )
}

/// Everything but unreserved characters as `%XX` (RFC 3986, section 2.3).
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_words_is_taken_for_part_of_the_address() {
        assert_eq!(
            sms("+447700900123", "1 + 1 & £2?"),
            "sms:+447700900123?&body=1%20%2B%201%20%26%20%C2%A32%3F"
        );
        assert_eq!(
            whatsapp("+447700900123", "a"),
            "https://wa.me/447700900123?text=a"
        );
        assert_eq!(
            whatsapp("07700900123", "a"),
            "https://wa.me/447700900123?text=a"
        );
        assert_eq!(whatsapp("0851234567", "a"), "https://wa.me/?text=a");
        assert_eq!(
            mailto("ada@example.com", "A&B", "a\nb\r\nc"),
            "mailto:ada@example.com?subject=A%26B&body=a%0D%0Ab%0D%0Ac"
        );
    }
}
