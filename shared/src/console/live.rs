//! The live stream, `GET /api/console/live`: what has changed, so that an open console looks again.
//!
//! Server-sent events. Each carries an `id`, which the browser sends back as `Last-Event-ID` when it connects again; a page
//! that connects anew and knows an id sends it as `?after=`.
//!
//! | event | data | means |
//! |---|---|---|
//! | [`READY`] | none of use | The stream has begun, after the `id` that was sent, or now if none was. |
//! | `message` | [`LiveEvent`] | Something has changed. |
//! | [`KEEP_ALIVE`] | none of use | Nothing has happened for [`KEEP_ALIVE_MS`]: the line is open, and the server is there. |
//! | [`RELOAD`] | none of use | What happened since the `id` that was sent is not known any more: fetch all again. |

use serde::{Deserialize, Serialize};

use crate::Role;

/// The event with which each stream begins.
pub const READY: &str = "ready";

/// The event after which everything is to be fetched again.
pub const RELOAD: &str = "reload";

/// The event that fills a silence. It keeps the line open through whatever stands between, and a page that hears none knows
/// that the server hangs, which closes no connection.
pub const KEEP_ALIVE: &str = "keep-alive";

/// The longest silence of a server that is well (milliseconds).
pub const KEEP_ALIVE_MS: u32 = 5_000;

/// Something has changed. Says what to look at again and holds no figures, so that nobody sees through the stream what their
/// role does not let them read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LiveEvent {
    /// What kind of thing.
    pub kind: LiveKind,
    /// Its id: `pi_…`, `co_…`, `ln_…`, …
    pub id: String,
}

/// Kinds of things that change while somebody looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LiveKind {
    /// A payment, or what staff did to it; the id is the payment intent's.
    Payment,
    /// A payment link.
    Link,
    /// A phone order; the id is its checkout's.
    PhoneOrder,
    /// A hold.
    Hold,
    /// A customer.
    Customer,
    /// What needs attention.
    Attention,
    /// A member of staff, where they are signed in, or an invitation.
    Staff,
    /// The settings.
    Settings,
}

impl LiveKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Payment,
        Self::Link,
        Self::PhoneOrder,
        Self::Hold,
        Self::Customer,
        Self::Attention,
        Self::Staff,
        Self::Settings,
    ];

    /// As JSON and SQL have it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Payment => "payment",
            Self::Link => "link",
            Self::PhoneOrder => "phone_order",
            Self::Hold => "hold",
            Self::Customer => "customer",
            Self::Attention => "attention",
            Self::Staff => "staff",
            Self::Settings => "settings",
        }
    }

    /// The kind of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The least role that is told. Everybody is told of themselves.
    #[must_use]
    pub fn least_role(self) -> Role {
        match self {
            Self::Payment
            | Self::Link
            | Self::PhoneOrder
            | Self::Hold
            | Self::Customer
            | Self::Attention
            | Self::Settings => Role::Viewer,
            Self::Staff => Role::Owner,
        }
    }
}
