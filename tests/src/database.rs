//! The server's database from outside: reading it, and holding it locked.

use std::path::Path;

use anyhow::Result;
use sqlx::{
    Connection, Row,
    sqlite::{SqliteConnectOptions, SqliteConnection, SqliteRow},
};

/// A connection that only reads.
#[derive(Debug)]
pub struct Database {
    connection: SqliteConnection,
}

impl Database {
    /// Opens the file.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub async fn open(file: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new().filename(file).read_only(true);
        Ok(Self {
            connection: SqliteConnection::connect_with(&options).await?,
        })
    }

    /// The number in the first column of the first row of this statement about `$1`.
    ///
    /// # Errors
    /// If the statement fails or has no row.
    pub async fn number(&mut self, statement: &'static str, value: &str) -> Result<i64> {
        Ok(self.row(statement, value).await?.try_get(0)?)
    }

    /// The text in the first column of the first row of this statement about `$1`.
    ///
    /// # Errors
    /// If the statement fails or has no row.
    pub async fn text(&mut self, statement: &'static str, value: &str) -> Result<String> {
        Ok(self.row(statement, value).await?.try_get(0)?)
    }

    async fn row(&mut self, statement: &'static str, value: &str) -> Result<SqliteRow> {
        Ok(sqlx::query(statement)
            .bind(value.to_owned())
            .fetch_one(&mut self.connection)
            .await?)
    }
}

/// Holds the write lock until it is released.
#[derive(Debug)]
pub struct WriteLock {
    connection: SqliteConnection,
}

impl WriteLock {
    /// Takes it, as a backup or a stray tool would.
    ///
    /// # Errors
    /// If it cannot be had.
    pub async fn take(file: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new().filename(file);
        let mut connection = SqliteConnection::connect_with(&options).await?;
        sqlx::query("BEGIN EXCLUSIVE")
            .execute(&mut connection)
            .await?;
        Ok(Self { connection })
    }

    /// Gives it back.
    ///
    /// # Errors
    /// If the database does not take it.
    pub async fn release(mut self) -> Result<()> {
        sqlx::query("ROLLBACK")
            .execute(&mut self.connection)
            .await?;
        Ok(self.connection.close().await?)
    }
}
