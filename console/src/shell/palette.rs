//! Search and commands: a few letters lead anywhere.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::{Role, card_number};

use super::areas::AREAS;
use super::frame::Overlays;
use super::lock;
use super::theme::Theme;
use crate::session;
use crate::ui::Dialog;

/// What is found leads somewhere, or is done at once.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Target {
    Page(String),
    Theme,
    Lock,
    SignOut,
}

/// Pages beside the areas themselves.
const PAGES: [(&str, &str, Role); 11] = [
    ("New payment link", "/console/links/new", Role::Clerk),
    ("New phone order", "/console/phone-orders", Role::Clerk),
    ("New hold", "/console/holds/new", Role::Clerk),
    (
        "Your password and sessions",
        "/console/account",
        Role::Viewer,
    ),
    ("Signed in now", "/console/team/sessions", Role::Owner),
    ("Settings: Business", "/console/settings", Role::Owner),
    (
        "Settings: Refunds and holds",
        "/console/settings/rules",
        Role::Owner,
    ),
    (
        "Settings: Messages",
        "/console/settings/messages",
        Role::Owner,
    ),
    (
        "Settings: API tokens",
        "/console/settings/tokens",
        Role::Owner,
    ),
    (
        "Settings: Shop callback",
        "/console/settings/callback",
        Role::Owner,
    ),
    ("Settings: Dojo", "/console/settings/dojo", Role::Owner),
];

/// The dialog of Ctrl K.
#[component]
pub(super) fn Palette(overlays: Overlays) -> impl IntoView {
    view! {
        <Dialog open=overlays.palette title="Search and commands" class="palette">
            <Search overlays=overlays />
        </Dialog>
    }
}

#[component]
fn Search(overlays: Overlays) -> impl IntoView {
    let theme = overlays.theme;
    let text = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let refused = Signal::derive(move || text.with(|text| card_number::is_in(text)));
    let found = Signal::derive(move || {
        if refused.get() {
            Vec::new()
        } else {
            text.with(|text| find(text, theme))
        }
    });
    let go = Callback::new(move |at: usize| {
        let target = found.with_untracked(|found| found.get(at).map(|(_, target)| target.clone()));
        let Some(target) = target else { return };
        overlays.palette.set(false);
        match target {
            Target::Page(href) => overlays.leaving.go(href),
            Target::Theme => theme.switch(),
            Target::Lock => spawn_local(lock::lock()),
            Target::SignOut => spawn_local(lock::sign_out()),
        }
    });
    let on_key = move |event: web_sys::KeyboardEvent| {
        let last = found.with_untracked(Vec::len).saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => chosen.update(|at| *at = (*at + 1).min(last)),
            "ArrowUp" => chosen.update(|at| *at = at.saturating_sub(1)),
            "Enter" => go.run(chosen.get_untracked()),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        {field(text, chosen, refused, on_key)}
        <ul id="palette-found" class="found" role="listbox" aria-label="Found">
            {move || {
                let rows = found.get().into_iter().enumerate();
                rows.map(|(at, (label, _))| row(at, label, chosen, go)).collect_view()
            }}
        </ul>
    }
}

/// Where the letters are typed. It has the focus first.
fn field(
    text: RwSignal<String>,
    chosen: RwSignal<usize>,
    refused: Signal<bool>,
    on_key: impl FnMut(web_sys::KeyboardEvent) + 'static,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = node.get() {
            // The field is in the document; not being able to focus it is no harm.
            let _ = input.focus();
        }
    });
    view! {
        <div class="field">
            <label class="field-label" for="palette-text">"A payment, a customer, a place"</label>
            <input
                id="palette-text"
                // Not `search`, where Escape empties the field instead of closing the dialog.
                type="text"
                autocomplete="off"
                role="combobox"
                aria-expanded="true"
                aria-controls="palette-found"
                aria-describedby="palette-error"
                aria-activedescendant=move || format!("palette-{}", chosen.get())
                node_ref=node
                prop:value=text
                on:input=move |event| {
                    text.set(event_target_value(&event));
                    chosen.set(0);
                }
                on:keydown=on_key
            />
            <span id="palette-error" class="field-error" role="alert">
                {move || if refused.get() { card_number::REFUSAL } else { "" }}
            </span>
        </div>
    }
}

fn row(at: usize, label: String, chosen: RwSignal<usize>, go: Callback<usize>) -> impl IntoView {
    view! {
        <li
            id=format!("palette-{at}")
            role="option"
            aria-selected=move || if chosen.get() == at { "true" } else { "false" }
            on:click=move |_| go.run(at)
        >
            {label}
        </li>
    }
}

/// What fits the text, for this role.
fn find(text: &str, theme: Theme) -> Vec<(String, Target)> {
    let text = text.trim();
    let wanted = text.to_lowercase();
    let fits = |label: &str| fits(label, &wanted);
    let (begun, others) = PAGES.split_at(3);
    let areas = AREAS.iter().map(|area| (area.name, area.path, area.least));
    let pages = begun
        .iter()
        .copied()
        .chain(areas)
        .chain(others.iter().copied());
    let mut found: Vec<_> = pages
        .filter(|(label, _, least)| session::may(*least) && fits(label))
        .map(|(label, path, _)| (label.to_owned(), Target::Page(path.to_owned())))
        .collect();
    let commands = [
        (theme.other(), Target::Theme),
        ("Lock", Target::Lock),
        ("Sign out", Target::SignOut),
    ];
    found.extend(
        commands
            .into_iter()
            .filter(|(label, _)| fits(label))
            .map(|(label, target)| (label.to_owned(), target)),
    );
    if !text.is_empty() {
        let query = String::from(js_sys::encode_uri_component(text));
        for (place, path) in [
            ("payments", "/console/payments?q"),
            ("customers", "/console/customers?search"),
        ] {
            found.push((
                format!("Search {place} for “{text}”"),
                Target::Page(format!("{path}={query}")),
            ));
        }
    }
    found
}

/// Whether each word that is wanted, in small letters, begins a word of the label: "new link" fits "New payment link".
fn fits(label: &str, wanted: &str) -> bool {
    let label = label.to_lowercase();
    let begins = |word: &str| label.split([' ', '-']).any(|part| part.starts_with(word));
    wanted.split_whitespace().all(begins)
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn words_fit_in_any_order_and_unfinished() {
        assert!(fits("New payment link", "new link"));
        assert!(fits("New payment link", "li pay"));
        assert!(fits("Sign out", ""));
        assert!(!fits("New payment link", "new hold"));
        assert!(!fits("New payment link", "ink"));
    }
}
