//! The accounts, each behind its own lock, and the doors through which they are found.

use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, PoisonError, RwLock, Weak},
    time::Duration,
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use tokio::sync::{Mutex, Notify};
use url::Url;

use crate::{
    account::{AccountState, session_door},
    clock::Clock,
    store::{Store, StoreError},
};

/// How long a webhook endpoint may take to answer.
const WEBHOOK_TIMEOUT: Duration = Duration::from_secs(10);

/// All accounts of a running sandbox. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Sandbox {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    clock: Clock,
    public_url: Url,
    store: Option<Store>,
    webhooks: reqwest::Client,
    accounts: RwLock<HashMap<String, Arc<Account>>>,
    doors: RwLock<HashMap<String, Door>>,
    wake: Notify,
}

#[derive(Clone, Debug)]
struct Door {
    account: Weak<Account>,
    id: String,
}

/// One account: what belongs to one API key.
#[derive(Debug)]
pub struct Account {
    /// `acc_…`, made of the hash of the key. The key itself is not kept.
    pub id: String,
    shared: Arc<Shared>,
    state: Mutex<AccountState>,
    /// One at a time moves the virtual clock.
    pub(crate) advancing: Mutex<()>,
}

impl Sandbox {
    /// A sandbox with the accounts of the data file, or without any.
    ///
    /// # Errors
    /// If the data file cannot be read, or no HTTP client for webhooks can be made.
    pub async fn open(
        public_url: Url,
        data_file: Option<&Path>,
        clock: Clock,
    ) -> Result<Self, crate::Error> {
        // Whoever embeds the sandbox may have installed a provider before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let webhooks = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(WEBHOOK_TIMEOUT)
            .build()
            .map_err(crate::Error::Client)?;
        let store = match data_file {
            Some(path) => Some(Store::open(path).await?),
            None => None,
        };
        let sandbox = Self {
            shared: Arc::new(Shared {
                clock,
                public_url,
                store,
                webhooks,
                accounts: RwLock::default(),
                doors: RwLock::default(),
                wake: Notify::new(),
            }),
        };
        sandbox.load().await?;
        Ok(sandbox)
    }

    /// The account of an API key; a well-formed key that was never seen gets a new one.
    ///
    /// Nothing for a key that is not of the form `sk_sandbox_…`.
    #[must_use]
    pub fn account_of_key(&self, key: &str) -> Option<Arc<Account>> {
        let content = key.strip_prefix("sk_sandbox_")?;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        if content.is_empty() || content.len() > 500 || !content.bytes().all(plain) {
            return None;
        }
        let digest = Sha256::digest(key.as_bytes());
        let id = format!("acc_{}", BASE64_URL_SAFE_NO_PAD.encode(&digest[..16]));
        Some(self.account(&id))
    }

    /// The account that a payment intent, setup intent, customer or challenge belongs to.
    #[must_use]
    pub fn account_of(&self, id: &str) -> Option<Arc<Account>> {
        self.door(id).map(|(account, _)| account)
    }

    /// The account and the id of the payment intent or setup intent that a client session secret was made for.
    ///
    /// Whether the secret is still good is for [`crate::machine::payments::pay`] to say.
    #[must_use]
    pub fn by_session_secret(&self, secret: &str) -> Option<(Arc<Account>, String)> {
        self.door(&session_door(secret))
    }

    /// Where shoppers reach the sandbox.
    #[must_use]
    pub fn public_url(&self) -> &Url {
        &self.shared.public_url
    }

    /// All accounts.
    #[must_use]
    pub fn accounts(&self) -> Vec<Arc<Account>> {
        let accounts = self.shared.accounts.read();
        let accounts = accounts.unwrap_or_else(PoisonError::into_inner);
        accounts.values().cloned().collect()
    }

    /// Returns when an account changed since the last call.
    pub(crate) async fn changed(&self) {
        self.shared.wake.notified().await;
    }

