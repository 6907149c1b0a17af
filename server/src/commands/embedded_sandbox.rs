//! The sandbox that `tatami serve` starts when there is no Dojo key.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::SecretString;
use server::Config;
use server::config::DojoAccess;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::Failure;
use super::listen::{address, listen};

/// A sandbox on its own port.
pub(super) struct EmbeddedSandbox {
    /// How the server and browsers reach it.
    pub(super) access: DojoAccess,
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<(), ::sandbox::Error>>,
}

impl EmbeddedSandbox {
    /// Starts it, with the account that it had before, if any.
    pub(super) async fn start(config: &Config) -> Result<Self, Failure> {
        let api_key = account_key(&config.data_dir.join("sandbox.key"))?;
        let listener = listen(config.sandbox_listen, "--sandbox-listen").await?;
        let api_url = address(&listener, "--sandbox-listen")?;
        let components_url = api_url.join("/payments/v1/client.js")?;
        let (stop, stopped) = oneshot::channel();
        let sandbox = ::sandbox::Config {
            listener,
            public_url: Some(api_url.clone()),
            data_file: Some(config.data_dir.join("sandbox.db")),
            clock: ::sandbox::Clock::System,
        };
        let task = tokio::spawn(::sandbox::serve(sandbox, async {
            // The sender is dropped only where the server has given up, which is also an end.
            let _ = stopped.await;
        }));
        Ok(Self {
            access: DojoAccess {
                api_url,
                components_url,
                api_key,
            },
            stop,
            task,
        })
    }

    /// Completes if it ends by itself, which it does only by failing.
    pub(super) async fn failed(&mut self) -> Failure {
        match (&mut self.task).await {
            Ok(Err(error)) => Failure::Sandbox(error),
            Ok(Ok(())) | Err(_) => Failure::Server(server::DomainError::Internal(
                "the sandbox ended by itself".to_owned(),
            )),
        }
    }

    /// Lets it finish its answers.
    pub(super) async fn stop(self) -> Result<(), Failure> {
        // If it has ended already, the task says how.
        let _ = self.stop.send(());
        match self.task.await {
            Ok(ended) => Ok(ended?),
            Err(_) => Ok(()),
        }
    }
}

/// The key in the file, or a new one, readable by this user alone.
fn account_key(path: &Path) -> Result<SecretString, Failure> {
    let unusable = |source| Failure::DataDirectory {
        path: path.to_owned(),
        source,
    };
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(mut file) => {
            let mut bytes = [0_u8; 24];
            getrandom::fill(&mut bytes).map_err(Failure::Randomness)?;
            let key = format!("sk_sandbox_{}", URL_SAFE_NO_PAD.encode(bytes));
            file.write_all(key.as_bytes())
                .and_then(|()| file.sync_all())
                .map_err(unusable)?;
            Ok(SecretString::from(key))
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let key = std::fs::read_to_string(path).map_err(unusable)?;
            checked(key.trim(), path)
        }
        Err(error) => Err(unusable(error)),
    }
}

fn checked(key: &str, path: &Path) -> Result<SecretString, Failure> {
    if key.len() > "sk_sandbox_".len() && key.starts_with("sk_sandbox_") {
        Ok(SecretString::from(key))
    } else {
        Err(Failure::SandboxKey {
            path: PathBuf::from(path),
        })
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    #[test]
    fn the_account_stays_the_same_and_is_kept_from_others() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sandbox.key");
        let first = account_key(&path).unwrap();
        let second = account_key(&path).unwrap();
        assert_eq!(first.expose_secret(), second.expose_secret());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_file_with_something_else_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sandbox.key");
        std::fs::write(&path, "sk_prod_real").unwrap();
        assert!(matches!(
            account_key(&path),
            Err(Failure::SandboxKey { .. })
        ));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "sk_prod_real");
    }
}
