//! The list of payments as staff ask for it.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan as _, Zoned};
use shared::console::Page;
use shared::console::payments::{
    Method, PaymentLine, PaymentQuery, PaymentStatus, Period, Sort, Source, StatusFilter,
};
use shared::{Currency, Money};

use super::search;
use crate::app::App;
use crate::store::cursor::{BACKWARDS, Cursor, check_search};
use crate::store::payments::{self as rows, Filter, LineRow, List, Order};
use crate::{DomainError, business};

/// How many lines a page holds.
const PAGE: i64 = 50;

/// A page of the list.
///
/// # Errors
/// [`DomainError::InvalidField`] for a day, an amount or a place that is none, and for a search for a card number.
pub(crate) async fn list(
    app: &App,
    query: &PaymentQuery,
) -> Result<Page<PaymentLine>, DomainError> {
    let cursor = query.cursor.as_deref().map(Cursor::parse).transpose()?;
    let page = open(app, query)
        .await?
        .page(&app.store, cursor.as_ref(), PAGE)
        .await?;
    Ok(Page {
        items: page.items.iter().filter_map(line).collect(),
        next: page.next,
        previous: page.previous,
        total: page.total,
    })
}

/// The list that was asked for, to be read page after page.
///
/// # Errors
/// As [`list`].
pub(crate) async fn open(app: &App, query: &PaymentQuery) -> Result<List, DomainError> {
    let settings = business::settings(app).await;
    let now = app.clock.now().to_zoned(settings.time_zone.clone());
    let filter = filter(query, &now, settings.currency)?;
    let order = match query.sort.unwrap_or(Sort::Newest) {
        Sort::Newest => (false, true),
        Sort::Oldest => (false, false),
        Sort::Largest => (true, true),
        Sort::Smallest => (true, false),
    };
    let order = Order {
        by_amount: order.0,
        descending: order.1,
    };
    rows::list(&app.store, filter, order).await
}

fn filter(query: &PaymentQuery, now: &Zoned, currency: Currency) -> Result<Filter, DomainError> {
    let mut filter = Filter {
        status: query
            .status
            .and_then(StatusFilter::status)
            .map(stored_status),
        declined: query.status == Some(StatusFilter::Declined),
        method: query.method.map(Method::as_str),
        source: query.source.map(Source::as_str),
        staff_id: query.staff.clone().filter(|staff| !staff.is_empty()),
        least: amount("min", query.min.as_deref(), currency)?,
        most: amount("max", query.max.as_deref(), currency)?,
        ..Filter::default()
    };
    let days = match query.period {
        Some(period) => (Some(first_day(period, now)?), Some(last_day(period, now)?)),
        None => (
            day("from", query.from.as_deref())?,
            day("to", query.to.as_deref())?,
        ),
    };
    if days.0.zip(days.1).is_some_and(|(from, to)| from > to) {
        return Err(DomainError::invalid("to", BACKWARDS));
    }
    filter.from = days
        .0
        .map(|day| midnight(day, now.time_zone()))
        .transpose()?;
    let behind = days
        .1
        .map(Date::tomorrow)
        .transpose()
        .map_err(|cause| no_day(&cause))?;
    filter.until = behind
        .map(|day| midnight(day, now.time_zone()))
        .transpose()?;
    check_search("staff", query.staff.as_deref().unwrap_or_default())?;
    let text = query.q.as_deref().unwrap_or_default().trim();
    check_search("q", text)?;
    if text.starts_with("pi_") || text.starts_with("co_") {
        filter.id = Some(text.to_owned());
    } else if let Some(value) = typed_amount(text, currency) {
        filter.amount = Some(value);
    } else {
        filter.words = search::typed(text);
        if filter.words.is_empty() && !text.is_empty() {
            // Nothing that could be found: no word, no amount.
            filter.words = vec![text.to_lowercase()];
        }
    }
    Ok(filter)
}

/// `£12.50`, `12.50`: with a sign or a point, because `1250` may as well be an order.
fn typed_amount(text: &str, currency: Currency) -> Option<i64> {
    let looks_so = text.starts_with(['£', '€']) || text.contains('.');
    let bare = text.trim_start_matches(['£', '€']).trim_start();
    looks_so
        .then(|| Money::parse(bare, currency).ok())
        .flatten()
        .map(|money| money.value)
}

fn amount(field: &str, text: Option<&str>, currency: Currency) -> Result<Option<i64>, DomainError> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let amount = Money::parse_or_zero(text, currency)
        .map_err(|error| DomainError::invalid(field, error.to_string()))?;
    Ok(Some(amount.value))
}

fn day(field: &str, text: Option<&str>) -> Result<Option<Date>, DomainError> {
    text.filter(|text| !text.is_empty())
        .map(|text| {
            text.parse()
                .map_err(|_| DomainError::invalid(field, "Enter a day such as 2026-11-21."))
        })
        .transpose()
}

fn first_day(period: Period, now: &Zoned) -> Result<Date, DomainError> {
    let today = now.date();
    match period {
        Period::Today => Ok(today),
        Period::Yesterday => today.yesterday(),
        Period::Last7Days => today.checked_sub(6.days()),
        Period::Last30Days => today.checked_sub(29.days()),
        Period::ThisMonth => Ok(today.first_of_month()),
        Period::LastMonth => today.first_of_month().yesterday().map(Date::first_of_month),
    }
    .map_err(|cause| no_day(&cause))
}

