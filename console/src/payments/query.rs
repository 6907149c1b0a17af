//! The filters of the list, which live in the address.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::params::ParamsMap;
use shared::card_number;

use crate::address::{query, value};
use crate::browser;
use crate::ui::settled::PAUSE;

/// Where the list is.
pub(super) const LIST: &str = "/console/payments";

/// The filters, in the order in which they stand in the address.
const NAMES: [&str; 11] = [
    "q", "status", "method", "source", "staff", "period", "from", "to", "min", "max", "sort",
];

/// The filters as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filters(Vec<(&'static str, String)>);

impl Filters {
    fn of(map: &ParamsMap) -> Self {
        let given = |name| map.get(name).filter(|value| !value.is_empty());
        Self(
            NAMES
                .into_iter()
                .filter_map(|name| Some((name, given(name)?)))
                .collect(),
        )
    }

    pub(super) fn get(&self, name: &str) -> String {
        let found = self.0.iter().find(|(of, _)| *of == name);
        found.map_or_else(String::new, |(_, value)| value.clone())
    }

    fn with(&self, name: &'static str, value: &str) -> Self {
        let value_of = |of: &'static str| {
            if of == name {
                value.to_owned()
            } else {
                self.get(of)
            }
        };
        Self(
            NAMES
                .into_iter()
                .map(|of| (of, value_of(of)))
                .filter(|(_, value)| !value.is_empty())
                .collect(),
        )
    }

    /// Whether anything but the order is chosen.
    pub(super) fn is_narrow(&self) -> bool {
        self.0.iter().any(|(name, _)| *name != "sort")
    }

    /// `a=b&c=d`
    pub(super) fn text(&self) -> String {
        self.page("")
    }

    /// The query of a page of the list, for the address and for the server alike.
    pub(super) fn page(&self, cursor: &str) -> String {
        let filters = self.0.iter().map(|(name, value)| (*name, value.as_str()));
        let pairs: Vec<_> = filters.chain([("cursor", cursor)]).collect();
        query(&pairs).trim_start_matches('?').to_owned()
    }
}

/// The filters in the address, and its cursor.
#[derive(Clone, Copy)]
pub(super) struct Address {
    pub(super) filters: Memo<Filters>,
    pub(super) cursor: Memo<String>,
}

impl Address {
    pub(super) fn new() -> Self {
        let map = use_query_map();
        Self {
            filters: Memo::new(move |_| map.with(Filters::of)),
            cursor: Memo::new(move |_| map.with(|map| value(map, "cursor"))),
        }
    }

    /// A field's value that follows the address, and is followed by it; typed text after a pause.
    pub(super) fn bound(self, name: &'static str, typed: bool) -> RwSignal<String> {
        let filters = self.filters;
        let value = RwSignal::new(filters.with_untracked(|filters| filters.get(name)));
        let navigate = use_navigate();
        // This filter alone: another one that changes leaves alone what is typed here and not asked for yet.
        let asked = Memo::new(move |_| filters.with(|filters| filters.get(name)));
        Effect::new(move |_| {
            let asked = asked.get();
            if value.get_untracked() != asked {
                value.set(asked);
            }
        });
        Effect::new(move |before: Option<()>| {
            let wanted = value.get();
            // The field says so already; addresses are kept and logged.
            if card_number::is_in(&wanted) {
                return;
            }
            if before.is_none() || filters.with_untracked(|filters| filters.get(name)) == wanted {
                return;
            }
            let navigate = navigate.clone();
            let go = move || {
                // Somebody has typed on, or left the page.
                if value.try_get_untracked().as_ref() != Some(&wanted) {
                    return;
                }
                let text = filters.with_untracked(|filters| filters.with(name, &wanted).text());
                let options = NavigateOptions {
                    replace: typed,
                    scroll: false,
                    ..NavigateOptions::default()
                };
                navigate(&format!("{LIST}?{text}"), options);
            };
            if typed {
                browser::after(PAUSE, go);
            } else {
                go();
            }
        });
        value
    }
}
