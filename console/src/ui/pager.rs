//! The foot of a list: how much there is, where in it one is, and the ways to the next and the previous page.

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;
use shared::console::Total;

/// What every list shows of a page that is not the last.
const ROWS: usize = 50;

/// How many rows stand before the page, in its address. Only for people to read: rows are found by the cursor.
const BEFORE: &str = "before";

/// The foot of a list.
#[component]
pub fn Pager(
    /// How many rows are shown.
    shown: usize,
    /// How many there are.
    total: Total,
    /// The address of the next page.
    next: Option<String>,
    /// The address of the previous page.
    previous: Option<String>,
) -> impl IntoView {
    let before = match previous {
        None => Some(0),
        Some(_) => use_query_map().with_untracked(|map| map.get(BEFORE)?.parse().ok()),
    };
    let only = next.is_none() && previous.is_none();
    let place = place(before.filter(|_| !only), shown);
    let next = next.map(|href| with_before(href, before.map(|rows| rows.saturating_add(shown))));
    let previous =
        previous.map(|href| with_before(href, before.map(|rows| rows.saturating_sub(ROWS))));
    let total = match total {
        Total::Exactly(count) => count.to_string(),
        Total::AtLeast(count) => format!("more than {count}"),
    };
    view! {
        <nav class="pager" aria-label="Pages">
            <p class="quiet">{format!("{place} of {total}")}</p>
            <div class="cluster">
                {previous.map(|href| view! { <A href=href attr:class="button" attr:rel="prev">"Previous"</A> })}
                {next.map(|href| view! { <A href=href attr:class="button" attr:rel="next">"Next"</A> })}
            </div>
        </nav>
    }
}

/// The first and the last row of the page; how many there are, if the address does not tell how many stand before them.
fn place(before: Option<usize>, shown: usize) -> String {
    match before {
        Some(before) if shown > 1 => {
            let last = before.saturating_add(shown);
            format!("{}–{last}", before.saturating_add(1))
        }
        Some(before) => before.saturating_add(shown).to_string(),
        None => shown.to_string(),
    }
}

fn with_before(href: String, before: Option<usize>) -> String {
    match before {
        None | Some(0) => href,
        Some(before) => format!("{href}&{BEFORE}={before}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{place, with_before};

    #[test]
    fn a_page_says_where_in_the_list_it_is() {
        assert_eq!(place(None, 2), "2");
        assert_eq!(place(Some(0), 50), "1–50");
        assert_eq!(place(Some(50), 50), "51–100");
        assert_eq!(place(Some(100), 1), "101");
        let next = with_before("/l?cursor=a".to_owned(), Some(50));
        assert_eq!(next, "/l?cursor=a&before=50");
    }
}
