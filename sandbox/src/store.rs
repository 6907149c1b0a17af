//! The data file: every document of every account, written through before an answer leaves.

use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::path::Path;

use sqlx::{
    AssertSqlSafe, Row, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::account::Change;

/// The data file could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite says why.
    #[error("the sandbox's data file failed")]
    Database(#[from] sqlx::Error),
    /// It could not be made.
    #[error("the sandbox's data file cannot be made")]
    File(#[from] std::io::Error),
    /// A document is no longer understood.
    #[error("a document of the sandbox cannot be read or written")]
    Document(#[from] serde_json::Error),
}

/// A SQLite file.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    pool: SqlitePool,
}

/// A document as it lies in the file.
#[derive(Debug)]
pub(crate) struct StoredDocument {
    pub(crate) account: String,
    pub(crate) kind: String,
    pub(crate) id: String,
    pub(crate) number: u64,
    pub(crate) json: String,
}

const SCHEMA: &str = "CREATE TABLE IF NOT EXISTS documents (
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (account, kind, id)
) WITHOUT ROWID";

impl Store {
    /// Opens the file, or makes it.
    ///
    /// # Errors
    /// If it cannot be opened or is something else.
    pub(crate) async fn open(path: &Path) -> Result<Self, StoreError> {
        make_private(path)?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // In WAL mode this survives the death of the process at any moment, which is what an emulator is asked for.
            .synchronous(SqliteSynchronous::Normal);
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options)
            .await?;
        sqlx::query(AssertSqlSafe(SCHEMA)).execute(&pool).await?;
        Ok(Self { pool })
    }

    /// Everything in the file, in the order of creation.
    pub(crate) async fn load(&self) -> Result<Vec<StoredDocument>, StoreError> {
        let rows = sqlx::query(
            "SELECT account, kind, id, number, json FROM documents ORDER BY account, kind, number",
        )
        .fetch_all(&self.pool)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(StoredDocument {
                    account: row.try_get("account")?,
                    kind: row.try_get("kind")?,
                    id: row.try_get("id")?,
                    number: u64::try_from(row.try_get::<i64, _>("number")?).unwrap_or(0),
                    json: row.try_get("json")?,
                })
            })
            .collect()
    }

    /// Writes the changes of one account, all or none.
    pub(crate) async fn write(&self, account: &str, changes: &[Change]) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        for change in changes {
            let query = match &change.json {
                Some(json) => sqlx::query(
                    "INSERT INTO documents (account, kind, id, number, json)
                     VALUES ($1, $2, $3, $4, $5)
                     ON CONFLICT (account, kind, id)
                     DO UPDATE SET number = excluded.number, json = excluded.json",
                )
                .bind(account)
                .bind(change.kind)
                .bind(&change.id)
                .bind(i64::try_from(change.number).unwrap_or(i64::MAX))
                .bind(json),
                None => sqlx::query(
                    "DELETE FROM documents WHERE account = $1 AND kind = $2 AND id = $3",
                )
                .bind(account)
                .bind(change.kind)
                .bind(&change.id),
            };
            query.execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Closes the file in order.
    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }
}

/// Makes an empty file where there is none, for this user alone. SQLite gives what it puts beside it the same mode.
fn make_private(path: &Path) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    // One that is there is not even opened: closing it would end the locks that this process holds on it.
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[tokio::test]
    async fn the_data_file_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("sandbox.db"))
            .await
            .unwrap();
        let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(files.len(), 3, "{files:?}");
        for file in files {
            let mode = file.unwrap().metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        drop(store);
    }
}
