//! The entries as a table.

use leptos::prelude::*;
use shared::console::audit::AuditEntry;

use crate::format;

/// The entries, the newest first.
#[component]
pub(super) fn Entries(entries: Vec<AuditEntry>) -> impl IntoView {
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="Audit trail">
            <table class="table table-fold table-named audit-table">
                <thead>
                    <tr>
                        <th scope="col">"When"</th>
                        <th scope="col">"Who"</th>
                        <th scope="col">"What"</th>
                        <th scope="col">"To what"</th>
                        <th scope="col">"Values"</th>
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
    view! {
        <tr>
            <td data-label="When"><time title=format::exact(entry.happened_at)>{format::date_time(entry.happened_at)}</time></td>
            <td data-label="Who" dir="auto">
                {who}
                {entry.address.map(|address| view! { <span class="audit-second">{address}</span> })}
            </td>
            <td data-label="What">{words(&entry.action)}</td>
            <td data-label="To what">
                {words(&entry.object_kind)}
                <span class="audit-second">{entry.object_id}</span>
            </td>
            <td>
                {values
                    .then(|| {
                        view! {
                            <details>
                                <summary>{format!("Values of entry {}", entry.position)}</summary>
                                {side("Before", entry.before)}
                                {side("After", entry.after)}
                            </details>
                        }
                    })}
            </td>
        </tr>
    }
    .into_any()
}

/// One side of a change, a line for each value.
fn side(title: &'static str, json: Option<String>) -> Option<AnyView> {
    let json = json?;
    let lines = match serde_json::from_str(&json) {
        Ok(serde_json::Value::Object(values)) => values
            .into_iter()
            .map(|(name, value)| {
                let value = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned);
                format!("{name}: {value}")
            })
            .collect(),
        _ => vec![json],
    };
    let lines = lines.into_iter().map(|line| view! { <li>{line}</li> });
    let view = view! {
        <p class="quiet">{title}</p>
        <ul class="audit-values">{lines.collect_view()}</ul>
    };
    Some(view.into_any())
}

/// `staff.role_changed` in words: Staff: role changed.
pub(super) fn words(name: &str) -> String {
    let text = name.replace('_', " ").replacen('.', ": ", 1);
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => format!("{}{}", first.to_ascii_uppercase(), letters.as_str()),
        None => text,
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
