//! The list of payments, narrowed down and sorted in any way, quickly among a million.
//!
//! A page either walks the index of the order until it is full, or, where a filter or a word leaves few rows, gathers those and
//! sorts them. Which one is decided by counting first, no further than needed, because neither database can know.

use shared::console::{Page, Total};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::statement::Statement;
use super::{LOCATION, Store};
use crate::DomainError;
use crate::payments::search;
use crate::store::cursor::{self, Cursor, MOST_COUNTED};

/// Up to so many rows are gathered and sorted.
const FEW: i64 = 4_000;

/// Up to so many entries of the words' index are looked through for the newest.
const SOME: i64 = 100_000;

/// Where no index counts, counting ends here.
const COUNTED_WALKING: i64 = 500;

/// What the list is narrowed down to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// Beginnings of words that must all be found.
    pub(crate) words: Vec<String>,
    /// Exactly this payment, or the payments of this checkout.
    pub(crate) id: Option<String>,
    /// Exactly this amount.
    pub(crate) amount: Option<i64>,
    pub(crate) status: Option<&'static str>,
    pub(crate) method: Option<&'static str>,
    pub(crate) source: Option<&'static str>,
    pub(crate) staff_id: Option<String>,
    /// Made at this time or later.
    pub(crate) from: Option<i64>,
    /// Made before this time.
    pub(crate) until: Option<i64>,
    pub(crate) least: Option<i64>,
    pub(crate) most: Option<i64>,
}

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
    pub(crate) refunded_amount: i64,
    pub(crate) method: Option<String>,
    pub(crate) source: String,
    pub(crate) customer_name: Option<String>,
    pub(crate) email_address: Option<String>,
    pub(crate) card_type: Option<String>,
    pub(crate) last_four: Option<String>,
    pub(crate) created_at: i64,
    pub(crate) is_flagged: bool,
}

