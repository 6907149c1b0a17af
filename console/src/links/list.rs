//! All links, and how they fare.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::{use_navigate, use_query_map};
use shared::Role;
use shared::card_number;
use shared::console::Page;
use shared::console::links::LinkSummary;
use shared::console::live::LiveKind;

use super::words;
use crate::address::{field, query, value};
use crate::format;
use crate::live;
use crate::session;
use crate::ui::{
    Empty, Kind, LinkButton, PageHeader, Pager, Reading, SelectField, Skeleton, StatusChip,
    TextField, Time, load,
};

const PATH: &str = "/console/links";

/// What can be shown.
const SHOWN: [(&str, &str); 11] = [
    ("", "All"),
    ("open", "Can be paid"),
    ("ending", "Ends within 48 hours"),
    ("made", "Not opened"),
    ("opened", "Opened"),
    ("tried", "Card tried"),
    ("declined", "Declined"),
    ("authorized", "Authorized"),
    ("paid", "Paid"),
    ("expired", "Expired"),
    ("deactivated", "Deactivated"),
];

/// What the address asks for.
#[derive(Clone, PartialEq, Eq)]
struct Asked {
    search: String,
    show: String,
    whose: String,
    /// `im_…`
    import: String,
    cursor: String,
}

impl Asked {
    fn filters(&self) -> [(&'static str, &str); 4] {
        [
            ("search", &self.search),
            ("show", &self.show),
            ("whose", &self.whose),
            ("import", &self.import),
        ]
    }

    /// The same links, another page of them.
    fn page(&self, cursor: &str) -> String {
        format!("{PATH}{}", self.query(cursor))
    }

    fn query(&self, cursor: &str) -> String {
        let [search, show, whose, import] = self.filters();
        query(&[search, show, whose, import, ("cursor", cursor)])
    }

    fn is_everything(&self) -> bool {
        self.filters().iter().all(|(_, value)| value.is_empty())
    }
}

/// The list.
#[component]
pub fn Links() -> impl IntoView {
    let map = use_query_map();
    let asked = Memo::new(move |_| {
        map.with(|map| Asked {
            search: value(map, "search"),
            show: value(map, "show"),
            whose: value(map, "whose"),
            import: value(map, "import"),
            cursor: value(map, "cursor"),
        })
    });
    let page = Reading::<Page<LinkSummary>>::new(move || {
        live::track(LiveKind::Link);
        asked.with(|asked| format!("/links{}", asked.query(&asked.cursor)))
    });
    let export = move || {
        asked.with(|asked| format!("/api/console/links/export.csv{}", query(&asked.filters())))
    };
    view! {
        <PageHeader title="Links" subtitle="Ask for money with an address that you can send, show or print.">
            <Show when=|| session::may(Role::Manager)>
                <a class="button" href=export download="payment-links.csv">"Export"</a>
                <LinkButton href="/console/links/import" label="Import" />
            </Show>
            <Show when=|| session::may(Role::Clerk)>
                <span data-shortcut="new">
                    <LinkButton kind=Kind::Primary href="/console/links/new" label="New link" />
                </span>
            </Show>
        </PageHeader>
        <Filters asked=asked />
        {load(page, || view! { <Skeleton /> }.into_any(), move |page| {
            let asked = asked.get_untracked();
            let of_import = (!asked.import.is_empty()).then(|| of_import(&page));
            let rows = if page.items.is_empty() {
                view! { <Nothing everything=asked.is_everything() /> }.into_any()
            } else {
                view! { <Rows page=page asked=asked /> }.into_any()
            };
            view! {
                {of_import}
                {rows}
            }
                .into_any()
        })}
    }
}

#[component]
fn Filters(asked: Memo<Asked>) -> impl IntoView {
    let [search, show, whose] = ["search", "show", "whose"].map(field);
    let navigate = use_navigate();
    let go = StoredValue::new_local(move || {
        let (search, show, whose) = (search.get(), show.get(), whose.get());
        let import = asked.with_untracked(|asked| asked.import.clone());
        if card_number::is_in(&search) {
            return;
        }
        let path = format!(
            "{PATH}{}",
            query(&[
                ("search", search.trim()),
                ("show", &show),
                ("whose", &whose),
                ("import", &import)
            ])
        );
        let stay = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&path, stay);
    });
    // Choices count at once, words when they are complete.
    Effect::new(move |_| {
        let chosen = (show.get(), whose.get());
        if asked.with_untracked(|asked| (&asked.show, &asked.whose) != (&chosen.0, &chosen.1)) {
            go.with_value(|go| untrack(go));
        }
    });
    let shown = SHOWN.map(|(value, name)| (value.to_owned(), name.to_owned()));
    let people = [("", "Everybody"), ("mine", "Me")];
    let people = people.map(|(value, name)| (value.to_owned(), name.to_owned()));
    view! {
        <form
            class="filters"
            role="search"
            on:submit=move |event| {
                event.prevent_default();
                go.with_value(|go| untrack(go));
            }
        >
            <div class="field-search" data-shortcut="filter">
                <TextField label="Search" hint="" kind="search" value=search />
            </div>
            <SelectField label="Show" value=show options=shown.to_vec() />
            <SelectField label="Made by" value=whose options=people.to_vec() />
            <button type="submit" class="button">"Search"</button>
        </form>
    }
}

