//! "Is this the same order?"

use leptos::prelude::*;
use shared::console::phone_orders::{Duplicate, Sameness};

use super::desk::Desk;
use crate::format;
use crate::ui::{Button, Notice, Tone, focus};

/// What looks like the same order, and the way on.
#[component]
pub(super) fn Duplicates(desk: Desk, on_another: Callback<()>) -> impl IntoView {
    // Whoever changes what was typed has heard the warning.
    Effect::new(move |before: Option<()>| {
        desk.amount.track();
        desk.reference.track();
        if before.is_some() {
            desk.duplicates.set(Vec::new());
        }
    });
    // The safe choice comes first and takes the focus: Enter pressed twice makes nothing twice.
    Effect::new(move |_| {
        if desk.duplicates.with(|duplicates| !duplicates.is_empty()) {
            focus::go_to(&["#phone-another button"]);
        }
    });
    move || {
        let duplicates = desk.duplicates.get();
        let earlier = duplicates.iter().find_map(|one| one.order_id.clone());
        let safe = match earlier {
            Some(_) => "Open the earlier order",
            None => "Change this order",
        };
        let back = Callback::new(move |()| desk.not_again(earlier.as_ref()));
        (!duplicates.is_empty()).then(|| {
            view! {
                <Notice tone=Tone::Warning title="This may be the same order again">
                    <ul class="phone-duplicates">
                        {duplicates.iter().map(|one| view! { <li>{words(one)}</li> }).collect_view()}
                    </ul>
                    <p>"Nothing was made. Ask the caller before you go on."</p>
                    <div class="cluster" id="phone-another">
                        <Button label=safe on_press=back />
                        <Button label="It is another order" on_press=on_another />
                    </div>
                </Notice>
            }
            .into_any()
        })
    }
}

/// "£12.50 for Order 245 was paid 3 minutes ago: same reference, same phone."
fn words(one: &Duplicate) -> String {
    let same: Vec<&str> = one
        .same
        .iter()
        .map(|same| match same {
            Sameness::Reference => "same reference",
            Sameness::Name => "same name",
            Sameness::PhoneNumber => "same phone",
            Sameness::EmailAddress => "same e-mail",
        })
        .collect();
    let what = if one.paid { "paid" } else { "asked for" };
    format!(
        "{} for {} was {what} {}: {}.",
        one.amount,
        one.reference,
        format::relative(one.at),
        same.join(", ")
    )
}
