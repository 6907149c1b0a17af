//! Every address of the console and the page that stands there.

use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::path;
use shared::Role;

use crate::account::Account;
use crate::audit::Audit;
use crate::customers::{CustomerPage, Customers, EditCustomer, NewCustomer};
use crate::holds::{HoldPage, Holds, NewHold};
use crate::links::{EditLink, Import, Link, Links, NewLink};
use crate::overview::Overview;
use crate::payments::{Payment, Payments};
use crate::phone_orders::PhoneOrders;
use crate::session;
use crate::settings::Settings;
use crate::team::{Team, TeamSessions};
use crate::ui::{Empty, LinkButton, PageHeader};

/// The page of the address.
#[component]
pub(super) fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=|| view! { <NotFound /> }.into_any()>
            <Route path=path!("/console") view=|| view! { <Overview /> }.into_any() />
            <Route path=path!("/console/phone-orders") view=|| view! { <PhoneOrders /> }.into_any() />
            <Route path=path!("/console/links") view=|| view! { <Links /> }.into_any() />
            <Route path=path!("/console/links/new") view=|| view! { <NewLink /> }.into_any() />
            <Route path=path!("/console/links/import") view=|| view! { <Import /> }.into_any() />
            <Route path=path!("/console/links/:id") view=|| view! { <Link /> }.into_any() />
            <Route path=path!("/console/links/:id/edit") view=|| view! { <EditLink /> }.into_any() />
            <Route path=path!("/console/payments") view=|| view! { <Payments /> }.into_any() />
            <Route path=path!("/console/payments/:id") view=|| view! { <Payment /> }.into_any() />
            <Route path=path!("/console/holds") view=|| view! { <Holds /> }.into_any() />
            <Route path=path!("/console/holds/new") view=|| only(Role::Clerk, || view! { <NewHold /> }.into_any()) />
            <Route path=path!("/console/holds/:id") view=|| view! { <HoldPage /> }.into_any() />
            <Route path=path!("/console/customers") view=|| view! { <Customers /> }.into_any() />
            <Route path=path!("/console/customers/new") view=|| only(Role::Clerk, || view! { <NewCustomer /> }.into_any()) />
            <Route path=path!("/console/customers/:id") view=|| view! { <CustomerPage /> }.into_any() />
            <Route path=path!("/console/customers/:id/edit") view=|| only(Role::Clerk, || view! { <EditCustomer /> }.into_any()) />
            <Route path=path!("/console/account") view=|| view! { <Account /> }.into_any() />
            <Route path=path!("/console/audit") view=|| only(Role::Manager, || view! { <Audit /> }.into_any()) />
            <Route path=path!("/console/team") view=|| only(Role::Owner, || view! { <Team /> }.into_any()) />
            <Route path=path!("/console/team/sessions") view=|| only(Role::Owner, || view! { <TeamSessions /> }.into_any()) />
            <Route path=path!("/console/settings/:section?") view=|| only(Role::Owner, || view! { <Settings /> }.into_any()) />
            <Route path=path!("/console/nothing") view=|| view! { <NotFound /> }.into_any() />
        </Routes>
    }
}

/// To those who may not see it, a page is not there.
fn only(least: Role, page: fn() -> AnyView) -> AnyView {
    if session::may(least) {
        page()
    } else {
        view! { <NotFound /> }.into_any()
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