    /// Closes the data file.
    pub(crate) async fn close(&self) {
        if let Some(store) = &self.shared.store {
            store.close().await;
        }
    }

    fn door(&self, key: &str) -> Option<(Arc<Account>, String)> {
        let doors = self.shared.doors.read();
        let doors = doors.unwrap_or_else(PoisonError::into_inner);
        let door = doors.get(key)?;
        Some((door.account.upgrade()?, door.id.clone()))
    }

    fn account(&self, id: &str) -> Arc<Account> {
        let mut accounts = self.shared.accounts.write();
        let accounts = accounts.as_deref_mut();
        let make = || {
            Arc::new(Account {
                id: id.to_owned(),
                shared: Arc::clone(&self.shared),
                state: Mutex::new(AccountState::new(id)),
                advancing: Mutex::new(()),
            })
        };
        match accounts {
            Ok(accounts) => Arc::clone(accounts.entry(id.to_owned()).or_insert_with(make)),
            Err(poisoned) => {
                let accounts = poisoned.get_mut();
                Arc::clone(accounts.entry(id.to_owned()).or_insert_with(make))
            }
        }
    }

    async fn load(&self) -> Result<(), StoreError> {
        let Some(store) = &self.shared.store else {
            return Ok(());
        };
        for stored in store.load().await? {
            let account = self.account(&stored.account);
            account.state.lock().await.load(&stored)?;
        }
        for account in self.accounts() {
            let mut state = account.state.lock().await;
            state.derive();
            account.open_doors(&mut state);
        }
        Ok(())
    }
}

impl Account {
    /// Carries out what is due, then `act` with the account's state and virtual time, then stores what changed.
    ///
    /// This is the only way to the state. Reading and changing are the same, because time may have passed.
    ///
    /// # Errors
    /// If the data file fails; what `act` did stays in memory then and is written with the next change.
    pub async fn change<T>(
        self: &Arc<Self>,
        act: impl FnOnce(&mut AccountState, Timestamp) -> T,
    ) -> Result<T, StoreError> {
        let mut state = self.state.lock().await;
        let now = state.now(&self.shared.clock);
        state.settle(now);
        let answer = act(&mut state, now);
        self.open_doors(&mut state);
        self.commit(&mut state).await?;
        if state.next_delivery().is_some_and(|at| at <= now) {
            self.shared.wake.notify_one();
        }
        Ok(answer)
    }

    /// Where shoppers reach the sandbox.
    #[must_use]
    pub fn public_url(&self) -> &Url {
        &self.shared.public_url
    }

    /// The real time.
    pub(crate) fn clock(&self) -> &Clock {
        &self.shared.clock
    }

    pub(crate) fn webhook_client(&self) -> &reqwest::Client {
        &self.shared.webhooks
    }

    async fn commit(&self, state: &mut AccountState) -> Result<(), StoreError> {
        if let Some(store) = &self.shared.store {
            let changes = state.changes()?;
            if !changes.is_empty() {
                store.write(&self.id, &changes).await?;
            }
        }
        state.stored();
        Ok(())
    }

    fn open_doors(self: &Arc<Self>, state: &mut AccountState) {
        let opened = state.take_new_doors();
        let closed = state.take_doors_closed();
        if opened.is_empty() && !closed {
            return;
        }
        let mut doors = self.shared.doors.write();
        let doors = match &mut doors {
            Ok(doors) => &mut **doors,
            Err(poisoned) => &mut **poisoned.get_mut(),
        };
        if closed {
            let own = Arc::downgrade(self);
            doors.retain(|_, door| !door.account.ptr_eq(&own));
        }
        for (key, id) in opened {
            // A snapshot restored into a second account does not take over what the first one has.
            let door = doors.entry(key).or_insert_with(|| Door {
                account: Arc::downgrade(self),
                id: id.clone(),
            });
            if door.account.strong_count() == 0 {
                door.account = Arc::downgrade(self);
            }
        }
    }
}
