//! Payment links: the list, the form beside a preview, ways to send one, how it fares, and many from a file.

mod actions;
mod customer;
mod detail;
mod emails;
mod fields;
mod fields_more;
mod filling;
mod form;
mod import;
mod import_report;
mod items;
mod list;
mod make;
mod preview;
mod record;
mod share;
mod words;

pub use detail::Link;
pub use import::Import;
pub use list::Links;
pub use make::{EditLink, NewLink};
