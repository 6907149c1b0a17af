//! The list of payments, narrowed down and sorted in any way, quickly among a million.
//!
//! A page either walks the index of the order until it is full, or, where a filter or a word leaves few rows, gathers those and
//! sorts them.

mod filter;
mod total;
mod way;

use shared::console::{Page, Total};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::statement::Statement;
use super::{LOCATION, Store};
use crate::DomainError;
use crate::store::cursor::{self, Cursor};

use way::{Way, choose, has_amounts, write_word};

pub(crate) use filter::Filter;

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Order {
    pub(crate) by_amount: bool,
    pub(crate) descending: bool,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LineRow {
    pub(crate) id: String,
    pub(crate) reference: String,
    pub(crate) status: String,
    pub(crate) currency: String,
    pub(crate) total_amount: i64,
    pub(crate) captured_amount: i64,
    pub(crate) refunded_amount: i64,
    pub(crate) method: Option<String>,
    pub(crate) source: String,
    pub(crate) customer_name: Option<String>,
    pub(crate) email_address: Option<String>,
    pub(crate) card_type: Option<String>,
    pub(crate) last_four: Option<String>,
    pub(crate) created_at: i64,
    /// How many cards were declined.
    pub(crate) declines: i64,
    pub(crate) is_flagged: bool,
}

/// A list that was looked at: page after page can be read of it.
#[derive(Clone, Debug)]
pub(crate) struct List {
    filter: Filter,
    order: Order,
    way: Way,
}

const COLUMNS: &str = "SELECT p.payment_intent_id, p.shown_reference, p.status, p.currency, p.total_amount,
    p.captured_amount, p.refunded_amount, p.method, p.source, p.customer_name, p.email_address, p.card_type, p.last_four,
    p.dojo_created_at, p.declines,
    (SELECT COUNT(*) FROM flags f WHERE f.payment_intent_id = p.payment_intent_id AND f.resolved_at IS NULL) AS flags";

/// Decides how the list is read.
pub(crate) async fn list(store: &Store, filter: Filter, order: Order) -> Result<List, DomainError> {
    let way = choose(store, &filter, order).await?;
    Ok(List { filter, order, way })
}

/// A customer's latest payments, the newest first: of checkouts, links and phone orders, and of charged holds.
pub(crate) async fn of_customer(
    store: &Store,
    customer_id: &str,
    limit: i64,
) -> Result<Vec<LineRow>, DomainError> {
    let mut statement = Statement::default();
    statement
        .push(COLUMNS)
        .push(" FROM payments p WHERE p.customer_id = ");
    statement
        .text(customer_id)
        .push(" AND p.location_id = ")
        .text(LOCATION);
    statement.push(" ORDER BY p.dojo_created_at DESC, p.payment_intent_id DESC LIMIT ");
    statement.number(limit);
    read_all(&statement.rows(store).await?)
}

impl Order {
    fn column(self) -> &'static str {
        if self.by_amount {
            "total_amount"
        } else {
            "dojo_created_at"
        }
    }
}

/// Rows beside a place, in the order in which they are read.
#[derive(Clone, Copy)]
struct Stretch<'a> {
    place: Option<&'a Cursor<i64>>,
    /// Read backwards, an ascending list is descending.
    descending: bool,
    limit: i64,
}

impl<'a> Stretch<'a> {
    fn new(order: Order, place: Option<&'a Cursor<i64>>, limit: i64) -> Self {
        let backwards = place.is_some_and(|place| place.backwards);
        Self {
            place,
            descending: order.descending != backwards,
            limit,
        }
    }

    /// What follows the conditions, of rows in the order of these columns.
    fn write(self, statement: &mut Statement, [key, id]: [&str; 2]) {
        if let Some(place) = self.place {
            let comparison = if self.descending { "<" } else { ">" };
            statement
                .push(" AND (")
                .push(key)
                .push(", ")
                .push(id)
                .push(") ")
                .push(comparison)
                .push(" (");
            statement
                .number(place.key)
                .push(", ")
                .text(&place.id)
                .push(")");
        }
        self.write_order(statement, [key, id]);
        statement.push(" LIMIT ").number(self.limit);
    }

    fn write_order(self, statement: &mut Statement, [key, id]: [&str; 2]) {
        let direction = if self.descending { " DESC" } else { "" };
        statement.push(" ORDER BY ").push(key).push(direction);
        statement.push(", ").push(id).push(direction);
    }

    /// The payments of a word alone: they are chosen among the words, and only those are looked up.
    fn write_newest(self, statement: &mut Statement, word: &str) {
        statement.push(
            " FROM (SELECT DISTINCT t.created_at, t.payment_intent_id FROM payment_terms t WHERE ",
        );
        write_word(statement, word);
        self.write(statement, ["t.created_at", "t.payment_intent_id"]);
        statement.push(") w JOIN payments p ON p.payment_intent_id = w.payment_intent_id");
        self.write_order(statement, ["w.created_at", "w.payment_intent_id"]);
    }
}

