//! What staff wrote.

use leptos::prelude::*;
use shared::console::payments::{OfferKind, PaymentDetail};

use super::act::Act;
use crate::ui::{Button, TextArea, Time};

/// Notes, and a form for another one.
#[component]
pub(super) fn Notes(detail: PaymentDetail, act: Act) -> impl IntoView {
    let may_write = detail
        .offers
        .iter()
        .any(|offer| offer.kind == OfferKind::AddNote);
    let empty = detail.notes.is_empty();
    let rows = detail.notes.into_iter().map(|note| {
        view! {
            <li>
                <p class="payment-note"><bdi>{note.text}</bdi></p>
                <p class="quiet">{note.by}", "<Time at=note.at exact=true /></p>
            </li>
        }
    });
    let nothing = (empty && !may_write)
        .then(|| view! { <p class="quiet">"Nobody has written anything."</p> });
    view! {
        <section class="card stack" aria-labelledby="payment-notes">
            <h2 id="payment-notes">"Notes"</h2>
            {nothing}
            <ul class="payments-views stack">{rows.collect_view()}</ul>
            {may_write.then(|| view! { <Write act=act /> })}
        </section>
    }
}

#[component]
fn Write(act: Act) -> impl IntoView {
    // Kept beside the page's data, so that what is typed survives news.
    let text = act.note;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        act.add_note();
    };
    view! {
        <form class="stack" on:submit=submit>
            <TextArea label="Add a note" value=text rows=2 max_chars=1000 error=act.submission.error_at("text") />
            <div class="cluster"><Button label="Add note" pending=act.submission.pending() /></div>
        </form>
    }
}
