//! When to end: Ctrl-C, or what a service manager sends.

use std::future::Future;

use super::Failure;

/// Completes at SIGINT or SIGTERM.
#[cfg(unix)]
pub(super) fn requested() -> Result<impl Future<Output = ()> + Send, Failure> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt()).map_err(Failure::Signals)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(Failure::Signals)?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Completes at Ctrl-C.
#[cfg(not(unix))]
pub(super) fn requested() -> Result<impl Future<Output = ()> + Send, Failure> {
    Ok(async {
        // If the signal cannot be received, the process ends as the system ends it.
        let _ = tokio::signal::ctrl_c().await;
    })
}
