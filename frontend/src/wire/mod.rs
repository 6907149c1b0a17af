//! JSON to and from the types of `shared`, by hand.
//!
//! Serde's generated reader for a checkout compiled into 26 kB of brotli, a third of what the whole page may weigh; this
//! one comes to 6. The tests hold it against serde, field by field.

mod js;
pub mod read;
pub mod write;

pub use js::{parse, stringify};
