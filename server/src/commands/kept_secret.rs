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
    let found = match std::fs::read_to_string(path) {
        Ok(text) => text.trim().to_owned(),
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(unusable(error)),
    };
    // An empty file is what a power cut may leave.
    if found.is_empty() {
        let made = format!("{prefix}{}", URL_SAFE_NO_PAD.encode(random()?));
        write_whole(path, &made).map_err(unusable)?;
        return Ok(SecretString::from(made));
    }
    if found.len() > prefix.len() && found.starts_with(prefix) {
        Ok(SecretString::from(found))
    } else {
        Err(Failure::KeptSecret {
            path: path.to_owned(),
            prefix,
        })
    }
}

fn random() -> Result<[u8; 24], Failure> {
    let mut bytes = [0_u8; 24];
    getrandom::fill(&mut bytes).map_err(Failure::Randomness)?;
    Ok(bytes)
}

/// The file has either nothing of it or all, whenever the process is killed.
fn write_whole(path: &Path, text: &str) -> std::io::Result<()> {
    let temporary = path.with_extension(format!("{}.new", std::process::id()));
    match std::fs::remove_file(&temporary) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&temporary)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&temporary, path)
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
    fn an_empty_file_counts_as_none_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("api.token");
        std::fs::write(&path, "").unwrap();
        let first = kept_secret(&path, "tatami_").unwrap();
        let kept = std::fs::read_to_string(&path).unwrap();
        assert_eq!(first.expose_secret(), kept);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
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
