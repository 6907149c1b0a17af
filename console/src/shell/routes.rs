//! Every address of the console and the page that stands there. Only the overview is there from the start; the others are
//! fetched when they are first opened, in four parts: payments, sales, customers and the office. More parts would be smaller,
//! and share much more among one another, in ever more files.

use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::path;
use shared::Role;

use super::later::{for_role, later};
use crate::overview::Overview;
use crate::ui::{Empty, LinkButton, PageHeader};

/// The page of the address.
#[component]
pub(super) fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=|| view! { <NotFound /> }.into_any()>
            <Route path=path!("/console") view=|| for_role(Role::Viewer, || view! { <Overview /> }.into_any()) />
            <Route path=path!("/console/phone-orders") view=later!(sales, phone_orders::PhoneOrders, Role::Clerk) />
            <Route path=path!("/console/links") view=later!(sales, links::Links) />
            <Route path=path!("/console/links/new") view=later!(sales, links::NewLink, Role::Clerk) />
            <Route path=path!("/console/links/import") view=later!(sales, links::Import, Role::Manager) />
            <Route path=path!("/console/links/:id") view=later!(sales, links::Link) />
            <Route path=path!("/console/links/:id/edit") view=later!(sales, links::EditLink, Role::Clerk) />
            <Route path=path!("/console/payments") view=later!(payments, payments::Payments) />
            <Route path=path!("/console/payments/:id") view=later!(payments, payments::Payment) />
            <Route path=path!("/console/holds") view=later!(customers, holds::Holds) />
            <Route path=path!("/console/holds/new") view=later!(customers, holds::NewHold, Role::Clerk) />
            <Route path=path!("/console/holds/:id") view=later!(customers, holds::HoldPage) />
            <Route path=path!("/console/customers") view=later!(customers, customers::Customers) />
            <Route path=path!("/console/customers/new") view=later!(customers, customers::NewCustomer, Role::Clerk) />
            <Route path=path!("/console/customers/:id") view=later!(customers, customers::CustomerPage) />
            <Route path=path!("/console/customers/:id/edit") view=later!(customers, customers::EditCustomer, Role::Clerk) />
            <Route path=path!("/console/account") view=later!(office, account::Account) />
            <Route path=path!("/console/audit") view=later!(office, audit::Audit, Role::Manager) />
            <Route path=path!("/console/team") view=later!(office, team::Team, Role::Owner) />
            <Route path=path!("/console/team/sessions") view=later!(office, team::TeamSessions, Role::Owner) />
            <Route path=path!("/console/settings/:section?") view=later!(office, settings::Settings, Role::Owner) />
        </Routes>
    }
}

/// No page is there, or none that this role may see.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    view! {
        <PageHeader title="Page not found" />
        <Empty title="There is nothing at this address" text="The address may be mistyped, or it may lead to something that is not yours to see.">
            <LinkButton href="/console" label="Back to the overview" />
        </Empty>
    }
}