fn last_day(period: Period, now: &Zoned) -> Result<Date, DomainError> {
    let today = now.date();
    match period {
        Period::Today | Period::Last7Days | Period::Last30Days | Period::ThisMonth => Ok(today),
        Period::Yesterday => today.yesterday(),
        Period::LastMonth => today.first_of_month().yesterday(),
    }
    .map_err(|cause| no_day(&cause))
}

/// When a day begins: not always at midnight, where clocks are changed.
pub(super) fn midnight(day: Date, zone: &TimeZone) -> Result<i64, DomainError> {
    day.to_zoned(zone.clone())
        .map(|midnight| midnight.timestamp().as_millisecond())
        .map_err(|cause| no_day(&cause))
}

fn no_day(cause: &jiff::Error) -> DomainError {
    DomainError::Internal(format!("a day cannot be reckoned: {cause}"))
}

fn stored_status(status: PaymentStatus) -> &'static str {
    match status {
        PaymentStatus::Created => "Created",
        PaymentStatus::Authorized => "Authorized",
        PaymentStatus::Captured => "Captured",
        PaymentStatus::Refunded => "Refunded",
        PaymentStatus::Reversed => "Reversed",
        PaymentStatus::Canceled => "Canceled",
    }
}

/// A status of Dojo's that is not known here can be anything; it is shown as unpaid, and offers nothing but a refresh.
pub(super) fn shown_status(stored: &str) -> PaymentStatus {
    PaymentStatus::ALL
        .iter()
        .copied()
        .find(|status| stored_status(*status) == stored)
        .unwrap_or(PaymentStatus::Created)
}

/// A line as staff see it; `None` for one in a currency that cannot be shown, which the log tells of.
pub(crate) fn line(row: &LineRow) -> Option<PaymentLine> {
    let Ok(currency) = Currency::try_from(row.currency.as_str()) else {
        tracing::warn!(
            payment_intent_id = row.id,
            currency = row.currency,
            "a payment is left out of the list: its currency is unknown"
        );
        return None;
    };
    Some(PaymentLine {
        id: row.id.clone(),
        reference: row.reference.clone(),
        status: shown_status(&row.status),
        total_amount: Money::new(row.total_amount, currency),
        captured_amount: Money::new(row.captured_amount, currency),
        refunded_amount: Money::new(row.refunded_amount, currency),
        method: row.method.as_deref().and_then(Method::named),
        source: Source::named(&row.source).unwrap_or(Source::Elsewhere),
        customer_name: row.customer_name.clone(),
        email_address: row.email_address.clone(),
        card_type: row.card_type.clone(),
        last_four: row.last_four.clone(),
        created_at: row.created_at,
        declines: row.declines,
        is_flagged: row.is_flagged,
    })
}

/// Whether both moments are on one day of the business.
pub(super) fn same_day(one: i64, other: i64, zone: &TimeZone) -> bool {
    let day = |at| {
        jiff::Timestamp::from_millisecond(at)
            .map(|at| at.to_zoned(zone.clone()).date())
            .ok()
    };
    day(one).is_some()
        && day(one) == day(other)
        && SignedDuration::from_millis((one - other).abs()) < SignedDuration::from_hours(48)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &PaymentQuery) -> Result<Filter, DomainError> {
        // Sunday; the clocks went back at two.
        let now: Zoned = "2026-10-25T12:00:00+00:00[Europe/London]".parse().unwrap();
        filter(query, &now, Currency::Gbp)
    }

    fn typed(text: &str) -> Filter {
        asked(&PaymentQuery {
            q: Some(text.to_owned()),
            ..PaymentQuery::default()
        })
        .unwrap()
    }

    #[test]
    fn amounts_ids_and_words_are_told_apart() {
        assert_eq!(typed("£12.50").amount, Some(1250));
        assert_eq!(typed("1,250.00").amount, Some(125_000));
        assert_eq!(typed("€3").amount, Some(300));
        assert_eq!(typed("1250").words, ["1250"]);
        assert_eq!(typed("ada@example.com").words, ["ada@example.com"]);
        assert_eq!(
            typed("pi_sandbox_Ab-1").id.as_deref(),
            Some("pi_sandbox_Ab-1")
        );
        assert_eq!(typed("Order 245").words, ["245", "order"]);
    }

    #[test]
    fn days_are_the_business_s_own_also_when_clocks_change() {
        let today = asked(&PaymentQuery {
            period: Some(Period::Today),
            ..PaymentQuery::default()
        })
        .unwrap();
        let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap().as_millisecond();
        assert_eq!(today.from, Some(at("2026-10-24T23:00:00Z")));
        assert_eq!(today.until, Some(at("2026-10-26T00:00:00Z")));
    }

    #[test]
    fn nonsense_names_its_field() {
        for (query, field) in [
            (
                PaymentQuery {
                    from: Some("soon".into()),
                    ..PaymentQuery::default()
                },
                "from",
            ),
            (
                PaymentQuery {
                    from: Some("2026-10-26".into()),
                    to: Some("2026-10-25".into()),
                    ..PaymentQuery::default()
                },
                "to",
            ),
            (
                PaymentQuery {
                    max: Some("much".into()),
                    ..PaymentQuery::default()
                },
                "max",
            ),
            (
                PaymentQuery {
                    q: Some("5200 0000 0000 1005".into()),
                    ..PaymentQuery::default()
                },
                "q",
            ),
        ] {
            match asked(&query) {
                Err(DomainError::InvalidField { field: at, .. }) => assert_eq!(at, field),
                other => panic!("{other:?}"),
            }
        }
    }
}
