//! A database of its own for each test.

use secrecy::SecretString;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};
use tempfile::TempDir;

/// Names the server for tests on PostgreSQL, which are left out without it.
const POSTGRES_URL: &str = "TATAMI_TEST_POSTGRES_URL";

/// An empty database.
pub(in crate::tests) enum Database {
    Sqlite(TempDir),
    Postgres(String),
}

impl Database {
    pub(in crate::tests) fn url(&self) -> SecretString {
        match self {
            Self::Sqlite(folder) => {
                format!("sqlite:{}", folder.path().join("tatami.db").display()).into()
            }
            Self::Postgres(url) => url.clone().into(),
        }
    }

    /// A new SQLite database.
    pub(in crate::tests) fn sqlite() -> Self {
        Self::Sqlite(tempfile::tempdir().unwrap())
    }
}

/// One database of every kind there is.
pub(super) async fn each() -> Vec<Database> {
    let mut databases = vec![Database::sqlite()];
    if let Ok(server) = std::env::var(POSTGRES_URL) {
        databases.push(Database::Postgres(new_schema(&server).await));
    }
    databases
}

async fn new_schema(server: &str) -> String {
    sqlx::any::install_default_drivers();
    let name = crate::random::id::<12>("t_")
        .unwrap()
        .replace('-', "_")
        .to_lowercase();
    let mut connection = AnyConnection::connect(server).await.unwrap();
    connection
        .execute(AssertSqlSafe(format!("CREATE SCHEMA {name}")))
        .await
        .unwrap();
    connection.close().await.unwrap();
    let separator = if server.contains('?') { '&' } else { '?' };
    format!("{server}{separator}options[search_path]={name}")
}
