//! Passwords: Argon2id with OWASP's parameters, a few at a time, off the threads that answer.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use argon2::password_hash::{PasswordHash, PasswordHasher as _, PasswordVerifier as _, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::Semaphore;

use crate::DomainError;

/// 19 MiB, two passes, one lane (OWASP's Password Storage Cheat Sheet).
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// How many are computed at once: each takes memory and a core.
const AT_ONCE: usize = 2;

/// How long somebody waits for their turn before they are asked to come back.
const PATIENCE: Duration = Duration::from_secs(10);

/// Makes and compares hashes of passwords.
pub(crate) struct Passwords {
    turns: Arc<Semaphore>,
    /// Of a password that nobody has: compared with where there is no account, so that both take the same time.
    nobodys: Arc<OnceLock<String>>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self {
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            nobodys: Arc::default(),
        }
    }
}

impl Passwords {
    /// The hash to be kept, with its salt and parameters.
    ///
    /// # Errors
    /// [`DomainError::TooMany`] when too many wait.
    pub(crate) async fn hash(&self, password: SecretString) -> Result<String, DomainError> {
        self.in_turn(move || hash(&password)).await
    }

    /// Whether the password is the one of `hash`. Without a hash the answer is no, after as much work.
    ///
    /// # Errors
    /// [`DomainError::TooMany`] when too many wait.
    pub(crate) async fn fits(
        &self,
        password: SecretString,
        hash_of_account: Option<String>,
    ) -> Result<bool, DomainError> {
        let nobodys = self.nobodys.clone();
        self.in_turn(move || {
            let Some(kept) = hash_of_account else {
                fits(&password, nobodys_hash(&nobodys)?)?;
                return Ok(false);
            };
            fits(&password, &kept)
        })
        .await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, DomainError> + Send + 'static,
    ) -> Result<T, DomainError> {
        let turn = tokio::time::timeout(PATIENCE, self.turns.clone().acquire_owned())
            .await
            .map_err(|_| {
                DomainError::TooMany(
                    "Too many people sign in at this moment. Nothing was changed. Try again in a minute.",
                )
            })?
            .map_err(|cause| DomainError::Internal(format!("passwords: {cause}")))?;
        tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work()
        })
        .await
        .map_err(|cause| DomainError::Internal(format!("passwords: {cause}")))?
    }
}

fn nobodys_hash(kept: &OnceLock<String>) -> Result<&str, DomainError> {
    if let Some(hash) = kept.get() {
        return Ok(hash);
    }
    let made = hash(&SecretString::from(crate::random::id::<32>("")?))?;
    Ok(kept.get_or_init(|| made))
}

fn argon2() -> Result<Argon2<'static>, DomainError> {
    let parameters = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(broken)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters))
}

fn hash(password: &SecretString) -> Result<String, DomainError> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt)
        .map_err(|cause| DomainError::Internal(format!("no randomness: {cause}")))?;
    let salt = SaltString::encode_b64(&salt).map_err(broken)?;
    let hash = argon2()?
        .hash_password(password.expose_secret().as_bytes(), &salt)
        .map_err(broken)?;
    Ok(hash.to_string())
}

fn fits(password: &SecretString, kept: &str) -> Result<bool, DomainError> {
    let kept = PasswordHash::new(kept).map_err(broken)?;
    match argon2()?.verify_password(password.expose_secret().as_bytes(), &kept) {
        Ok(()) => Ok(true),
        Err(argon2::password_hash::Error::Password) => Ok(false),
        Err(error) => Err(broken(error)),
    }
}

fn broken(cause: impl std::fmt::Display) -> DomainError {
    DomainError::Internal(format!("passwords: {cause}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_only() {
        let passwords = Passwords::default();
        let kept = passwords.hash("correct horse".into()).await.unwrap();
        assert!(
            kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{kept}"
        );
        let fits = async |word: &str| passwords.fits(word.into(), Some(kept.clone())).await;
        assert!(fits("correct horse").await.unwrap());
        assert!(!fits("correct hors").await.unwrap());
        assert!(!passwords.fits("correct horse".into(), None).await.unwrap());
    }

    #[tokio::test]
    async fn equal_passwords_have_different_hashes() {
        let passwords = Passwords::default();
        let one = passwords.hash("correct horse".into()).await.unwrap();
        assert_ne!(one, passwords.hash("correct horse".into()).await.unwrap());
    }
}
