//! The ways to the areas: a bar at the side, one at the bottom of a telephone, and the header.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use leptos_router::hooks::use_location;

use super::areas::{AREAS, Area};
use super::environment::EnvironmentBadge;
use super::frame::Overlays;
use super::theme::ThemeSwitch;
use crate::session;

/// The header: where one is, who one is, search.
#[component]
pub(super) fn Header(overlays: Overlays) -> impl IntoView {
    let name = || session::bootstrap().with(|bootstrap| bootstrap.business_name.clone());
    view! {
        <header class="top">
            <p class="top-name">{name}</p>
            <EnvironmentBadge />
            <button type="button" class="top-search" on:click=move |_| overlays.palette.set(true)>
                <Icon outline="M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zm5-2 4.500 4.500" />
                <span>"Search and commands"</span>
                <kbd>"Ctrl K"</kbd>
            </button>
            <UserMenu overlays=overlays />
        </header>
    }
}

/// Who is signed in, and what they can do about it.
#[component]
fn UserMenu(overlays: Overlays) -> impl IntoView {
    let menu = NodeRef::<leptos::html::Details>::new();
    let close = move || {
        if let Some(menu) = menu.get_untracked() {
            menu.set_open(false);
        }
    };
    let who = || {
        session::current()
            .map(|session| (session.name, session.role.to_string()))
            .unwrap_or_default()
    };
    view! {
        <details
            class="user"
            node_ref=menu
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    close();
                }
            }
        >
            <summary>
                <span class="user-initials" aria-hidden="true">{move || initials(&who().0)}</span>
                <span class="user-name">{move || who().0}</span>
                <span class="quiet">{move || who().1}</span>
            </summary>
            <ul on:click=move |_| close()>
                <li><A href="/console/account">"Password and sessions"</A></li>
                <li><ThemeSwitch theme=overlays.theme /></li>
                <li>
                    <button type="button" on:click=move |_| overlays.shortcuts.set(true)>"Keyboard shortcuts"</button>
                </li>
                <li>
                    <button type="button" on:click=|_| spawn_local(super::lock::lock())>"Lock"</button>
                </li>
                <li>
                    <button type="button" on:click=|_| spawn_local(super::lock::sign_out())>"Sign out"</button>
                </li>
            </ul>
        </details>
    }
}

/// The first letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut letters = name
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    letters
        .next()
        .into_iter()
        .chain(letters.next_back())
        .collect()
}

/// All areas that the role may use.
#[component]
pub(super) fn SideBar() -> impl IntoView {
    view! {
        <nav class="side" aria-label="Areas">
            <ul>{areas(|_| true)}</ul>
        </nav>
    }
}

/// The areas used most, and a way to the others.
#[component]
pub(super) fn BottomBar() -> impl IntoView {
    let more = NodeRef::<leptos::html::Details>::new();
    let close = move |_| {
        if let Some(more) = more.get_untracked() {
            more.set_open(false);
        }
    };
    view! {
        <nav class="bar" aria-label="Areas">
            <ul>
                {areas(|area| area.in_bar)}
                <li>
                    <details class="bar-more" node_ref=more>
                        <summary>
                            <Icon outline="M5 12h.01M12 12h.01M19 12h.01" />
                            "More"
                        </summary>
                        <ul on:click=close>{areas(|area| !area.in_bar)}</ul>
                    </details>
                </li>
            </ul>
        </nav>
    }
}

fn areas(wanted: fn(&Area) -> bool) -> impl IntoView {
    let path = use_location().pathname;
    AREAS
        .iter()
        .filter(|area| wanted(area))
        .map(|area| {
            let here = move || {
                let path = path.get();
                let rest = path.strip_prefix(area.path)?;
                let inside = rest.is_empty() || (rest.starts_with('/') && area.path != "/console");
                inside.then_some("page")
            };
            view! {
                <Show when=move || session::may(area.least)>
                    <li>
                        <a href=area.path aria-current=here>
                            <Icon outline=area.icon />
                            <span>{area.name}</span>
                        </a>
                    </li>
                </Show>
            }
        })
        .collect_view()
}

/// A line drawing beside a word.
#[component]
fn Icon(outline: &'static str) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=outline></path>
        </svg>
    }
}
