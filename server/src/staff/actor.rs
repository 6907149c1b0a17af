//! Who is at work.

use std::net::IpAddr;

use shared::Role;

/// The signed-in member of staff whose request this is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// `st_…`
    pub staff_id: String,
    /// Their name, as the audit trail and timelines show it.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// The session's row, not its token.
    pub session_id: String,
    /// Where the request came from.
    pub address: IpAddr,
}
