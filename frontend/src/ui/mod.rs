//! Components that know nothing of payments.

mod choice_row;
mod dialog;
mod node;
mod notice;
mod text_field;

pub use choice_row::{ChoiceRow, choice_row};
pub use dialog::{ConfirmDialog, confirm_dialog, open as open_dialog};
pub use node::{Node, Reaction, Reading, is_ticked, node, value_of};
pub use notice::{Notice, Tone, notice};
pub use text_field::{TextField, text_field};
