//! What the list is narrowed down to, as conditions.

use super::super::statement::Statement;

/// Stands for a column: whether a card was declined and nobody has paid.
pub(super) const DECLINED: &str = "declined";

/// The condition of its indexes, word for word.
const IS_DECLINED: &str =
    "(CASE WHEN p.status IN ('Created', 'Canceled') THEN p.declines ELSE 0 END) > 0";

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
    /// A card was declined, and nobody has paid.
    pub(crate) declined: bool,
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

impl Filter {
    pub(super) fn is_one_word(&self) -> bool {
        let word = Self {
            words: self.words.clone(),
            ..Self::default()
        };
        self.words.len() == 1 && *self == word
    }

    /// The columns that have an index and are asked for exactly, the most telling last.
    pub(super) fn columns(&self) -> Vec<&'static str> {
        [
            ("status", self.status.is_some()),
            ("source", self.source.is_some()),
            ("method", self.method.is_some()),
            (DECLINED, self.declined),
            ("staff_id", self.staff_id.is_some()),
            ("total_amount", self.amount.is_some()),
        ]
        .into_iter()
        .filter_map(|(column, asked)| asked.then_some(column))
        .collect()
    }

    /// `indexed`: so that the column's index is used; otherwise so that it cannot be.
    pub(super) fn write_column(&self, statement: &mut Statement, column: &str, indexed: bool) {
        let text = match column {
            "status" => self.status,
            "source" => self.source,
            "method" => self.method,
            "staff_id" => self.staff_id.as_deref(),
            DECLINED => {
                let sign = if indexed { "" } else { "+" };
                statement.push(sign).push(IS_DECLINED);
                return;
            }
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

    pub(super) fn write_dates(&self, statement: &mut Statement) {
        if let Some(from) = self.from {
            statement.push(" AND p.dojo_created_at >= ").number(from);
        }
        if let Some(until) = self.until {
            statement.push(" AND p.dojo_created_at < ").number(until);
        }
    }

    /// `indexed`: so that an index which holds the amount can be used; otherwise so that none can be.
    pub(super) fn write_amounts(&self, statement: &mut Statement, indexed: bool) {
        let sign = if indexed { "" } else { "+" };
        if let Some(least) = self.least {
            statement.push(" AND ").push(sign);
            statement.push("p.total_amount >= ").number(least);
        }
        if let Some(most) = self.most {
            statement.push(" AND ").push(sign);
            statement.push("p.total_amount <= ").number(most);
        }
    }

    /// Everything but the column `but` and the word `found`, by which the rows are come by. A word whose beginning led to them is
    /// compared all the same: a row may have lost it since.
    pub(super) fn write_rest(
        &self,
        statement: &mut Statement,
        but: &str,
        found: Option<&str>,
        amounts_indexed: bool,
    ) {
        for column in self.columns() {
            if column != but {
                statement.push(" AND ");
                self.write_column(statement, column, false);
            }
        }
        self.write_dates(statement);
        self.write_amounts(statement, amounts_indexed);
        for token in &self.words {
            if found == Some(token.as_str()) {
                continue;
            }
            let escaped = token
                .replace('\\', "\\\\")
                .replace('%', "\\%")
                .replace('_', "\\_");
            statement.push(" AND p.search_text");
            if found.is_none() {
                // Otherwise PostgreSQL guesses from a sample how many rows that leaves, guesses too few, and sorts the whole table
                // instead of walking an index.
                statement.push(" || ''");
            }
            statement.push(" LIKE ");
            statement
                .text(&format!("% {escaped}%"))
                .push(" ESCAPE '\\'");
        }
    }
}