/// Says that these are not all links, and leads to all. Those of a file were made at once, so that one tells when.
fn of_import(page: &Page<LinkSummary>) -> AnyView {
    let made = page.items.first().map(|link| format::date(link.created_at));
    let text = match made {
        Some(day) => format!("Links of the import of {day}."),
        None => "Links of one import.".to_owned(),
    };
    view! {
        <p class="cluster">
            <span>{text}</span>
            <A href=PATH>"Show all links"</A>
        </p>
    }
    .into_any()
}

#[component]
fn Nothing(everything: bool) -> impl IntoView {
    if everything {
        view! {
            <Empty title="No links yet" text="A link asks a customer for money. Make one, send it, and see here when it is opened and paid.">
                <Show when=|| session::may(Role::Clerk)>
                    <LinkButton kind=Kind::Primary href="/console/links/new" label="Make the first link" />
                </Show>
            </Empty>
        }
        .into_any()
    } else {
        view! {
            <Empty title="No link fits" text="Search for other words, or show all links.">
                <LinkButton href=PATH label="Show all links" />
            </Empty>
        }
        .into_any()
    }
}

#[component]
fn Rows(page: Page<LinkSummary>, asked: Asked) -> impl IntoView {
    let next = page.next.map(|cursor| asked.page(&cursor));
    let previous = page.previous.map(|cursor| asked.page(&cursor));
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="Links">
            <table class="table table-fold">
                <thead>
                    <tr>
                        <th scope="col">"Reference"</th>
                        <th scope="col" class="number">"Amount"</th>
                        <th scope="col">"Status"</th>
                        <th scope="col">"Opened, tried, paid"</th>
                        <th scope="col">"Made"</th>
                    </tr>
                </thead>
                <tbody>{page.items.iter().map(|link| view! { <Row link=link.clone() /> }).collect_view()}</tbody>
            </table>
        </div>
        <Pager shown=page.items.len() total=page.total next=next previous=previous />
    }
}

#[component]
fn Row(link: LinkSummary) -> impl IntoView {
    let funnel = link.funnel;
    let figures = format!("{} · {} · {}", funnel.opened, funnel.tried, funnel.paid);
    let spoken = format!(
        "{} opened, {} tried a card, {} paid",
        funnel.opened, funnel.tried, funnel.paid
    );
    let reference = link.reference.to_string();
    let amount = words::amount(&link);
    let chip = view! { <StatusChip tone=words::tone(&link) label=link.word() /> };
    view! {
        <tr>
            <th scope="row">
                <A href=format!("{PATH}/{}", link.id) attr:data-row="">
                    <bdi>{reference}</bdi>
                </A>
                {link.description.clone().map(|text| view! { <span class="link-line-two quiet" dir="auto">{text}</span> })}
            </th>
            <td class="number">{amount}</td>
            <td>{chip}</td>
            <td class="link-figures">
                <span aria-hidden="true" title=spoken.clone()>{figures}</span>
                <span>{spoken}</span>
            </td>
            <td>
                <Time at=link.created_at />
                {link.created_by.clone().map(|name| view! { <span class="link-line-two quiet">{name}</span> })}
            </td>
        </tr>
    }
}
