//! SQLite's files and their folder, for this user alone: whatever is known of shoppers lies in them.

use std::fs::{DirBuilder, OpenOptions};
use std::io::{ErrorKind, Result};
use std::path::Path;

/// Makes a folder, and those above it, where there is none.
///
/// # Errors
/// As [`DirBuilder::create`].
pub fn make_folder(path: &Path) -> Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Makes an empty database where there is none. SQLite gives what it puts beside a database the database's own mode.
pub(super) fn make_database(path: &Path) -> Result<()> {
    let mut options = OpenOptions::new();
    // One that is there is not even opened: closing it would end the locks that this process holds on it.
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}
