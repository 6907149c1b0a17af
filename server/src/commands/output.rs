//! What the commands print.

use std::fmt::Display;
use std::io::{Write, stdout};

/// Prints a line for whoever started the program. They may have stopped reading, which ends neither a server nor a change that
/// is half made.
pub(super) fn say(line: impl Display) {
    let _ = writeln!(stdout(), "{line}");
}
