//! The list as a CSV file: exactly what is shown, however long, page after page.

use axum::body::Bytes;
use futures_util::Stream;
use futures_util::stream::{self, StreamExt as _};
use jiff::Timestamp;
use serde_json::json;
use shared::console::payments::{Method, PaymentLine, PaymentQuery};

use super::list;
use crate::app::App;
use crate::staff::Actor;
use crate::staff::audit::{self, Entry};
use crate::store::cursor::Cursor;
use crate::store::payments::List;
use crate::{DomainError, business, spreadsheet};

/// How many rows are held at a time.
const ROWS: i64 = 1_000;

const HEADER: [&str; 14] = [
    "Date",
    "Reference",
    "Customer",
    "E-mail",
    "Status",
    "Amount",
    "Captured",
    "Refunded",
    "Currency",
    "Method",
    "Card",
    "Last four",
    "Source",
    "Payment",
];

/// Where the file has come to.
struct Progress {
    app: App,
    list: List,
    by_amount: bool,
    zone: jiff::tz::TimeZone,
    after: Option<Cursor<i64>>,
    ended: bool,
}

/// The file in pieces. What comes before a failure of the database is sent; the answer then breaks off. That it was exported,
/// and what was chosen, is told to the audit trail.
///
/// # Errors
/// As [`list::list`].
pub(crate) async fn csv(
    app: &App,
    actor: &Actor,
    query: &PaymentQuery,
) -> Result<impl Stream<Item = Result<Bytes, DomainError>> + use<>, DomainError> {
    let pieces = pieces(app, query).await?;
    let entry = Entry {
        action: "payments.exported",
        object_kind: "payment_export",
        object_id: &actor.staff_id,
        before: None,
        // From which place on says nothing about what was chosen.
        after: Some(json!(PaymentQuery {
            cursor: None,
            ..query.clone()
        })),
    };
    let mut tx = app.store.begin().await?;
    audit::record(&mut tx, Some(actor), &entry, app.clock.now_ms()).await?;
    tx.commit().await?;
    Ok(pieces)
}

/// The file, without a word to anybody.
///
/// # Errors
/// As [`list::list`].
pub(crate) async fn pieces(
    app: &App,
    query: &PaymentQuery,
) -> Result<impl Stream<Item = Result<Bytes, DomainError>> + use<>, DomainError> {
    use shared::console::payments::Sort;

    let list = list::open(app, query).await?;
    let progress = Progress {
        app: app.clone(),
        list,
        by_amount: matches!(query.sort, Some(Sort::Largest | Sort::Smallest)),
        zone: business::settings(app).await.time_zone.clone(),
        after: None,
        ended: false,
    };
    let header = spreadsheet::heading(&HEADER)?;
    let rest = stream::try_unfold(progress, |mut progress| async move {
        if progress.ended {
            return Ok(None);
        }
        let bytes = progress.next().await?;
        Ok(Some((bytes, progress)))
    });
    Ok(stream::once(std::future::ready(Ok(header))).chain(rest))
}

impl Progress {
    async fn next(&mut self) -> Result<Bytes, DomainError> {
        let rows = self
            .list
            .rows(&self.app.store, self.after.as_ref(), ROWS)
            .await?;
        let full = usize::try_from(ROWS).is_ok_and(|most| rows.len() == most);
        self.ended = !full;
        if let Some(last) = rows.last() {
            let (key, id) = last.place(self.by_amount);
            self.after = Some(Cursor {
                key,
                id,
                backwards: false,
            });
        }
        let zone = &self.zone;
        let lines = rows.iter().filter_map(list::line);
        spreadsheet::rows(&lines.map(|line| cells(&line, zone)).collect::<Vec<_>>())
    }
}

fn cells(line: &PaymentLine, zone: &jiff::tz::TimeZone) -> Vec<String> {
    let date = Timestamp::from_millisecond(line.created_at)
        .map(|at| {
            let at = at.to_zoned(zone.clone());
            format!(
                "{} {:02}:{:02}:{:02}",
                at.date(),
                at.hour(),
                at.minute(),
                at.second()
            )
        })
        .unwrap_or_default();
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    vec![
        date,
        line.reference.clone(),
        text(line.customer_name.as_deref()),
        text(line.email_address.as_deref()),
        line.status_words().to_owned(),
        spreadsheet::amount(line.total_amount),
        spreadsheet::amount(line.captured_amount),
        spreadsheet::amount(line.refunded_amount),
        line.total_amount.currency_code.code().to_owned(),
        line.method
            .map(Method::words)
            .unwrap_or_default()
            .to_owned(),
        text(line.card_type.as_deref()),
        text(line.last_four.as_deref()),
        line.source.words().to_owned(),
        line.id.clone(),
    ]
}
