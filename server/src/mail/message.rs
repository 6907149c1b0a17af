//! An e-mail as it travels (RFC 5322).

use std::time::{Duration, SystemTime};

use lettre::Message;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use shared::EmailAddress;

use crate::store::emails::EmailRow;

/// The message. Sent twice, it is the same message twice, which mail programs show once. Who answers it writes to `answer_to`,
/// or else to where it came from.
///
/// # Errors
/// What is wrong with it, for people: no later try can mend it.
pub(super) fn build(
    row: &EmailRow,
    from: &Mailbox,
    answer_to: Option<&EmailAddress>,
) -> Result<Message, String> {
    let to: Mailbox = row
        .recipient
        .parse()
        .map_err(|_| "The address cannot be written to.".to_owned())?;
    let seconds = u64::try_from(row.created_at / 1000).unwrap_or(0);
    let mut builder = Message::builder().from(from.clone()).to(to);
    // An address that cannot be answered to is no reason not to send.
    if let Some(Ok(address)) = answer_to.map(|address| address.as_str().parse()) {
        builder = builder.reply_to(address);
    }
    let builder = builder
        .subject(&row.subject)
        .message_id(Some(format!("<{}@{}>", row.id, from.email.domain())))
        .date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
        // Keeps holiday notices and the like from being sent in return (RFC 3834).
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ));
    let message = match &row.html {
        None => builder
            .header(ContentType::TEXT_PLAIN)
            .body(row.text.clone()),
        Some(html) => builder.multipart(
            MultiPart::alternative()
                .singlepart(SinglePart::plain(row.text.clone()))
                .singlepart(SinglePart::html(html.clone())),
        ),
    };
    message.map_err(|cause| format!("The e-mail cannot be written: {cause}."))
}

#[cfg(test)]
mod tests {
    use shared::console::live::LiveKind;

    use super::*;

    #[test]
    fn no_text_becomes_a_header() {
        let row = EmailRow {
            id: "em_1".to_owned(),
            recipient: "ada@example.com".to_owned(),
            subject: "Pay\r\nBcc: everybody@example.com".to_owned(),
            text: "£12.50".to_owned(),
            html: None,
            about: (LiveKind::Link, "ln_1".to_owned()),
            created_at: 0,
            tries: 1,
        };
        let from = "Tea House <pay@example.com>".parse().unwrap();
        let business = "hello@tea.example".to_owned().try_into().unwrap();
        let message = build(&row, &from, Some(&business)).unwrap();
        let text = String::from_utf8(message.formatted()).unwrap();
        assert!(!text.contains("\r\nBcc:"), "{text}");
        assert!(text.contains("Reply-To: hello@tea.example\r\n"), "{text}");
        assert!(
            text.contains("Message-ID: <em_1@example.com>\r\n"),
            "{text}"
        );
        assert_eq!(message.envelope().to().len(), 1);
    }
}
