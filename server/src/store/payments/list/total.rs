//! How many rows a list has, counted no further than is quick.

use shared::console::Total;
use sqlx::Row;

use super::super::Store;
use super::super::statement::Statement;
use super::List;
use super::way::{FEW, Way};
use crate::DomainError;
use crate::store::cursor::MOST_COUNTED;

/// Where no index counts, counting ends here.
const COUNTED_WALKING: i64 = 500;

impl List {
    /// Counts along the way that the rows are come by.
    pub(super) async fn total(&self, store: &Store) -> Result<Total, DomainError> {
        let most = match &self.way {
            Way::NewestOfWord(_) => return Ok(Total::AtLeast(FEW)),
            Way::GatherColumn(_) | Way::GatherWord(_) => FEW,
            Way::Walk | Way::WalkColumn(_) if self.is_counted_by_an_index() => MOST_COUNTED,
            Way::WalkWord(_) if self.filter.is_one_word() => FEW,
            Way::Walk | Way::WalkColumn(_) | Way::WalkWord(_) => COUNTED_WALKING,
        };
        let mut counting = Statement::default();
        counting.push("SELECT COUNT(*) AS n FROM (SELECT 1");
        self.write_counted(&mut counting);
        // In the order of the page, which means nothing to the count: it goes on along the index that the page was found by, where
        // PostgreSQL would think that reading the whole table is shorter.
        let walked = match self.way {
            Way::Walk | Way::WalkColumn(_) => Some(("p.", self.order.column())),
            Way::WalkWord(_) => Some(("t.", "created_at")),
            Way::GatherColumn(_) | Way::GatherWord(_) | Way::NewestOfWord(_) => None,
        };
        if let Some((table, column)) = walked {
            counting.push(" ORDER BY ").push(table).push(column);
            counting.push(if self.order.descending { " DESC" } else { "" });
        }
        counting.push(" LIMIT ").number(most + 1).push(") x");
        let count: i64 = counting.row(store).await?.try_get("n")?;
        Ok(if count > most {
            Total::AtLeast(most)
        } else {
            Total::Exactly(count)
        })
    }

    /// As [`List::write_from`], but that each payment of a word is looked up by itself: PostgreSQL would join the whole table with
    /// them before it counts the first.
    fn write_counted(&self, statement: &mut Statement) {
        let Way::WalkWord(word) = &self.way else {
            return self.write_from(statement);
        };
        statement
            .push(" FROM payment_terms t WHERE t.term = ")
            .bytes(word.as_bytes());
        statement
            .push(" AND (SELECT 1 FROM payments p WHERE p.payment_intent_id = t.payment_intent_id");
        self.filter
            .write_rest(statement, "", Some(word), self.order.by_amount);
        statement.push(") = 1");
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
