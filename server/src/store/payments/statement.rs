//! A statement put together from pieces, for lists that are narrowed down in many ways. Values are bound, never written in.

use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe};

use super::Store;
use crate::DomainError;

#[derive(Clone, Debug)]
enum Value {
    Number(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// Text with `$1`, `$2`, …, and what stands for them.
#[derive(Clone, Debug, Default)]
pub(super) struct Statement {
    text: String,
    values: Vec<Value>,
}

impl Statement {
    pub(super) fn push(&mut self, sql: &str) -> &mut Self {
        self.text.push_str(sql);
        self
    }

    pub(super) fn number(&mut self, value: i64) -> &mut Self {
        self.value(Value::Number(value))
    }

    pub(super) fn text(&mut self, value: &str) -> &mut Self {
        self.value(Value::Text(value.to_owned()))
    }

    pub(super) fn bytes(&mut self, value: &[u8]) -> &mut Self {
        self.value(Value::Bytes(value.to_vec()))
    }

    fn value(&mut self, value: Value) -> &mut Self {
        self.values.push(value);
        let place = format!("${}", self.values.len());
        self.push(&place)
    }

    pub(super) async fn rows(&self, store: &Store) -> Result<Vec<AnyRow>, DomainError> {
        Ok(self.query().fetch_all(store.read()).await?)
    }

    pub(super) async fn row(&self, store: &Store) -> Result<AnyRow, DomainError> {
        Ok(self.query().fetch_one(store.read()).await?)
    }

    fn query(&self) -> Query<'_, Any, AnyArguments> {
        let mut query = sqlx::query(AssertSqlSafe(self.text.clone()));
        for value in &self.values {
            query = match value {
                Value::Number(number) => query.bind(*number),
                Value::Text(text) => query.bind(text.as_str()),
                Value::Bytes(bytes) => query.bind(bytes.as_slice()),
            };
        }
        query
    }
}