/// How rows are come by.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Way {
    /// Along the index of the order.
    Walk,
    /// Along the index of this column and the date.
    WalkColumn(&'static str),
    /// All of this column, sorted then.
    GatherColumn(&'static str),
    /// All that have a word that begins so, sorted then.
    GatherWord(String),
    /// The newest that have a word that begins so.
    NewestOfWord(String),
}

/// A list that was looked at: page after page can be read of it.
#[derive(Clone, Debug)]
pub(crate) struct List {
    filter: Filter,
    order: Order,
    way: Way,
}

const COLUMNS: &str = "SELECT p.payment_intent_id, p.shown_reference, p.status, p.currency, p.total_amount,
    p.refunded_amount, p.method, p.source, p.customer_name, p.email_address, p.card_type, p.last_four, p.dojo_created_at,
    (SELECT COUNT(*) FROM flags f WHERE f.payment_intent_id = p.payment_intent_id AND f.resolved_at IS NULL) AS flags";

/// Decides how the list is read.
pub(crate) async fn list(store: &Store, filter: Filter, order: Order) -> Result<List, DomainError> {
    let way = choose(store, &filter, order).await?;
    Ok(List { filter, order, way })
}

async fn choose(store: &Store, filter: &Filter, order: Order) -> Result<Way, DomainError> {
    // One payment's id is rarer than anything.
    if filter.id.is_some() {
        return Ok(Way::GatherColumn("id"));
    }
    let mut best: Option<(i64, Way)> = None;
    let mut offer = |count: i64, way: Way| {
        if best.as_ref().is_none_or(|(least, _)| count < *least) {
            best = Some((count, way));
        }
    };
    let alone = filter.is_one_word() && !order.by_amount;
    for word in &filter.words {
        let most = if alone { SOME } else { FEW };
        let count = count_word(store, word, most + 1).await?;
        if count <= FEW {
            offer(count, Way::GatherWord(word.clone()));
        } else if alone && count <= SOME {
            offer(count, Way::NewestOfWord(word.clone()));
        }
    }
    let mut walk = Way::Walk;
    for column in filter.columns() {
        let mut counting = Statement::default();
        counting.push("SELECT COUNT(*) AS n FROM (SELECT 1 FROM payments p WHERE ");
        filter.write_column(&mut counting, column, true);
        filter.write_dates(&mut counting);
        counting.push(" LIMIT ").number(FEW + 1).push(") x");
        let count: i64 = counting.row(store).await?.try_get("n")?;
        if count <= FEW {
            offer(count, Way::GatherColumn(column));
        } else if !order.by_amount && column != "total_amount" {
            walk = Way::WalkColumn(column);
        }
    }
    Ok(best.map_or(walk, |(_, way)| way))
}

async fn count_word(store: &Store, word: &str, most: i64) -> Result<i64, DomainError> {
    let mut counting = Statement::default();
    counting.push("SELECT COUNT(*) AS n FROM (SELECT 1 FROM payment_terms t WHERE ");
    write_word(&mut counting, word);
    counting.push(" LIMIT ").number(most).push(") x");
    Ok(counting.row(store).await?.try_get("n")?)
}

fn write_word(statement: &mut Statement, word: &str) {
    statement.push("t.term >= ").bytes(word.as_bytes());
    if let Some(beyond) = search::beyond(word.as_bytes()) {
        statement.push(" AND t.term < ").bytes(&beyond);
    }
}

impl Filter {
    fn is_one_word(&self) -> bool {
        let word = Self {
            words: self.words.clone(),
            ..Self::default()
        };
        self.words.len() == 1 && *self == word
    }

    /// The columns that have an index and are asked for exactly, the most telling last.
    fn columns(&self) -> Vec<&'static str> {
        [
            ("status", self.status.is_some()),
            ("source", self.source.is_some()),
            ("method", self.method.is_some()),
            ("staff_id", self.staff_id.is_some()),
            ("total_amount", self.amount.is_some()),
        ]
        .into_iter()
        .filter_map(|(column, asked)| asked.then_some(column))
        .collect()
    }

    /// `indexed`: so that the column's index is used; otherwise so that it cannot be.
    fn write_column(&self, statement: &mut Statement, column: &str, indexed: bool) {
        let text = match column {
            "status" => self.status,
            "source" => self.source,
            "method" => self.method,
            "staff_id" => self.staff_id.as_deref(),
            "id" => {
                let id = self.id.as_deref().unwrap_or_default();
                let column = if id.starts_with("co_") {
                    "checkout_id"
                } else {
                    "payment_intent_id"
                };
                statement.push("p.").push(column).push(" = ").text(id);
                return;
            }
            _ => {
                let sign = if indexed { "" } else { "+" };
                let amount = self.amount.unwrap_or_default();
                statement
                    .push(sign)
                    .push("p.total_amount = ")
                    .number(amount);
                return;
            }
        };
        let none = if indexed { "" } else { " || ''" };
        statement.push("p.").push(column).push(none);
        statement.push(" = ").text(text.unwrap_or_default());
    }

    fn write_dates(&self, statement: &mut Statement) {
        if let Some(from) = self.from {
            statement.push(" AND p.dojo_created_at >= ").number(from);
        }
        if let Some(until) = self.until {
            statement.push(" AND p.dojo_created_at < ").number(until);
        }
    }

    /// Everything but the column `but`. A word that leads to the rows is compared too: a row may have lost it since.
    fn write_rest(&self, statement: &mut Statement, but: &str, by_amount: bool) {
        for column in self.columns() {
            if column != but {
                statement.push(" AND ");
                self.write_column(statement, column, false);
            }
        }
        self.write_dates(statement);
        let sign = if by_amount { "" } else { "+" };
        if let Some(least) = self.least {
            statement.push(" AND ").push(sign);
            statement.push("p.total_amount >= ").number(least);
        }
        if let Some(most) = self.most {
            statement.push(" AND ").push(sign);
            statement.push("p.total_amount <= ").number(most);
        }
        for token in &self.words {
            let escaped = token
                .replace('\\', "\\\\")
                .replace('%', "\\%")
                .replace('_', "\\_");
            statement.push(" AND p.search_text LIKE ");
            statement
                .text(&format!("% {escaped}%"))
                .push(" ESCAPE '\\'");
        }
    }
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
        let mut page = cursor::page(rows, cursor, limit, 0, |row: &LineRow| row.place(by_amount))?;
        page.total = self.total(store).await?;
        Ok(page)
    }

    /// Rows from a place on.
    pub(crate) async fn rows(
        &self,
        store: &Store,
        cursor: Option<&Cursor<i64>>,
        limit: i64,
    ) -> Result<Vec<LineRow>, DomainError> {
        let backwards = cursor.is_some_and(|cursor| cursor.backwards);
        let descending = self.order.descending != backwards;
        let (comparison, direction) = if descending {
            ("<", " DESC")
        } else {
            (">", "")
        };
        let mut statement = Statement::default();
        statement.push(COLUMNS);
        if let Way::NewestOfWord(word) = &self.way {
            statement.push(" FROM (SELECT DISTINCT t.created_at, t.payment_intent_id FROM payment_terms t WHERE ");
            write_word(&mut statement, word);
            if let Some(cursor) = cursor {
                statement
                    .push(" AND (t.created_at, t.payment_intent_id) ")
                    .push(comparison)
                    .push(" (");
                statement
                    .number(cursor.key)
                    .push(", ")
                    .text(&cursor.id)
                    .push(")");
            }
            statement.push(" ORDER BY t.created_at").push(direction);
            statement.push(", t.payment_intent_id").push(direction);
            statement.push(" LIMIT ").number(limit);
            statement.push(") w JOIN payments p ON p.payment_intent_id = w.payment_intent_id ORDER BY w.created_at");
            statement
                .push(direction)
                .push(", w.payment_intent_id")
                .push(direction);
            return read_all(&statement.rows(store).await?);
        }
        self.write_from(&mut statement);
        // With a sign before it, no index serves the order: the rows are few and sorted.
        let sign = match self.way {
            Way::GatherColumn(_) | Way::GatherWord(_) => "+",
            Way::Walk | Way::WalkColumn(_) | Way::NewestOfWord(_) => "",
        };
        let column = self.order.column();
        if let Some(cursor) = cursor {
            statement.push(" AND (").push(sign).push("p.").push(column);
            statement
                .push(", p.payment_intent_id) ")
                .push(comparison)
                .push(" (");
            statement
                .number(cursor.key)
                .push(", ")
                .text(&cursor.id)
                .push(")");
        }
        statement
            .push(" ORDER BY ")
            .push(sign)
            .push("p.")
            .push(column)
            .push(direction);
        statement.push(", p.payment_intent_id").push(direction);
        statement.push(" LIMIT ").number(limit);
        read_all(&statement.rows(store).await?)
    }

    fn write_from(&self, statement: &mut Statement) {
        statement.push(" FROM payments p WHERE ");
        let by_amount = self.order.by_amount;
        match &self.way {
            Way::Walk => {
                statement.push("p.location_id = ").text(LOCATION);
                self.filter.write_rest(statement, "", by_amount);
            }
            Way::WalkColumn(column) | Way::GatherColumn(column) => {
                self.filter.write_column(statement, column, true);
                self.filter.write_rest(statement, column, by_amount);
                statement.push(" AND p.location_id = ").text(LOCATION);
            }
            Way::GatherWord(word) | Way::NewestOfWord(word) => {
                statement.push("p.payment_intent_id IN (SELECT t.payment_intent_id FROM payment_terms t WHERE ");
                write_word(statement, word);
                statement.push(")");
                self.filter.write_rest(statement, "", by_amount);
                statement.push(" AND p.location_id = ").text(LOCATION);
            }
        }
    }

    async fn total(&self, store: &Store) -> Result<Total, DomainError> {
        let most = match &self.way {
            Way::NewestOfWord(_) => return Ok(Total::AtLeast(FEW)),
            Way::GatherColumn(_) | Way::GatherWord(_) => FEW,
            Way::Walk | Way::WalkColumn(_) if self.is_counted_by_an_index() => MOST_COUNTED,
            Way::Walk | Way::WalkColumn(_) => COUNTED_WALKING,
        };
        let mut counting = Statement::default();
        counting.push("SELECT COUNT(*) AS n FROM (SELECT 1");
        self.write_from(&mut counting);
        counting.push(" LIMIT ").number(most + 1).push(") x");
        let count: i64 = counting.row(store).await?.try_get("n")?;
        Ok(if count > most {
            Total::AtLeast(most)
        } else {
            Total::Exactly(count)
        })
    }

    /// Whether nothing but the index that is walked narrows the list down.
    fn is_counted_by_an_index(&self) -> bool {
        let filter = &self.filter;
        let columns = filter.columns().len();
        let only_dates = filter.words.is_empty() && filter.least.is_none() && filter.most.is_none();
        match self.way {
            Way::WalkColumn(_) => only_dates && columns == 1,
            _ if self.order.by_amount => {
                filter.words.is_empty()
                    && columns == 0
                    && filter.from.is_none()
                    && filter.until.is_none()
            }
            _ => only_dates && columns == 0,
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
        refunded_amount: row.try_get("refunded_amount")?,
        method: row.try_get("method")?,
        source: row.try_get("source")?,
        customer_name: row.try_get("customer_name")?,
        email_address: row.try_get("email_address")?,
        card_type: row.try_get("card_type")?,
        last_four: row.try_get("last_four")?,
        created_at: row.try_get("dojo_created_at")?,
        is_flagged: row.try_get::<i64, _>("flags")? > 0,
    })
}
