//! Payment links: made, sent, opened, paid.
