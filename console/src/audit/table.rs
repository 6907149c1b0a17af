//! The entries as a table.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::Role;
use shared::console::audit::AuditEntry;

use super::values;
use crate::{format, session};

/// The entries, the newest first.
#[component]
pub(super) fn Entries(entries: Vec<AuditEntry>) -> impl IntoView {
    view! {
        <div class="table-frame table-frame-named" tabindex="0" role="region" aria-label="Audit trail">
            <table class="table table-named audit-table">
                <thead>
                    <tr>
                        <th scope="col">"When"</th>
                        <th scope="col">"Who"</th>
                        <th scope="col">"What"</th>
                        <th scope="col">"To what"</th>
                        <th scope="col"><span class="visually-hidden">"Values"</span></th>
                    </tr>
                </thead>
                <tbody>{entries.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn row(entry: AuditEntry) -> AnyView {
    let who = match (&entry.staff_name, &entry.address) {
        (Some(name), _) => name.clone(),
        (None, Some(_)) => "Somebody not signed in".to_owned(),
        (None, None) => "The system".to_owned(),
    };
    let values = entry.before.is_some() || entry.after.is_some();
    let open = RwSignal::new(false);
    let id = format!("audit-values-{}", entry.position);
    let controls = id.clone();
    let position = entry.position;
    let sides = StoredValue::new((entry.before, entry.after));
    view! {
        <tr class:audit-opened=open>
            <td data-label="When"><time title=format::exact(entry.happened_at)>{format::date_time(entry.happened_at)}</time></td>
            <td data-label="Who" dir="auto">
                {who}
                {entry.address.map(|address| view! { <span class="audit-second">{address}</span> })}
            </td>
            <td data-label="What">{words(&entry.action)}</td>
            <td data-label="To what">
                {words(&entry.object_kind)}
                {entry.object_name.map(|name| named(name, page(&entry.object_kind, &entry.object_id)))}
                <span class="audit-second">{entry.object_id}</span>
            </td>
            <td class="number">
                {values
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button button-quiet"
                                aria-expanded=move || open.get().to_string()
                                aria-controls=controls
                                on:click=move |_| open.update(|open| *open = !*open)
                            >
                                "Values"
                                <span class="visually-hidden">{format!(" of entry {position}")}</span>
                            </button>
                        }
                    })}
            </td>
        </tr>
        // On a line of their own: within a column they would squeeze the others.
        <tr id=id class="audit-values-row" hidden=move || !open.get()>
            <td colspan="5">
                {move || {
                    open.get().then(|| sides.with_value(|(before, after)| view! {
                        <div class="audit-sides">
                            {side("Before", before.as_deref())}
                            {side("After", after.as_deref())}
                        </div>
                    }))
                }}
            </td>
        </tr>
    }
    .into_any()
}

/// What people call it, as a link where it has a page.
fn named(name: String, page: Option<String>) -> AnyView {
    match page {
        Some(href) => view! { " " <A href=href><bdi>{name}</bdi></A> }.into_any(),
        None => view! { " " <bdi>{name}</bdi> }.into_any(),
    }
}

/// Where the thing is seen, if this role may see it there.
fn page(kind: &str, id: &str) -> Option<String> {
    let area = match kind {
        "payment" => "payments",
        "link" => "links",
        "hold" => "holds",
        "customer" => "customers",
        "phone_order" => return Some(format!("/console/phone-orders?order={id}")),
        "staff" => return session::may(Role::Owner).then(|| "/console/team".to_owned()),
        _ => return None,
    };
    Some(format!("/console/{area}/{id}"))
}

/// One side of a change, a line for each value.
fn side(title: &'static str, json: Option<&str>) -> Option<AnyView> {
    let lines = values::lines(json?);
    let lines = lines
        .into_iter()
        .map(|line| view! { <li dir="auto">{line}</li> });
    let view = view! {
        <div>
            <p class="quiet">{title}</p>
            <ul class="audit-values">{lines.collect_view()}</ul>
        </div>
    };
    Some(view.into_any())
}

/// `staff.role_changed` in words: Staff: role changed.
pub(super) fn words(name: &str) -> String {
    capitalized(&name.replace('_', " ").replacen('.', ": ", 1))
}

/// The text with a large first letter.
pub(super) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => format!("{}{}", first.to_ascii_uppercase(), letters.as_str()),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn names_become_words() {
        assert_eq!(words("staff.role_changed"), "Staff: role changed");
        assert_eq!(words("staff_link"), "Staff link");
        assert_eq!(words(""), "");
    }
}
