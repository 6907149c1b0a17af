//! Components that know nothing of payments.

mod choice_row;
mod dialog;
mod notice;
mod text_field;

pub use choice_row::ChoiceRow;
pub use dialog::ConfirmDialog;
pub use notice::{Notice, Tone};
pub use text_field::TextField;
