//! Payment links as rows.

mod customer;
mod funnel;
mod imports;
mod list;
mod steps;
mod visits;

use shared::console::links::{Funnel, LinkStage, LinkState, LinkTerms};
use shared::{Currency, Money};
use sqlx::any::AnyRow;
use sqlx::{Any, Executor, Row};

use super::LOCATION;
use super::checkouts::malformed;
use crate::DomainError;

pub(crate) use customer::{LinkCustomer, customer, of_customer, whom_for};
pub(crate) use funnel::{count_opening, refresh};
pub(crate) use imports::{ImportRow, find_import, imported_at, insert_import};
pub(crate) use list::{Filter, Place, list};
pub(crate) use steps::{change, close_checkouts, insert, lock, switch};
pub(crate) use visits::{
    forget_visitors, history, lately, open_checkouts, remember_visitor, visitor, visits,
};

/// A link as the store keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LinkRow {
    pub(crate) id: String,
    pub(crate) code: String,
    pub(crate) terms: LinkTerms,
    pub(crate) expire_at: i64,
    pub(crate) deactivated_at: Option<i64>,
    pub(crate) created_by: Option<String>,
    pub(crate) created_by_name: Option<String>,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
    pub(crate) import_id: Option<String>,
    pub(crate) opened: i64,
    pub(crate) opened_at: Option<i64>,
    pub(crate) tried: i64,
    pub(crate) declined: i64,
    pub(crate) used: i64,
    pub(crate) authorized: i64,
    pub(crate) released: i64,
    pub(crate) paid_amount: Money,
    pub(crate) paid_at: Option<i64>,
}

impl LinkRow {
    /// Whether it can be paid at `now`.
    pub(crate) fn state(&self, now: i64) -> LinkState {
        if self.terms.uses.is_some_and(|uses| self.used >= uses) {
            LinkState::UsedUp
        } else if self.deactivated_at.is_some() {
            LinkState::Deactivated
        } else if self.expire_at <= now {
            LinkState::Expired
        } else {
            LinkState::Open
        }
    }

    /// How far it has come.
    pub(crate) fn stage(&self) -> LinkStage {
        match self {
            Self {
                used,
                authorized,
                released,
                ..
            } if *used > authorized + released => LinkStage::Paid,
            Self {
                authorized: 1.., ..
            } => LinkStage::Authorized,
            Self { released: 1.., .. } => LinkStage::Released,
            Self { declined: 1.., .. } => LinkStage::Declined,
            Self { tried: 1.., .. } => LinkStage::Tried,
            Self { opened: 1.., .. } => LinkStage::Opened,
            _ => LinkStage::Made,
        }
    }

    pub(crate) fn funnel(&self) -> Funnel {
        Funnel {
            opened: self.opened,
            tried: self.tried,
            declined: self.declined,
            authorized: self.authorized,
            paid: self.used - self.authorized - self.released,
        }
    }
}

/// The columns that [`read`] reads.
macro_rules! columns {
    () => {
        "id, code, terms, currency, expire_at, deactivated_at, created_by, created_by_name, created_at, updated_at, \
         import_id, opened, opened_at, tried, declined, used, authorized, released, paid_amount, paid_at"
    };
}
use columns;

/// The link of this id.
pub(crate) async fn find<'e>(
    executor: impl Executor<'e, Database = Any>,
    id: &str,
) -> Result<Option<LinkRow>, DomainError> {
    sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM links WHERE location_id = $1 AND id = $2"
    ))
    .bind(LOCATION)
    .bind(id)
    .fetch_optional(executor)
    .await?
    .as_ref()
    .map(read)
    .transpose()
}

/// The link with this code in its address.
pub(crate) async fn find_by_code<'e>(
    executor: impl Executor<'e, Database = Any>,
    code: &str,
) -> Result<Option<LinkRow>, DomainError> {
    sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM links WHERE location_id = $1 AND code = $2"
    ))
    .bind(LOCATION)
    .bind(code)
    .fetch_optional(executor)
    .await?
    .as_ref()
    .map(read)
    .transpose()
}

fn read(row: &AnyRow) -> Result<LinkRow, DomainError> {
    let terms: String = row.try_get("terms")?;
    let currency: String = row.try_get("currency")?;
    let currency = Currency::try_from(currency.as_str()).map_err(malformed)?;
    Ok(LinkRow {
        id: row.try_get("id")?,
        code: row.try_get("code")?,
        terms: serde_json::from_str(&terms).map_err(malformed)?,
        expire_at: row.try_get("expire_at")?,
        deactivated_at: row.try_get("deactivated_at")?,
        created_by: row.try_get("created_by")?,
        created_by_name: row.try_get("created_by_name")?,
        created_at: row.try_get("created_at")?,
        updated_at: row.try_get("updated_at")?,
        import_id: row.try_get("import_id")?,
        opened: row.try_get("opened")?,
        opened_at: row.try_get("opened_at")?,
        tried: row.try_get("tried")?,
        declined: row.try_get("declined")?,
        used: row.try_get("used")?,
        authorized: row.try_get("authorized")?,
        released: row.try_get("released")?,
        paid_amount: Money::new(row.try_get("paid_amount")?, currency),
        paid_at: row.try_get("paid_at")?,
    })
}
