//! What happens without anyone asking: webhooks that are due are posted, intents that are due settle.

use std::{sync::Arc, time::Duration};

use crate::{
    account::AccountState,
    state::{Account, Sandbox},
    webhooks,
};

/// How often accounts are looked at when nothing wakes the ticker.
const PERIOD: Duration = Duration::from_millis(500);

/// Runs until it is dropped.
pub(crate) async fn run(sandbox: Sandbox) {
    loop {
        for account in sandbox.accounts() {
            tick(&account).await;
        }
        tokio::select! {
            () = sandbox.changed() => {}
            () = tokio::time::sleep(PERIOD) => {}
        }
    }
}

async fn tick(account: &Arc<Account>) {
    match account.change(AccountState::claim_due).await {
        Ok(parcels) if parcels.is_empty() => {}
        Ok(parcels) => {
            let account = Arc::clone(account);
            tokio::spawn(async move { webhooks::post_all(&account, parcels).await });
        }
        Err(error) => tracing::error!(%error, "what is due could not be carried out"),
    }
}
