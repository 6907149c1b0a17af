//! Secrets that the program makes for itself, and keeps in a file that this user alone may read.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::SecretString;

use super::Failure;

/// The secret in the file; if there is no file yet, a new one: `prefix` and 192 random bits.
pub(super) fn kept_secret(path: &Path, prefix: &'static str) -> Result<SecretString, Failure> {
    let unusable = |source| Failure::DataDirectory {
        path: path.to_owned(),
        source,
    };
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(mut file) => {
            let mut bytes = [0_u8; 24];
            getrandom::fill(&mut bytes).map_err(Failure::Randomness)?;
            let secret = format!("{prefix}{}", URL_SAFE_NO_PAD.encode(bytes));
            file.write_all(secret.as_bytes())
                .and_then(|()| file.sync_all())
                .map_err(unusable)?;
            Ok(SecretString::from(secret))
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let text = std::fs::read_to_string(path).map_err(unusable)?;
            let secret = text.trim();
            if secret.len() > prefix.len() && secret.starts_with(prefix) {
                Ok(SecretString::from(secret))
            } else {
                Err(Failure::KeptSecret {
                    path: path.to_owned(),
                    prefix,
                })
            }
        }
        Err(error) => Err(unusable(error)),
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    #[test]
    fn the_secret_stays_the_same_and_is_kept_from_others() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sandbox.key");
        let first = kept_secret(&path, "sk_sandbox_").unwrap();
        let second = kept_secret(&path, "sk_sandbox_").unwrap();
        assert_eq!(first.expose_secret(), second.expose_secret());
        assert!(first.expose_secret().starts_with("sk_sandbox_"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_file_with_something_else_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sandbox.key");
        std::fs::write(&path, "sk_prod_real").unwrap();
        let refused = kept_secret(&path, "sk_sandbox_");
        assert!(matches!(refused, Err(Failure::KeptSecret { .. })));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "sk_prod_real");
    }
}
