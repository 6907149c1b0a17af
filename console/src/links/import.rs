//! Many links from a file: choose, check, make.

use leptos::prelude::*;
use shared::console::links::{COLUMNS, ImportCheck, ImportReport, LARGEST_FILE};

use super::import_report::Report;
use crate::api;
use crate::file::in_base64;
use crate::ui::{Notice, PageHeader, Refusal, Skeleton, Submission, Tone, unsaved};

/// A file that was chosen and looked through.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Checked {
    pub(super) name: String,
    /// In base64.
    pub(super) content: String,
    pub(super) report: ImportReport,
}

/// The wizard.
#[component]
pub fn Import() -> impl IntoView {
    let checked = RwSignal::new(None::<Checked>);
    let checking = Submission::new();
    let too_large = RwSignal::new(false);
    let choose = move |file: web_sys::File| {
        checked.set(None);
        unsaved::forget();
        #[expect(clippy::as_conversions, reason = "four million is exact")]
        #[expect(clippy::cast_precision_loss, reason = "four million is exact")]
        let large = file.size() > LARGEST_FILE as f64;
        too_large.set(large);
        if large {
            return;
        }
        checking.run(async move {
            let content = in_base64(&file).await.ok_or(api::Error::Unreadable)?;
            let request = ImportCheck {
                content: content.clone(),
            };
            let report: ImportReport = api::ask("/links/import/check", &request).await?;
            unsaved::keep();
            checked.set(Some(Checked {
                name: file.name(),
                content,
                report,
            }));
            Ok(())
        });
    };
    let pending = checking.pending();
    let forget = move |()| {
        unsaved::forget();
        checked.set(None);
        checking.forget();
        too_large.set(false);
    };
    view! {
        <PageHeader title="Import links" subtitle="Make up to 10,000 links from a CSV file. Nothing is made before you have seen what is in it." />
        <section class="card stack" aria-labelledby="import-file">
            <h2 id="import-file">"1. Choose the file"</h2>
            <p>
                "Its first line names the columns. It needs " <code>"reference"</code> " and " <code>"amount"</code>
                ", and may have " <code>{COLUMNS.get(2..).unwrap_or_default().join(", ")}</code> "."
            </p>
            <p>"In some columns only this can be written:"</p>
            <dl class="facts">
                <dt><code>"expires"</code></dt>
                <dd>
                    "The last day, as " <code>"2027-01-31"</code> " or " <code>"31/01/2027"</code>
                    ". Empty: the end of the day in 30 days."
                </dd>
                <dt><code>"uses"</code></dt>
                <dd>"How often it can be paid, such as " <code>"1"</code> " or " <code>"20"</code> ", or " <code>"unlimited"</code> ". Empty: once."</dd>
                <dt><code>"capture"</code></dt>
                <dd>
                    <code>"now"</code> " charges the card at once, " <code>"later"</code>
                    " authorizes it to be charged later. Empty: at once."
                </dd>
                <dt><code>"minimum"</code> ", " <code>"maximum"</code></dt>
                <dd>
                    "Instead of an amount, what the shopper chooses lies between them, such as " <code>"5.00"</code> " and "
                    <code>"100.00"</code> "."
                </dd>
            </dl>
            <FileField choose=Callback::new(choose) forget=Callback::new(forget) />
            <p><a href=example() download="links.csv">"Download an example"</a></p>
            <Show when=move || too_large.get()>
                <Notice tone=Tone::Error title="The file is larger than 4 MiB. Split it." />
            </Show>
            <Refusal error=checking.error_elsewhere(&[]) />
        </section>
        {move || match checked.get() {
            Some(checked) => view! { <Report checked=checked /> }.into_any(),
            None if pending.get() => view! { <Skeleton rows=4 /> }.into_any(),
            None => ().into_any(),
        }}
    }
}

#[component]
fn FileField(choose: Callback<web_sys::File>, forget: Callback<()>) -> impl IntoView {
    let id = crate::ui::field::fresh_id("file");
    let chosen = move |event: web_sys::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        let file = input.files().and_then(|files| files.get(0));
        if let Some(file) = file {
            choose.run(file);
        }
    };
    // The same file, mended, can be chosen again.
    let empty = move |event: web_sys::MouseEvent| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        input.set_value("");
    };
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>"CSV file"</label>
            <input
                id=id
                type="file"
                accept=".csv,text/csv"
                on:click=empty
                on:change=chosen
                // None was chosen after all: the field is empty now, and so is what it led to.
                on:cancel=move |_: web_sys::Event| forget.run(())
            />
        </div>
    }
}

/// An example that opens in every spreadsheet.
fn example() -> String {
    let text = "reference,amount,description,email,expires,uses,note\r\n\
                Invoice 1001,120.00,Spring service,ada@example.com,,1,\r\n\
                Invoice 1002,45.50,,,2027-01-31,1,Called on Monday\r\n";
    format!(
        "data:text/csv;charset=utf-8,{}",
        String::from(js_sys::encode_uri_component(text))
    )
}
