//! The sandbox that `tatami serve` starts when there is no Dojo key.

use secrecy::ExposeSecret as _;
use server::Config;
use server::config::DojoAccess;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::Failure;
use super::kept_secret::kept_secret;
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
        let api_key = kept_secret(&config.data_dir.join("sandbox.key"), "sk_sandbox_")?;
        let listener = listen(config.sandbox_listen, "--sandbox-listen").await?;
        let api_url = address(&listener, "--sandbox-listen")?;
        let components_url = api_url.join("/payments/v1/client.js")?;
        let data_file = config.data_dir.join("sandbox.db");
        // Only a sandbox that never was before: what somebody has cleared away stays away.
        let demo_key = (config.demo && !data_file.exists())
            .then(|| dojo::Secret::new(api_key.expose_secret()));
        let (stop, stopped) = oneshot::channel();
        let sandbox = ::sandbox::Config {
            listener,
            public_url: Some(api_url.clone()),
            data_file: Some(data_file),
            clock: ::sandbox::Clock::System,
            demo_key,
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
