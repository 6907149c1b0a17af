//! Signing in, and who is signed in.

use serde::{Deserialize, Serialize};

use crate::{Environment, Role};

/// The header in which the console says how many seconds ago the person last did something; absent: just now. A request that
/// a live change caused is not a sign that somebody is there.
pub const IDLE_HEADER: &str = "x-tatami-idle";

/// What the console knows when it starts: written into its page, and answered by `GET /api/console/session`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Bootstrap {
    /// Who is signed in, if anybody is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<Session>,
    /// Whether real money moves.
    pub environment: Environment,
    /// The trading name.
    pub business_name: String,
    /// The business's time zone, such as `Europe/London`.
    pub time_zone: String,
    /// The currency in which forms begin: `GBP` or `EUR`.
    pub currency: crate::Currency,
    /// Dojo's component script, to be loaded from there and nowhere else.
    pub components_url: String,
    /// In the sandbox only: the demo staff, so that a newcomer can sign in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub demo_staff: Vec<DemoStaff>,
    /// Nobody can sign in yet: the console waits for its first owner.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub awaits_set_up: bool,
}

/// The signed-in member of staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// `st_…`
    pub staff_id: String,
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email_address: String,
    /// What they may do.
    pub role: Role,
    /// Whether the console is locked: everything but unlocking and signing out is refused until the password is given.
    pub locked: bool,
    /// After how long without a touch the console locks itself, in milliseconds.
    pub idle_after: i64,
    /// When the session ends whatever happens, in milliseconds since 1970.
    pub ends_at: i64,
}

/// A member of the sandbox's demo staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DemoStaff {
    /// What they may do.
    pub role: Role,
    /// With what to sign in.
    pub email_address: String,
    /// With what to sign in.
    pub password: String,
}

/// Body of `POST /api/console/session`: signs in. Answer: [`Bootstrap`] and the cookie.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignIn {
    /// Whose.
    pub email_address: String,
    /// As typed.
    pub password: String,
}

/// Body of `POST /api/console/session/unlock`. Answer: [`Session`].
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Unlock {
    /// The password of whoever is signed in.
    pub password: String,
}
