//! Why a command could not be carried out, for the person at the terminal.

use std::net::SocketAddr;
use std::path::PathBuf;

use server::DomainError;
use server::config::ConfigError;

/// A sentence that says what to mend; the cause follows it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(
        "cannot listen on {address}; is something else running there? Choose another with {flag}"
    )]
    Listen {
        address: SocketAddr,
        flag: &'static str,
        source: std::io::Error,
    },
    #[error("{path} cannot be used; give a folder that this user may write to with --data-dir")]
    DataDirectory {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("{path} holds something else than {prefix}…; delete it to begin anew")]
    KeptSecret { path: PathBuf, prefix: &'static str },
    #[error("no random numbers can be had from the system")]
    Randomness(#[source] getrandom::Error),
    #[error(
        "nobody signs in with {0} here; see the list of staff in the console, or use `tatami staff add`"
    )]
    NoSuchStaff(shared::EmailAddress),
    #[error("the database cannot be used")]
    Database(#[source] DomainError),
    #[error("the server cannot start")]
    Server(#[source] DomainError),
    #[error("the sandbox cannot run")]
    Sandbox(#[from] ::sandbox::Error),
    #[error("the listening address makes no web address; set --public-url")]
    Address(#[from] url::ParseError),
    #[error("signals of the system cannot be received")]
    Signals(#[source] std::io::Error),
}
