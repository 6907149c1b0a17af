//! Today's takings and what needs attention.
