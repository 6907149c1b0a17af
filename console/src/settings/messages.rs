//! The words of e-mails and text messages.

use leptos::prelude::*;
use shared::console::settings::rules::{LONGEST_EMAIL, LONGEST_TEXT};
use shared::console::settings::{Messages as Words, Settings};

use crate::ui::{Button, Refusal, Submission, TextArea, TextField, button::Kind};

const FIELDS: &[&str] = &[
    "value.linkSubject",
    "value.linkEmail",
    "value.linkText",
    "value.holdSubject",
    "value.holdEmail",
    "value.holdText",
];

/// The section.
#[component]
pub(super) fn Messages(
    /// The settings as they are kept.
    kept: RwSignal<Settings>,
) -> impl IntoView {
    let words = kept.with_untracked(|kept| kept.messages.clone());
    let link_subject = RwSignal::new(words.link_subject);
    let link_email = RwSignal::new(words.link_email);
    let link_text = RwSignal::new(words.link_text);
    let hold_subject = RwSignal::new(words.hold_subject);
    let hold_email = RwSignal::new(words.hold_email);
    let hold_text = RwSignal::new(words.hold_text);
    let saving = Submission::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let words = Words {
            link_subject: link_subject.get_untracked(),
            link_email: link_email.get_untracked(),
            link_text: link_text.get_untracked(),
            hold_subject: hold_subject.get_untracked(),
            hold_email: hold_email.get_untracked(),
            hold_text: hold_text.get_untracked(),
        };
        saving.run(async move {
            words.check().map_err(super::refused)?;
            super::save("messages", kept, words).await
        });
    };
    let subject = move |label: &'static str, value, at| {
        view! { <TextField label=label value=value error=saving.error_at(at) max_chars=150 /> }
    };
    let area = move |label: &'static str, value, at, rows: u32, most: usize| {
        let most = u32::try_from(most).unwrap_or(u32::MAX);
        view! { <TextArea label=label value=value error=saving.error_at(at) rows=rows max_chars=most /> }
    };
    view! {
        <form class="card stack settings-form" data-keeps="" on:submit=submit novalidate=true>
            <Refusal error=saving.error_elsewhere(FIELDS) />
            <p>
                "Write " <code>"{link}"</code> " where the link goes. " <code>"{business}"</code> ", "
                <code>"{amount}"</code> " and " <code>"{reference}"</code> " are filled in too."
            </p>
            <h2>"Payment links"</h2>
            {subject("Subject of the e-mail", link_subject, "value.linkSubject")}
            {area("E-mail", link_email, "value.linkEmail", 8, LONGEST_EMAIL)}
            {area("Text message and WhatsApp", link_text, "value.linkText", 3, LONGEST_TEXT)}
            <h2>"Holds"</h2>
            {subject("Subject of the hold's e-mail", hold_subject, "value.holdSubject")}
            {area("The hold's e-mail", hold_email, "value.holdEmail", 8, LONGEST_EMAIL)}
            {area("The hold's text message and WhatsApp", hold_text, "value.holdText", 3, LONGEST_TEXT)}
            <div><Button kind=Kind::Primary label="Save" pending=saving.pending() /></div>
        </form>
    }
}
