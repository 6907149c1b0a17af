//! All holds, the newest first.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::{use_navigate, use_query_map};
use shared::Role;
use shared::card_number;
use shared::console::Page;
use shared::console::holds::{HoldFilter, HoldItem, HoldStatus};
use shared::console::live::LiveKind;

use super::words;
use crate::address::{field, query, value};
use crate::live;
use crate::session;
use crate::ui::{
    Empty, Kind, LinkButton, PageHeader, Pager, Reading, SelectField, Skeleton, StatusChip,
    TextField, Time, load,
};

const PATH: &str = "/console/holds";

/// What can be shown.
const SHOWN: [(Option<HoldFilter>, &str); 6] = [
    (None, "All"),
    (Some(HoldFilter::Waiting), "Waiting for a card"),
    (Some(HoldFilter::Authorized), "Authorized"),
    (Some(HoldFilter::Ending), "Ends within 48 hours"),
    (Some(HoldFilter::Charged), "Completed"),
    (Some(HoldFilter::Ended), "Ended without a charge"),
];

/// What the address asks for.
#[derive(Clone, PartialEq, Eq)]
struct Asked {
    search: String,
    filter: String,
    cursor: String,
}

impl Asked {
    fn query(&self, cursor: &str) -> String {
        query(&[
            ("search", &self.search),
            ("filter", &self.filter),
            ("cursor", cursor),
        ])
    }
}

/// The list.
#[component]
pub fn Holds() -> impl IntoView {
    let map = use_query_map();
    let asked = Memo::new(move |_| {
        map.with(|map| Asked {
            search: value(map, "search"),
            filter: value(map, "filter"),
            cursor: value(map, "cursor"),
        })
    });
    let page = Reading::<Page<HoldItem>>::new(move || {
        live::track(LiveKind::Hold);
        asked.with(|asked| format!("/holds{}", asked.query(&asked.cursor)))
    });
    view! {
        <PageHeader title="Holds" subtitle="Keep a card for a booking. Charge it once if the guest does not come, or release it.">
            <Show when=|| session::may(Role::Clerk)>
                <span data-shortcut="new">
                    <LinkButton kind=Kind::Primary href="/console/holds/new" label="New hold" />
                </span>
            </Show>
        </PageHeader>
        <Filters asked=asked />
        {load(page, || view! { <Skeleton /> }.into_any(), move |page| {
            let asked = asked.get_untracked();
            if page.items.is_empty() {
                let everything = asked.search.is_empty() && asked.filter.is_empty();
                view! { <Nothing everything=everything /> }.into_any()
            } else {
                view! { <Rows page=page asked=asked /> }.into_any()
            }
        })}
    }
}

#[component]
fn Filters(asked: Memo<Asked>) -> impl IntoView {
    let [search, filter] = ["search", "filter"].map(field);
    let navigate = use_navigate();
    let go = StoredValue::new_local(move || {
        if search.with_untracked(|search| card_number::is_in(search)) {
            return;
        }
        let asked = Asked {
            search: search.get_untracked().trim().to_owned(),
            filter: filter.get_untracked(),
            cursor: String::new(),
        };
        let stay = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&format!("{PATH}{}", asked.query("")), stay);
    });
    // A choice counts at once, words when they are complete.
    Effect::new(move |_| {
        let chosen = filter.get();
        if asked.with_untracked(|asked| asked.filter != chosen) {
            go.with_value(|go| go());
        }
    });
    let options = SHOWN.map(|(filter, name)| {
        let filter = filter.map_or("", HoldFilter::as_str);
        (filter.to_owned(), name.to_owned())
    });
    view! {
        <form
            class="filters"
            role="search"
            on:submit=move |event| {
                event.prevent_default();
                go.with_value(|go| go());
            }
        >
            <div class="field-search" data-shortcut="filter">
                <TextField label="Search by reference, name, e-mail address or phone number" kind="search" value=search />
            </div>
            <SelectField label="Show" value=filter options=options.to_vec() />
            <button type="submit" class="button">"Search"</button>
        </form>
    }
}

#[component]
fn Nothing(everything: bool) -> impl IntoView {
    if everything {
        view! {
            <Empty title="No holds yet" text="A hold keeps a guest’s card for a booking, and charges nothing until you do. Make one, send its link, and see here who has given a card.">
                <Show when=|| session::may(Role::Clerk)>
                    <LinkButton kind=Kind::Primary href="/console/holds/new" label="Make the first hold" />
                </Show>
            </Empty>
        }
        .into_any()
    } else {
        view! {
            <Empty title="No hold fits" text="Search for other words, or show all holds.">
                <LinkButton href=PATH label="Show all holds" />
            </Empty>
        }
        .into_any()
    }
}

#[component]
fn Rows(page: Page<HoldItem>, asked: Asked) -> impl IntoView {
    let address = |cursor: String| format!("{PATH}{}", asked.query(&cursor));
    let next = page.next.map(address);
    let previous = page.previous.map(address);
    let shown = page.items.len();
    let rows = page.items.into_iter().map(row).collect_view();
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="Holds">
            <table class="table table-fold">
                <thead>
                    <tr>
                        <th scope="col">"Reference"</th>
                        <th scope="col" class="number">"At most"</th>
                        <th scope="col" class="number">"Charged"</th>
                        <th scope="col">"Status"</th>
                        <th scope="col">"Card"</th>
                        <th scope="col">"Made"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <Pager shown=shown total=page.total next=next previous=previous />
    }
}

fn row(hold: HoldItem) -> impl IntoView {
    let class = (hold.status == HoldStatus::Authorized).then_some("hold-authorized");
    let warnings = hold.warnings.into_iter().map(words::warning);
    let warnings = warnings
        .map(|text| view! { <span class="hold-second">{text}</span> })
        .collect_view();
    let second = |text: String| view! { <span class="hold-second quiet" dir="auto">{text}</span> };
    view! {
        <tr class=class>
            <th scope="row">
                <A href=format!("{PATH}/{}", hold.id) attr:data-row="">
                    <bdi>{hold.reference}</bdi>
                </A>
                {hold.customer_name.map(second)}
            </th>
            <td class="number">{hold.intended_amount.to_string()}</td>
            <td class="number">{hold.charged_amount.map(|amount| amount.to_string())}</td>
            <td>
                <StatusChip tone=words::tone(hold.status) label=words::status(hold.status) />
                {warnings}
            </td>
            <td>{hold.card.as_ref().map(words::card)}</td>
            <td><Time at=hold.created_at /></td>
        </tr>
    }
}
