//! Holding something back until a journey lets it go.

use anyhow::Result;
use tokio::sync::watch;

use crate::wait::until_true;

/// A gate at this path, closed, and who keeps it.
pub(crate) fn closed(path: &str) -> (Gate, Held) {
    let (arrived_sender, arrived) = watch::channel(0);
    let (open_sender, open) = watch::channel(false);
    let gate = Gate {
        arrived: arrived_sender,
        open,
    };
    let held = Held {
        path: path.to_owned(),
        arrived,
        open: open_sender,
    };
    (gate, held)
}

/// Where requests or answers wait.
#[derive(Clone, Debug)]
pub(crate) struct Gate {
    arrived: watch::Sender<usize>,
    open: watch::Receiver<bool>,
}

/// A request, or the answer to one, that is held back.
#[derive(Debug)]
pub struct Held {
    path: String,
    arrived: watch::Receiver<usize>,
    open: watch::Sender<bool>,
}

impl Held {
    /// Waits until something is held here.
    ///
    /// # Errors
    /// If nothing comes in time.
    pub async fn arrived(&self) -> Result<()> {
        until_true(&format!("a request to {}", self.path), async || {
            Ok(*self.arrived.borrow() > 0)
        })
        .await
    }

    /// Lets it go, and everything that comes after it.
    pub fn release(self) {
        self.open.send_replace(true);
    }
}

impl Gate {
    /// Waits until it is opened; a gate whose keeper has gone is open.
    pub(crate) async fn pass(mut self) {
        self.arrived.send_modify(|count| *count += 1);
        let _ = self.open.wait_for(|open| *open).await;
    }
}
