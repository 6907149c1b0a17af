//! All customers, by name.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::{use_navigate, use_query_map};
use shared::Role;
use shared::card_number;
use shared::console::Page;
use shared::console::customers::CustomerItem;
use shared::console::live::LiveKind;

use crate::address::{field, query, value};
use crate::live;
use crate::session;
use crate::ui::{
    Empty, Kind, LinkButton, PageHeader, Pager, Reading, Skeleton, TextField, Time, load,
};

const PATH: &str = "/console/customers";

/// The list.
#[component]
pub fn Customers() -> impl IntoView {
    let map = use_query_map();
    let search = Memo::new(move |_| map.with(|map| value(map, "search")));
    let cursor = Memo::new(move |_| map.with(|map| value(map, "cursor")));
    let page = Reading::<Page<CustomerItem>>::new(move || {
        live::track(LiveKind::Customer);
        let (search, cursor) = (search.get(), cursor.get());
        format!(
            "/customers{}",
            query(&[("search", &search), ("cursor", &cursor)])
        )
    });
    view! {
        <PageHeader title="Customers" subtitle="People whom you know, what they paid, and the cards that Dojo keeps for them.">
            <Show when=|| session::may(Role::Clerk)>
                <span data-shortcut="new">
                    <LinkButton kind=Kind::Primary href="/console/customers/new" label="New customer" />
                </span>
            </Show>
        </PageHeader>
        <Filter />
        {load(page, || view! { <Skeleton /> }.into_any(), move |page| {
            let search = search.get_untracked();
            if page.items.is_empty() {
                view! { <Nothing everything=search.is_empty() /> }.into_any()
            } else {
                view! { <Rows page=page search=search /> }.into_any()
            }
        })}
    }
}

#[component]
fn Filter() -> impl IntoView {
    let words = field("search");
    let navigate = use_navigate();
    let go = move || {
        if words.with_untracked(|words| card_number::is_in(words)) {
            return;
        }
        let path = format!(
            "{PATH}{}",
            query(&[("search", words.get_untracked().trim())])
        );
        let stay = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&path, stay);
    };
    view! {
        <form
            class="filters"
            role="search"
            on:submit=move |event| {
                event.prevent_default();
                go();
            }
        >
            <div class="field-search" data-shortcut="filter">
                <TextField label="Search by name, e-mail address, phone number or reference" kind="search" value=words />
            </div>
            <button type="submit" class="button">"Search"</button>
        </form>
    }
}

#[component]
fn Nothing(everything: bool) -> impl IntoView {
    if everything {
        view! {
            <Empty title="No customers yet" text="Customers of your shop appear here by themselves. You can also write down those who book or order by phone.">
                <Show when=|| session::may(Role::Clerk)>
                    <LinkButton kind=Kind::Primary href="/console/customers/new" label="Write down the first customer" />
                </Show>
            </Empty>
        }
        .into_any()
    } else {
        view! {
            <Empty title="Nobody fits" text="Search for other words, or show all customers.">
                <LinkButton href=PATH label="Show all customers" />
            </Empty>
        }
        .into_any()
    }
}

#[component]
fn Rows(page: Page<CustomerItem>, search: String) -> impl IntoView {
    let address = |cursor: String| {
        format!(
            "{PATH}{}",
            query(&[("search", &search), ("cursor", &cursor)])
        )
    };
    let next = page.next.map(address);
    let previous = page.previous.map(address);
    let shown = page.items.len();
    let rows = page.items.into_iter().map(row).collect_view();
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="Customers">
            <table class="table table-fold customers">
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"E-mail address"</th>
                        <th scope="col">"Phone number"</th>
                        <th scope="col">"Since"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <Pager shown=shown total=page.total next=next previous=previous />
    }
}

fn row(customer: CustomerItem) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">
                <A href=format!("{PATH}/{}", customer.id) attr:data-row="">
                    <bdi>{customer.name}</bdi>
                </A>
            </th>
            <td class="customers-address">{customer.email_address}</td>
            <td>{customer.phone_number}</td>
            <td><Time at=customer.created_at /></td>
        </tr>
    }
}
