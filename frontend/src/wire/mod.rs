//! JSON to and from the types of `shared`, by hand.
//!
//! Serde's generated readers for the same types were measured at 26 kB of compressed wasm, a third of what the whole
//! page may weigh; these come to a tenth of that. The tests hold them against serde, field by field.

mod js;
pub mod read;
pub mod write;

pub use js::{parse, stringify};
