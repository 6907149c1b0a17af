//! Components that know nothing of payments.
//!
//! They take `Signal`s and boxed callbacks rather than closures of their own types: each further type would be compiled
//! into the program once more.

mod choice_row;
mod dialog;
mod notice;
mod text_field;

pub use choice_row::ChoiceRow;
pub use dialog::{ConfirmDialog, open as open_dialog};
pub use notice::{Notice, Tone};
pub use text_field::TextField;

/// What is done when something happens.
pub type Callback = Box<dyn Fn()>;
