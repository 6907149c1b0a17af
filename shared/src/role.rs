//! What members of staff may do.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A role. Each may do what those before it may: `Viewer < Clerk < Manager < Owner`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Looks at payments, links, holds and customers; changes nothing.
    Viewer,
    /// Takes payments: links, phone orders, holds, customers, receipts.
    Clerk,
    /// Moves money that was taken: captures, refunds, reversals, charges; imports, exports, the audit trail.
    Manager,
    /// Staff, settings, tokens, the connection to Dojo.
    Owner,
}

impl Role {
    /// Every role, the least first.
    pub const ALL: [Self; 4] = [Self::Viewer, Self::Clerk, Self::Manager, Self::Owner];

    /// As JSON and SQL have it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Clerk => "clerk",
            Self::Manager => "manager",
            Self::Owner => "owner",
        }
    }

    /// The role of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Viewer => "Viewer",
            Self::Clerk => "Clerk",
            Self::Manager => "Manager",
            Self::Owner => "Owner",
        })
    }
}
