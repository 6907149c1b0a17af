//! Puts a text on the clipboard, and says so.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::toast;
use super::{Button, Kind};
use crate::browser;

/// Puts a text on the clipboard, and says so.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
    /// Such as "Copy link".
    #[prop(into)]
    label: String,
    /// Such as "Link copied".
    #[prop(into)]
    done: String,
    /// How much weight it has.
    #[prop(optional)]
    kind: Kind,
    /// Called once it is on the clipboard.
    #[prop(optional, into)]
    on_copied: Option<Callback<()>>,
) -> impl IntoView {
    let copy = move |()| {
        let (text, done) = (text.get_untracked(), done.clone());
        spawn_local(async move {
            if browser::copy(&text).await {
                toast::success(done);
                if let Some(on_copied) = on_copied {
                    // Nobody is told if the page has gone meanwhile.
                    let _ = on_copied.try_run(());
                }
            } else {
                toast::problem(
                    "The browser did not let us copy. Select the text and copy it yourself.",
                );
            }
        });
    };
    view! { <Button kind=kind label=label on_press=Callback::new(copy) /> }
}
