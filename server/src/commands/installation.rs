//! Which installation a command is for: its settings and its database.

use std::path::PathBuf;

use clap::Args;
use server::Config;
use server::config::Options;
use server::store::Store;

use super::Failure;

/// The settings, and where more of them are.
#[derive(Args, Debug)]
pub(crate) struct Installation {
    /// A file of settings [default: tatami.toml, if it is there]
    #[arg(long, env = "TATAMI_CONFIG")]
    config: Option<PathBuf>,
    #[command(flatten)]
    options: Options,
}

impl Installation {
    /// Reads the settings.
    ///
    /// # Errors
    /// [`Failure::Config`].
    pub(crate) fn config(self) -> Result<Config, Failure> {
        Ok(Config::load(self.options, self.config.as_deref())?)
    }

    /// Reads the settings and opens the database.
    ///
    /// # Errors
    /// [`Failure::Config`], [`Failure::Database`].
    pub(crate) async fn open(self) -> Result<(Config, Store), Failure> {
        let config = self.config()?;
        let store = Store::open(&config.database_url).await;
        Ok((config, store.map_err(Failure::Database)?))
    }
}
