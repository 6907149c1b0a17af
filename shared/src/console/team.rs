//! The staff, and those who were invited.
