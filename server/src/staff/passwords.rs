//! Passwords: Argon2id with OWASP's parameters, one at a time, off the threads that answer.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use argon2::password_hash::{Output, ParamsString, PasswordHash, Salt, SaltString};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::Mutex;

use crate::DomainError;

/// 19 MiB, two passes, one lane (OWASP's Password Storage Cheat Sheet).
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// How long somebody waits for their turn before they are asked to come back.
const PATIENCE: Duration = Duration::from_secs(10);

/// Makes and compares hashes of passwords.
#[derive(Default)]
pub(crate) struct Passwords {
    /// What is computed in, kept from one to the next: allocators give so large a piece back late, and would hold one for every
    /// thread that ever computed.
    memory: Arc<Mutex<Vec<Block>>>,
    /// Of a password that nobody has: compared with where there is no account, so that both take the same time.
    nobodys: Arc<OnceLock<String>>,
}

impl Passwords {
    /// The hash to be kept, with its salt and parameters.
    ///
    /// # Errors
    /// [`DomainError::TooMany`] when too many wait.
    pub(crate) async fn hash(&self, password: SecretString) -> Result<String, DomainError> {
        self.in_turn(move |memory| hash(&password, memory)).await
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
        self.in_turn(move |memory| {
            let Some(kept) = hash_of_account else {
                fits(&password, nobodys_hash(&nobodys, memory)?, memory)?;
                return Ok(false);
            };
            fits(&password, &kept, memory)
        })
        .await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Vec<Block>) -> Result<T, DomainError> + Send + 'static,
    ) -> Result<T, DomainError> {
        let mut memory = tokio::time::timeout(PATIENCE, self.memory.clone().lock_owned())
            .await
            .map_err(|_| {
                DomainError::TooMany(
                    "Too many people sign in at this moment. Nothing was changed. Try again in a minute.",
                )
            })?;
        tokio::task::spawn_blocking(move || work(&mut memory))
            .await
            .map_err(broken)?
    }
}

fn nobodys_hash<'a>(
    kept: &'a OnceLock<String>,
    memory: &mut Vec<Block>,
) -> Result<&'a str, DomainError> {
    if let Some(hash) = kept.get() {
        return Ok(hash);
    }
    let made = hash(&SecretString::from(crate::random::id::<32>("")?), memory)?;
    Ok(kept.get_or_init(|| made))
}

fn hash(password: &SecretString, memory: &mut Vec<Block>) -> Result<String, DomainError> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt)
        .map_err(|cause| DomainError::Internal(format!("no randomness: {cause}")))?;
    let salt = SaltString::encode_b64(&salt).map_err(broken)?;
    let parameters = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(broken)?;
    let made = compute(password, salt.as_salt(), parameters, memory).map_err(broken)?;
    Ok(made.to_string())
}

/// Compared in constant time, as [`Output`] is.
fn fits(password: &SecretString, kept: &str, memory: &mut Vec<Block>) -> Result<bool, DomainError> {
    let kept = PasswordHash::new(kept).map_err(broken)?;
    let salt = kept.salt.ok_or_else(|| broken("a hash without salt"))?;
    let parameters = Params::try_from(&kept).map_err(broken)?;
    let computed = compute(password, salt, parameters, memory).map_err(broken)?;
    Ok(computed == kept)
}

fn compute<'a>(
    password: &SecretString,
    salt: Salt<'a>,
    parameters: Params,
    memory: &mut Vec<Block>,
) -> Result<PasswordHash<'a>, argon2::password_hash::Error> {
    let mut bytes = [0; Salt::RECOMMENDED_LENGTH * 4];
    let bytes = salt.decode_b64(&mut bytes)?;
    let length = parameters.output_len();
    let needed = parameters.block_count();
    if memory.len() < needed {
        memory.resize(needed, Block::default());
    }
    let params = ParamsString::try_from(&parameters)?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters);
    let output = Output::init_with(length.unwrap_or(Params::DEFAULT_OUTPUT_LEN), |output| {
        let password = password.expose_secret().as_bytes();
        argon2.hash_password_into_with_memory(password, bytes, output, memory.as_mut_slice())?;
        Ok(())
    })?;
    Ok(PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params,
        salt: Some(salt),
        hash: Some(output),
    })
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
