//! All SQL: one text for SQLite and PostgreSQL.

pub(crate) mod api_tokens;
pub(crate) mod attempts;
pub(crate) mod attention;
pub(crate) mod audit;
pub mod baskets;
pub(crate) mod checkouts;
pub(crate) mod cursor;
pub(crate) mod customers;
pub(crate) mod emails;
pub mod file;
pub(crate) mod flags;
pub(crate) mod holds;
pub mod idempotency;
pub(crate) mod inbox;
pub(crate) mod links;
pub(crate) mod live;
pub(crate) mod logos;
pub(crate) mod outbox;
pub(crate) mod overview;
pub(crate) mod parked;
pub(crate) mod payments;
pub(crate) mod phone_orders;
pub(crate) mod refunds;
pub(crate) mod saved_views;
mod schema;
pub(crate) mod sessions;
pub(crate) mod settings;
pub(crate) mod sign_in_tries;
pub(crate) mod staff;
pub(crate) mod staff_links;

use std::path::Path;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use sqlx::any::AnyPoolOptions;
use sqlx::{Any, AnyConnection, AnyPool, Connection, Executor, Transaction};

use crate::DomainError;

/// The only location so far. Every row names it, so that more can follow.
pub(crate) const LOCATION: &str = "loc_default";

/// How long a statement waits for a lock or a free connection before the database counts as unavailable.
const PATIENCE: Duration = Duration::from_secs(5);

/// A transaction that may write.
pub(crate) type Tx = Transaction<'static, Any>;

/// The database: SQLite with one connection that writes and several that read, or PostgreSQL.
#[derive(Clone, Debug)]
pub struct Store {
    write: AnyPool,
    read: AnyPool,
    dialect: Dialect,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dialect {
    Sqlite,
    Postgres,
}

impl Store {
    /// Connects to `sqlite:PATH` or `postgres://…` and brings the schema up to date.
    ///
    /// # Errors
    /// [`DomainError::Store`].
    pub async fn open(url: &SecretString) -> Result<Self, DomainError> {
        sqlx::any::install_default_drivers();
        let url = url.expose_secret();
        let store = if url.starts_with("sqlite:") {
            Self::open_sqlite(url).await?
        } else {
            Self::open_postgres(url).await?
        };
        store.migrate().await?;
        Ok(store)
    }

    async fn migrate(&self) -> Result<(), DomainError> {
        let mut connection = self.write.acquire().await?;
        if self.dialect == Dialect::Sqlite {
            return schema::migrate(&mut connection).await;
        }
        // A change of a large table takes its time. The connection is used for nothing else afterwards.
        for setting in ["SET lock_timeout = 0", "SET statement_timeout = 0"] {
            connection.execute(setting).await?;
        }
        schema::migrate(&mut connection).await?;
        Ok(connection.close().await?)
    }

    /// Makes due at once what a killed process had taken into its hands: leases end a minute ahead at most. On SQLite only,
    /// where there is no other process; on PostgreSQL they run out by themselves.
    pub(crate) async fn release_leases(&self, now: i64) -> Result<(), DomainError> {
        if self.dialect == Dialect::Postgres {
            return Ok(());
        }
        let mut tx = self.begin().await?;
        inbox::release(&mut tx, now).await?;
        outbox::release(&mut tx, now).await?;
        emails::release(&mut tx, now).await?;
        attempts::release(&mut tx, now).await?;
        holds::schedule::release(&mut tx, now).await?;
        customers::telling::release(&mut tx, now).await?;
        refunds::release(&mut tx, now).await?;
        payments::release(&mut tx, now).await?;
        idempotency::give_up(&mut tx, now).await?;
        Ok(tx.commit().await?)
    }

    async fn open_sqlite(url: &str) -> Result<Self, DomainError> {
        let path = url
            .trim_start_matches("sqlite:")
            .trim_start_matches("//")
            .split('?')
            .next()
            .unwrap_or_default();
        let unusable = |cause: std::io::Error| DomainError::Store(cause.into());
        if let Some(folder) = Path::new(path).parent() {
            file::make_folder(folder).map_err(unusable)?;
        }
        file::make_database(Path::new(path)).map_err(unusable)?;
        // In an address a percent sign would begin an escape.
        let url = format!("sqlite:{}?mode=rwc", path.replace('%', "%25"));
        let write = sqlite_pool(1).connect(&url).await?;
        let read = sqlite_pool(4).connect(&url).await?;
        Ok(Self {
            write,
            read,
            dialect: Dialect::Sqlite,
        })
    }

