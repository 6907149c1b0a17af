//! dojo
