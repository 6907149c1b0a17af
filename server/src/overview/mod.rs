//! Today's takings and what needs attention.

mod attention;
mod days;

use std::collections::BTreeMap;

use shared::console::overview::{Day, Method, Overview, Takings};
use shared::{Currency, Money};

use crate::app::App;
use crate::store::overview::{self, Declined, Quarter};
use crate::{DomainError, business};

pub(crate) use attention::{SOON, attention};

/// How many days are shown.
const DAYS: i64 = 14;

/// The figures of the last fourteen days, in the business's time zone.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn overview(app: &App) -> Result<Overview, DomainError> {
    let business = business::settings(app).await;
    let bounds = days::last(app.clock.now(), &business.time_zone, DAYS)?;
    let (from, until) = match (bounds.first(), bounds.last()) {
        (Some(first), Some(last)) => (first.from, last.until),
        _ => return Err(DomainError::Internal("no days".to_owned())),
    };
    let quarters = overview::taken(&app.store, from, until).await?;
    let declined = overview::declined(&app.store, from, until).await?;
    Ok(Overview {
        time_zone: business.time_zone_name().to_owned(),
        days: bounds
            .into_iter()
            .map(|bound| day(bound, &quarters, &declined))
            .collect::<Result<_, _>>()?,
        methods: methods(&quarters)?,
    })
}

fn day(
    bound: days::Bounds,
    quarters: &[Quarter],
    declined: &[Declined],
) -> Result<Day, DomainError> {
    let within = |at: i64| (bound.from..bound.until).contains(&at);
    let own = || quarters.iter().filter(|quarter| within(quarter.from));
    let paid: i64 = own().map(|quarter| quarter.paid).sum();
    let declined: i64 = declined
        .iter()
        .filter(|declined| within(declined.from))
        .map(|declined| declined.payments)
        .sum();
    Ok(Day {
        date: bound.date,
        from: bound.from,
        until: bound.until,
        takings: takings(own())?,
        paid,
        tried: paid + declined,
    })
}

fn methods(quarters: &[Quarter]) -> Result<Vec<Method>, DomainError> {
    let mut by_method: BTreeMap<&str, Vec<&Quarter>> = BTreeMap::new();
    for quarter in quarters {
        let method = quarter.method.as_deref().unwrap_or("unknown");
        by_method.entry(method).or_default().push(quarter);
    }
    let mut methods = by_method
        .into_iter()
        .map(|(method, quarters)| {
            Ok(Method {
                method: method.to_owned(),
                takings: takings(quarters.into_iter())?,
            })
        })
        .collect::<Result<Vec<_>, DomainError>>()?;
    methods.retain(|method| !method.takings.is_empty());
    let most = |method: &Method| method.takings.iter().map(|t| t.taken.value).max();
    methods.sort_by_key(|method| std::cmp::Reverse(most(method)));
    Ok(methods)
}

/// One sum a currency: different currencies are never added up.
fn takings<'a>(quarters: impl Iterator<Item = &'a Quarter>) -> Result<Vec<Takings>, DomainError> {
    let mut sums: BTreeMap<&str, (i64, i64, i64)> = BTreeMap::new();
    for quarter in quarters {
        let (taken, given_back, count) = sums.entry(&quarter.currency).or_default();
        *taken += quarter.taken;
        *given_back += quarter.given_back;
        *count += quarter.count;
    }
    sums.into_iter()
        .filter(|(_, (.., count))| *count > 0)
        .map(|(currency, (taken, given_back, count))| {
            let currency = Currency::try_from(currency)
                .map_err(|cause| DomainError::Internal(format!("{currency}: {cause}")))?;
            Ok(Takings {
                taken: Money::new(taken, currency),
                given_back: Money::new(given_back, currency),
                count,
                // Half a penny counts as a whole one.
                average: Money::new((2 * taken + count) / (2 * count), currency),
            })
        })
        .collect()
}
