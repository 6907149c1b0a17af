//! What handlers take from a request, refusing with our own envelope.

pub mod bearer;
pub mod body;
mod origin;
pub mod path;
mod query;
pub mod same_origin;
mod staff;

pub use bearer::ShopToken;
pub(crate) use body::is_json;
pub use body::{Form, Json, JsonBytes, RawBody};
pub use path::Path;
pub use query::Query;
pub use staff::Staff;
