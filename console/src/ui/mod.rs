//! Components that know nothing of payments.
//!
//! Reads are [`Reading`]s and writes [`Submission`]s: as convenient as resources and actions, and compiled once instead of once
//! for each type.

pub mod button;
pub mod check_box;
pub mod chip;
pub mod combobox;
pub mod confirm;
pub mod copy_button;
pub mod dialog;
pub mod field;
pub mod focus;
pub mod header;
pub mod load;
pub mod money_field;
pub mod notice;
pub mod pager;
pub mod reading;
pub mod select_field;
pub mod settled;
pub mod shown;
pub mod submission;
pub mod tabs;
pub mod text_area;
pub mod text_field;
pub mod time;
pub mod toast;
pub(crate) mod unsaved;

pub use button::{Button, Kind, LinkButton};
pub use check_box::CheckBox;
pub use chip::{StatusChip, Tone};
pub use combobox::{Combobox, option_id};
pub use confirm::Confirm;
pub use copy_button::CopyButton;
pub use dialog::Dialog;
pub use header::PageHeader;
pub use load::{Empty, ErrorView, Skeleton, load};
pub use money_field::MoneyField;
pub use notice::{Notice, Refusal};
pub use pager::Pager;
pub use reading::Reading;
pub use select_field::SelectField;
pub use settled::settled;
pub use shown::{part, shown};
pub use submission::Submission;
pub use tabs::Tabs;
pub use text_area::TextArea;
pub use text_field::TextField;
pub use time::{Amount, Time};
