//! Wrong passwords slow down whoever tries: first by seconds, after ten for half an hour.
//!
//! Tries are counted before the password is looked at, so that many at once gain nothing, and alike for addresses that exist
//! and those that do not, so that nobody learns which do.

use std::net::IpAddr;

use sha2::{Digest as _, Sha256};

use crate::DomainError;
use crate::app::App;
use crate::rate_limit;
use crate::store::sign_in_tries::{self, Tries};
use crate::store::{self, Tx};

/// How long a lock lasts, in milliseconds.
const LOCK_MS: i64 = 30 * 60 * 1000;

/// How long the failures of an account are remembered, in milliseconds.
const REMEMBERED_MS: i64 = 24 * 60 * 60 * 1000;

/// What tries are counted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// One account, or an address that none has.
    Account,
    /// One network: whoever tries one password on many accounts.
    Network,
}

impl Rule {
    /// After how many failures in a row it is locked.
    fn most(self) -> i64 {
        match self {
            Self::Account => 10,
            Self::Network => 50,
        }
    }

    /// How long to wait after so many failures, in milliseconds: 1 s, 2 s, 4 s, … from the third before the growth begins.
    fn pause(self, failures: i64) -> i64 {
        if failures >= self.most() {
            return LOCK_MS;
        }
        let free = self.most() - 8;
        match u32::try_from(failures - free) {
            Ok(steps @ 1..) => (1000_i64 << (steps - 1).min(6)).min(60_000),
            Ok(0) | Err(_) => 0,
        }
    }

    fn forgotten_after(self) -> i64 {
        match self {
            Self::Account => REMEMBERED_MS,
            Self::Network => LOCK_MS,
        }
    }

    /// How it stands after one more try, or none if it may not be made yet.
    fn count(self, tries: Tries, now: i64) -> Option<Tries> {
        if now < tries.next_at {
            return None;
        }
        let over = tries.failures >= self.most() || now - tries.last_at >= self.forgotten_after();
        let failures = if over { 1 } else { tries.failures + 1 };
        Some(Tries {
            failures,
            last_at: now,
            next_at: now + self.pause(failures),
        })
    }
}

/// A try that may be made, counted as failed until [`succeeded`] says otherwise.
#[derive(Debug)]
pub(super) struct Counted {
    account: String,
    network: String,
    /// Whether this try, should it fail, locks the account.
    pub(super) locks: bool,
}

/// Counts a try to sign in with `email_address` from `address`.
///
/// # Errors
/// [`DomainError::TooMany`] while it has to wait.
pub(super) async fn count(
    app: &App,
    email_address: &str,
    address: IpAddr,
) -> Result<Counted, DomainError> {
    let now = app.clock.now_ms();
    let account = subject("account", &store::staff::email_key(email_address));
    let network = subject("network", &rate_limit::network(address).to_string());
    let mut tx = app.store.begin().await?;
    let mut failures = 0;
    for (rule, subject) in [(Rule::Account, &account), (Rule::Network, &network)] {
        let tries = sign_in_tries::take(&mut tx, subject).await?;
        let Some(counted) = rule.count(tries, now) else {
            tx.rollback().await?;
            return Err(too_many(rule, tries));
        };
        sign_in_tries::put(&mut tx, subject, counted).await?;
        if rule == Rule::Account {
            failures = counted.failures;
        }
    }
    tx.commit().await?;
    Ok(Counted {
        account,
        network,
        locks: failures >= Rule::Account.most(),
    })
}

/// The password was right: the account's failures are forgotten, and the network has one less.
pub(super) async fn succeeded(tx: &mut Tx, counted: &Counted) -> Result<(), DomainError> {
    sign_in_tries::forget(tx, &counted.account).await?;
    let network = sign_in_tries::take(tx, &counted.network).await?;
    let less = Tries {
        failures: (network.failures - 1).max(0),
        next_at: 0,
        ..network
    };
    sign_in_tries::put(tx, &counted.network, less).await
}

/// Lets an account be tried again at once, because its password was made anew.
pub(super) async fn forgive(tx: &mut Tx, email_address: &str) -> Result<(), DomainError> {
    let account = subject("account", &store::staff::email_key(email_address));
    sign_in_tries::forget(tx, &account).await
}

/// Removes what is too old to matter.
pub(super) async fn forget_old(app: &App) -> Result<(), DomainError> {
    sign_in_tries::forget_before(&app.store, app.clock.now_ms() - REMEMBERED_MS).await
}

fn too_many(rule: Rule, tries: Tries) -> DomainError {
    DomainError::TooMany(if tries.failures < rule.most() {
        "Several tries to sign in went wrong. Wait a minute, then try again."
    } else {
        match rule {
            Rule::Account => {
                "Ten tries to sign in went wrong, so this e-mail address is locked for 30 minutes. \
                 Wait, or ask an owner for a new password."
            }
            Rule::Network => {
                "Many tries to sign in from your network went wrong, so it is locked for 30 minutes. Wait, then try again."
            }
        }
    })
}

fn subject(kind: &str, value: &str) -> String {
    hex::encode(Sha256::digest(format!("{kind}:{value}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fail(rule: Rule, times: usize) -> (Tries, i64) {
        let (mut tries, mut now) = (Tries::default(), REMEMBERED_MS);
        for _ in 0..times {
            now = now.max(tries.next_at);
            tries = rule.count(tries, now).unwrap();
        }
        (tries, now)
    }

    #[test]
    fn the_pause_grows_and_the_tenth_failure_locks_for_half_an_hour() {
        let pauses: Vec<i64> = (1..=10).map(|n| Rule::Account.pause(n) / 1000).collect();
        assert_eq!(pauses, [0, 0, 1, 2, 4, 8, 16, 32, 60, 1800]);
        let (tries, now) = fail(Rule::Account, 10);
        assert_eq!(Rule::Account.count(tries, now + LOCK_MS - 1), None);
        let after = Rule::Account.count(tries, now + LOCK_MS).unwrap();
        assert_eq!((after.failures, after.next_at), (1, after.last_at));
    }

    #[test]
    fn failures_of_yesterday_are_forgotten() {
        let (tries, now) = fail(Rule::Account, 5);
        let next = Rule::Account.count(tries, now + REMEMBERED_MS).unwrap();
        assert_eq!(next.failures, 1);
    }

    #[test]
    fn a_network_has_more_tries_than_an_account() {
        assert_eq!(Rule::Network.pause(42), 0);
        assert_eq!(Rule::Network.pause(43), 1000);
        assert_eq!(Rule::Network.pause(50), LOCK_MS);
    }
}
