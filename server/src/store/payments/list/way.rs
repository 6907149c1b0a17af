//! How the rows of a list are come by. Neither database can know how many rows a filter or a word leaves, so they are counted
//! first, no further than needed.

use sqlx::Row;

use super::super::Store;
use super::super::statement::Statement;
use super::filter::DECLINED;
use super::{Filter, Order};
use crate::DomainError;
use crate::payments::search;

/// Up to so many rows are gathered and sorted.
pub(super) const FEW: i64 = 4_000;

/// Up to so many entries of the words' index are looked through for the newest.
const SOME: i64 = 20_000;

/// How rows are come by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Along the index of the order.
    Walk,
    /// Along the index of this column and the date.
    WalkColumn(&'static str),
    /// Along the words' index, which holds the date too. For a word that so many have that its beginning cannot be meant.
    WalkWord(String),
    /// All of this column, sorted then.
    GatherColumn(&'static str),
    /// All that have a word that begins so, sorted then.
    GatherWord(String),
    /// The newest that have a word that begins so.
    NewestOfWord(String),
}

/// Decides.
pub(super) async fn choose(
    store: &Store,
    filter: &Filter,
    order: Order,
) -> Result<Way, DomainError> {
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
    let mut walk = Way::Walk;
    for word in &filter.words {
        let count = count_word(store, word, FEW + 1).await?;
        if count <= FEW {
            offer(count, Way::GatherWord(word.clone()));
        } else if !order.by_amount && walk == Way::Walk {
            walk = walk_word(store, filter, word).await?;
        }
    }
    for column in filter.columns() {
        let mut counting = Statement::default();
        counting.push("SELECT COUNT(*) AS n FROM (SELECT 1 FROM payments p WHERE ");
        filter.write_column(&mut counting, column, true);
        filter.write_dates(&mut counting);
        if has_amounts(column) {
            filter.write_amounts(&mut counting, true);
        }
        if column == DECLINED {
            // PostgreSQL cannot tell how few these are, and would read the whole table.
            counting.push(" ORDER BY p.dojo_created_at");
        }
        counting.push(" LIMIT ").number(FEW + 1).push(") x");
        let count: i64 = counting.row(store).await?.try_get("n")?;
        if count <= FEW {
            offer(count, Way::GatherColumn(column));
            continue;
        }
        let is_walked = if order.by_amount {
            has_amounts(column)
        } else {
            column != "total_amount" && filter.words.is_empty()
        };
        if is_walked {
            walk = Way::WalkColumn(column);
        }
    }
    Ok(best.map_or(walk, |(_, way)| way))
}

/// Whether an index of this column holds the amount too.
pub(super) fn has_amounts(column: &str) -> bool {
    matches!(column, "status" | DECLINED)
}

/// The way for a word, or its beginning, that many have.
async fn walk_word(store: &Store, filter: &Filter, word: &str) -> Result<Way, DomainError> {
    let mut counting = Statement::default();
    counting.push("SELECT COUNT(*) AS n FROM (SELECT 1 FROM payment_terms t WHERE t.term = ");
    counting.bytes(word.as_bytes());
    counting.push(" LIMIT ").number(FEW + 1).push(") x");
    let exactly: i64 = counting.row(store).await?.try_get("n")?;
    if exactly > FEW {
        return Ok(Way::WalkWord(word.to_owned()));
    }
    if filter.is_one_word() && count_word(store, word, SOME + 1).await? <= SOME {
        return Ok(Way::NewestOfWord(word.to_owned()));
    }
    Ok(Way::Walk)
}

async fn count_word(store: &Store, word: &str, most: i64) -> Result<i64, DomainError> {
    let mut counting = Statement::default();
    counting.push("SELECT COUNT(*) AS n FROM (SELECT 1 FROM payment_terms t WHERE ");
    write_word(&mut counting, word);
    counting.push(" LIMIT ").number(most).push(") x");
    Ok(counting.row(store).await?.try_get("n")?)
}

/// The entries of words that begin so.
pub(super) fn write_word(statement: &mut Statement, word: &str) {
    statement.push("t.term >= ").bytes(word.as_bytes());
    if let Some(beyond) = search::beyond(word.as_bytes()) {
        statement.push(" AND t.term < ").bytes(&beyond);
    }
}
