//! The console's areas, in the order in which they are shown.

use shared::Role;

/// An area: where it is, what it is called, whom it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    /// Below it are its pages.
    pub(super) path: &'static str,
    /// Its name.
    pub(super) name: &'static str,
    /// Whoever has less does not see it.
    pub(super) least: Role,
    /// The outline of its icon, on a field of 24 by 24.
    pub(super) icon: &'static str,
    /// Whether it stands in the bottom bar of a telephone.
    pub(super) in_bar: bool,
}

/// Every area.
pub(super) const AREAS: [Area; 9] = [
    area(
        "/console",
        "Overview",
        Role::Viewer,
        "M4 20V10m5 10V4m5 16v-8m5 8V7",
        true,
    ),
    area(
        "/console/payments",
        "Payments",
        Role::Viewer,
        "M3 6h18v12H3zM3 10h18M7 15h4",
        true,
    ),
    area(
        "/console/links",
        "Links",
        Role::Viewer,
        "M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-6-6l-1.500 1.500M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 6 6l1.500-1.500",
        true,
    ),
    area(
        "/console/phone-orders",
        "Phone orders",
        Role::Clerk,
        "M5 4h4l2 5-2.500 1.500a11 11 0 0 0 5 5L15 13l5 2v4a1 1 0 0 1-1 1A15 15 0 0 1 4 5a1 1 0 0 1 1-1",
        true,
    ),
    area(
        "/console/holds",
        "Holds",
        Role::Viewer,
        "M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3",
        false,
    ),
    area(
        "/console/customers",
        "Customers",
        Role::Viewer,
        "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21a8 8 0 0 1 16 0",
        false,
    ),
    area(
        "/console/team",
        "Team",
        Role::Owner,
        "M9 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 21a7 7 0 0 1 14 0M16 4a4 4 0 0 1 0 8m3 2a7 7 0 0 1 3 6",
        false,
    ),
    area(
        "/console/audit",
        "Audit",
        Role::Manager,
        "M6 3h9l4 4v14H6zM9 11h7M9 15h7M9 7h3",
        false,
    ),
    area(
        "/console/settings",
        "Settings",
        Role::Owner,
        "M4 7h9m4 0h3M4 17h3m4 0h9M13 4.500v5M7 14.500v5",
        false,
    ),
];

const fn area(
    path: &'static str,
    name: &'static str,
    least: Role,
    icon: &'static str,
    in_bar: bool,
) -> Area {
    Area {
        path,
        name,
        least,
        icon,
        in_bar,
    }
}
