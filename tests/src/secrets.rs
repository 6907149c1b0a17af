//! Looks for what must not be found: card numbers and keys, in all that a journey left behind.

use std::path::Path;

use anyhow::{Result, ensure};

use crate::{cards, network::Exchange};

/// What must not be found.
#[derive(Clone, Debug)]
pub struct Secrets {
    key: String,
    card_numbers: Vec<String>,
    webhook_secrets: Vec<String>,
}

/// What may be found where: each secret has one place where it belongs.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// Neither of them belongs here.
    Ours,
    /// The sandbox plays Dojo, which signs with the webhook secrets and so keeps them.
    Sandbox,
    /// The demo shop tells newcomers which test cards there are.
    DemoShop,
}

impl Secrets {
    /// Every test card, as digits and in groups, the account's key, the webhook secrets.
    #[must_use]
    pub fn new(sandbox_key: &str, webhook_secrets: Vec<String>) -> Self {
        let mut card_numbers = Vec::new();
        for card in cards::ALL {
            card_numbers.push(card.number.to_owned());
            for between in [" ", "-", "+", "%20"] {
                card_numbers.push(card.grouped().replace(' ', between));
            }
        }
        Self {
            key: sandbox_key.to_owned(),
            card_numbers,
            webhook_secrets,
        }
    }

    /// Searches every file of the folder, logs and databases; the key's own file is where it belongs.
    ///
    /// # Errors
    /// What was found, and where.
    pub fn must_not_be_in_files(&self, folder: &Path) -> Result<()> {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                self.must_not_be_in_files(&path)?;
                continue;
            }
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if name == "sandbox.key" {
                continue;
            }
            let place = match name.starts_with("sandbox.db") {
                true => Place::Sandbox,
                false => Place::Ours,
            };
            self.must_not_be_in(&std::fs::read(&path)?, place, &path.display().to_string())?;
        }
        Ok(())
    }

    /// Searches the head and the body of what our server answered.
    ///
    /// # Errors
    /// What was found, and where.
    pub fn must_not_be_in_answer(&self, exchange: &Exchange) -> Result<()> {
        let name = format!("the answer to {} {}", exchange.method, exchange.url);
        let place = match exchange.url.path() {
            "/" => Place::DemoShop,
            _ => Place::Ours,
        };
        for value in exchange.headers.values() {
            self.must_not_be_in(value.as_bytes(), place, &name)?;
        }
        self.must_not_be_in(&exchange.decoded()?, place, &name)
    }

    fn must_not_be_in(&self, text: &[u8], place: Place, name: &str) -> Result<()> {
        ensure!(!contains(text, &self.key), "the sandbox key is in {name}");
        if !matches!(place, Place::DemoShop) {
            let found = self
                .card_numbers
                .iter()
                .any(|number| contains(text, number));
            ensure!(!found, "a card number is in {name}");
        }
        if !matches!(place, Place::Sandbox) {
            let found = self
                .webhook_secrets
                .iter()
                .any(|secret| contains(text, secret));
            ensure!(!found, "a webhook secret is in {name}");
        }
        Ok(())
    }
}

fn contains(text: &[u8], needle: &str) -> bool {
    let needle = needle.as_bytes();
    !needle.is_empty() && text.windows(needle.len()).any(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets() -> Secrets {
        Secrets::new("sk_sandbox_abc", vec!["whsec".to_owned()])
    }

    #[test]
    fn a_card_number_in_a_log_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("stderr.log");
        std::fs::write(&file, "card=5200 0000 0000 1005\n").unwrap();
        assert!(secrets().must_not_be_in_files(folder.path()).is_err());
        std::fs::write(&file, "card=**** 1005\n").unwrap();
        secrets().must_not_be_in_files(folder.path()).unwrap();
    }

    #[test]
    fn the_key_is_found_anywhere_but_in_its_own_file() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("sandbox.key"), "sk_sandbox_abc").unwrap();
        secrets().must_not_be_in_files(folder.path()).unwrap();
        std::fs::write(folder.path().join("tatami.db-wal"), b"\0\0sk_sandbox_abc\0").unwrap();
        assert!(secrets().must_not_be_in_files(folder.path()).is_err());
    }

    #[test]
    fn a_webhook_secret_belongs_to_the_sandbox_alone() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("sandbox.db"), "whsec").unwrap();
        secrets().must_not_be_in_files(folder.path()).unwrap();
        std::fs::write(folder.path().join("tatami.db"), "whsec").unwrap();
        assert!(secrets().must_not_be_in_files(folder.path()).is_err());
    }
}
