//! A process of ours, its output in a file, ended as a machine would end it.

use std::{fs::OpenOptions, path::Path, process::Stdio};

use anyhow::{Context, Result, ensure};
use rustix::process::{Pid, Signal, kill_process};
use tokio::{
    process::{Child, Command},
    time::timeout,
};

use crate::wait::PATIENCE;

/// A running process; killed when dropped.
#[derive(Debug)]
pub struct Program {
    child: Child,
}

impl Program {
    /// Starts it, standard output and error appended to the two files.
    ///
    /// # Errors
    /// If it cannot be started.
    pub fn start(command: &mut Command, output: &Path, errors: &Path) -> Result<Self> {
        let append = |path: &Path| OpenOptions::new().create(true).append(true).open(path);
        let child = command
            .stdin(Stdio::null())
            .stdout(append(output)?)
            .stderr(append(errors)?)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot start {:?}", command.as_std().get_program()))?;
        Ok(Self { child })
    }

    /// Whether it has ended, with its status if so.
    ///
    /// # Errors
    /// If the system does not tell.
    pub fn ended(&mut self) -> Result<Option<std::process::ExitStatus>> {
        Ok(self.child.try_wait()?)
    }

    /// SIGKILL: no destructor, no flush.
    ///
    /// # Errors
    /// If it had ended before.
    pub async fn kill_9(&mut self) -> Result<()> {
        ensure!(self.ended()?.is_none(), "it had ended before it was killed");
        self.child.kill().await?;
        Ok(())
    }

    /// SIGTERM, and waits until it has ended by itself, with success.
    ///
    /// # Errors
    /// If it does not end, or ends with a failure.
    pub async fn terminate(&mut self) -> Result<()> {
        self.signal(Signal::TERM)?;
        let status = timeout(PATIENCE, self.child.wait())
            .await
            .context("SIGTERM did not end it")??;
        ensure!(status.success(), "it ended with {status} after SIGTERM");
        Ok(())
    }

    /// Sends it a signal.
    ///
    /// # Errors
    /// If it has ended.
    pub fn signal(&self, signal: Signal) -> Result<()> {
        let id = self.child.id().context("it had ended before")?;
        let id = Pid::from_raw(i32::try_from(id)?).context("a process id is above zero")?;
        Ok(kill_process(id, signal)?)
    }

    /// The process id while it runs.
    #[must_use]
    pub fn id(&self) -> Option<u32> {
        self.child.id()
    }
}

/// Kills every process whose command line names this folder.
pub fn kill_all_that_use(folder: &Path) {
    let folder = folder.as_os_str().as_encoded_bytes();
    for process in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
        let id = process.file_name().to_str().and_then(|id| id.parse().ok());
        let command = std::fs::read(process.path().join("cmdline")).unwrap_or_default();
        let uses = command.windows(folder.len()).any(|part| part == folder);
        if let Some(id) = id.and_then(Pid::from_raw).filter(|_| uses) {
            // It may have ended in the meantime.
            let _ = kill_process(id, Signal::KILL);
        }
    }
}