    async fn open_postgres(url: &str) -> Result<Self, DomainError> {
        let pool = AnyPoolOptions::new()
            .max_connections(10)
            .acquire_timeout(PATIENCE)
            .after_connect(|connection, _| Box::pin(prepare_postgres(connection)))
            .connect(url)
            .await?;
        Ok(Self {
            read: pool.clone(),
            write: pool,
            dialect: Dialect::Postgres,
        })
    }

    /// For statements that only read and may be a moment behind.
    pub(crate) fn read(&self) -> &AnyPool {
        &self.read
    }

    /// For single statements that write.
    pub(crate) fn write(&self) -> &AnyPool {
        &self.write
    }

    /// Begins a transaction that writes. On SQLite it holds the only writer, so Dojo is never asked within.
    pub(crate) async fn begin(&self) -> Result<Tx, DomainError> {
        Ok(match self.dialect {
            // Taking the lock at once avoids the upgrade from reader to writer that SQLite refuses with "busy".
            Dialect::Sqlite => self.write.begin_with("BEGIN IMMEDIATE").await?,
            Dialect::Postgres => self.write.begin().await?,
        })
    }

    /// Begins a transaction that only reads, and sees everything as it was at one moment, however many statements it takes.
    pub(crate) async fn snapshot(&self) -> Result<Tx, DomainError> {
        let begin = self.per_dialect(
            "BEGIN",
            // Otherwise each statement would see what was committed before it.
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        );
        Ok(self.read.begin_with(begin).await?)
    }

    /// The first text on SQLite, whose single writer needs no row locks; the second on PostgreSQL.
    pub(crate) fn per_dialect(&self, sqlite: &'static str, postgres: &'static str) -> &'static str {
        match self.dialect {
            Dialect::Sqlite => sqlite,
            Dialect::Postgres => postgres,
        }
    }

    /// Whether the database can be written to.
    ///
    /// # Errors
    /// [`DomainError::Store`].
    pub async fn ready(&self) -> Result<(), DomainError> {
        let mut tx = self.begin().await?;
        sqlx::query("UPDATE locations SET name = name WHERE id = $1")
            .bind(LOCATION)
            .execute(&mut *tx)
            .await?;
        Ok(tx.rollback().await?)
    }

    /// Closes every connection, once it is idle.
    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }
}

fn sqlite_pool(connections: u32) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        // A connection that lives as long as the process needs its settings only once.
        .max_lifetime(None)
        .idle_timeout(None)
        .after_connect(|connection, _| Box::pin(prepare_sqlite(connection)))
        // When the disk is full SQLite ends a transaction by itself, which sqlx does not notice: a connection that still
        // counts as being in one can begin no other, so it is replaced.
        .before_acquire(|connection, _| {
            let usable = !connection.is_in_transaction();
            Box::pin(async move { Ok(usable) })
        })
}

async fn prepare_sqlite(connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
    // The busy timeout comes first: changing the journal mode needs a lock itself.
    for pragma in [
        "PRAGMA busy_timeout = 5000",
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "PRAGMA foreign_keys = ON",
        "PRAGMA journal_size_limit = 16777216",
    ] {
        connection.execute(pragma).await?;
    }
    Ok(())
}

/// PostgreSQL waits without end for a lock, which would hold the shopper's request and one of few connections.
async fn prepare_postgres(connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
    for setting in [
        // Compiling a plan takes longer than any of our questions.
        "SET jit = off",
        "SET lock_timeout = '5s'",
        "SET statement_timeout = '10s'",
        "SET idle_in_transaction_session_timeout = '30s'",
    ] {
        connection.execute(setting).await?;
    }
    Ok(())
}

impl From<sqlx::Error> for DomainError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::ColumnDecode { .. }
            | sqlx::Error::ColumnNotFound(_)
            | sqlx::Error::Decode(_) => Self::Internal(format!("a row cannot be read: {error}")),
            other => Self::Store(other.into()),
        }
    }
}