impl List {
    /// A page of it, with how many rows there are in all.
    pub(crate) async fn page(
        &self,
        store: &Store,
        cursor: Option<&Cursor<i64>>,
        limit: i64,
    ) -> Result<Page<LineRow>, DomainError> {
        let rows = self.rows(store, cursor, limit + 1).await?;
        let by_amount = self.order.by_amount;
        // A first page that is not full is all there is.
        let all = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let is_all = cursor.is_none() && all <= limit;
        let mut page = cursor::page(rows, cursor, limit, 0, |row: &LineRow| row.place(by_amount))?;
        page.total = if is_all {
            Total::Exactly(all)
        } else {
            self.total(store).await?
        };
        Ok(page)
    }

    /// Rows from a place on.
    pub(crate) async fn rows(
        &self,
        store: &Store,
        cursor: Option<&Cursor<i64>>,
        limit: i64,
    ) -> Result<Vec<LineRow>, DomainError> {
        let stretch = Stretch::new(self.order, cursor, limit);
        let mut statement = Statement::default();
        statement.push(COLUMNS);
        match &self.way {
            Way::NewestOfWord(word) => stretch.write_newest(&mut statement, word),
            Way::WalkWord(_) => {
                self.write_from(&mut statement);
                stretch.write(&mut statement, ["t.created_at", "t.payment_intent_id"]);
            }
            // With a sign before it, no index serves the order: the rows are few and sorted.
            Way::GatherColumn(_) | Way::GatherWord(_) => {
                self.write_from(&mut statement);
                let column = format!("+p.{}", self.order.column());
                stretch.write(&mut statement, [&column, "p.payment_intent_id"]);
            }
            Way::Walk | Way::WalkColumn(_) => {
                self.write_from(&mut statement);
                let column = format!("p.{}", self.order.column());
                stretch.write(&mut statement, [&column, "p.payment_intent_id"]);
            }
        }
        read_all(&statement.rows(store).await?)
    }

    fn write_from(&self, statement: &mut Statement) {
        let gathered = matches!(self.way, Way::GatherColumn(column) if has_amounts(column));
        let amounts = self.order.by_amount || gathered;
        if let Way::WalkWord(word) = &self.way {
            // In this order: the words' index is walked, and each payment looked up.
            statement.push(" FROM payment_terms t CROSS JOIN payments p WHERE t.term = ");
            statement.bytes(word.as_bytes());
            statement.push(" AND p.payment_intent_id = t.payment_intent_id");
            self.filter.write_rest(statement, "", Some(word), amounts);
            return;
        }
        statement.push(" FROM payments p WHERE ");
        match &self.way {
            Way::WalkWord(_) => {}
            Way::Walk => {
                statement.push("p.location_id = ").text(LOCATION);
                self.filter.write_rest(statement, "", None, amounts);
            }
            Way::WalkColumn(column) | Way::GatherColumn(column) => {
                self.filter.write_column(statement, column, true);
                self.filter.write_rest(statement, column, None, amounts);
                statement.push(" AND p.location_id = ").text(LOCATION);
            }
            Way::GatherWord(word) | Way::NewestOfWord(word) => {
                statement.push("p.payment_intent_id IN (SELECT t.payment_intent_id FROM payment_terms t WHERE ");
                write_word(statement, word);
                statement.push(")");
                self.filter.write_rest(statement, "", None, amounts);
                statement.push(" AND p.location_id = ").text(LOCATION);
            }
        }
    }
}

impl LineRow {
    /// Where it stands in the list.
    pub(crate) fn place(&self, by_amount: bool) -> (i64, String) {
        let key = if by_amount {
            self.total_amount
        } else {
            self.created_at
        };
        (key, self.id.clone())
    }
}

fn read_all(rows: &[AnyRow]) -> Result<Vec<LineRow>, DomainError> {
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<LineRow, DomainError> {
    Ok(LineRow {
        id: row.try_get("payment_intent_id")?,
        reference: row.try_get("shown_reference")?,
        status: row.try_get("status")?,
        currency: row.try_get("currency")?,
        total_amount: row.try_get("total_amount")?,
        captured_amount: row.try_get("captured_amount")?,
        refunded_amount: row.try_get("refunded_amount")?,
        method: row.try_get("method")?,
        source: row.try_get("source")?,
        customer_name: row.try_get("customer_name")?,
        email_address: row.try_get("email_address")?,
        card_type: row.try_get("card_type")?,
        last_four: row.try_get("last_four")?,
        created_at: row.try_get("dojo_created_at")?,
        declines: row.try_get("declines")?,
        is_flagged: row.try_get::<i64, _>("flags")? > 0,
    })
}
