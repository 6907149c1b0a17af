//! A question that stops everything else.

use leptos::html;
use leptos::prelude::*;

use super::field::fresh_id;
use super::toast;

/// A dialog. The browser keeps the focus inside, gives it back when it closes, and closes it on Escape. Its children are made
/// anew each time it opens. Give `autofocus` to the safe choice.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What it asks.
    #[prop(into)]
    title: Signal<String>,
    /// Its class beside `dialog`, for its width.
    #[prop(default = "")]
    class: &'static str,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let heading = fresh_id("dialog");
    let labelled_by = heading.clone();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        if open.get() {
            if !dialog.open() {
                // It is in the document and not open, so this cannot fail.
                let _ = dialog.show_modal();
            }
        } else {
            dialog.close();
        }
        toast::place();
    });
    on_cleanup(toast::place);
    view! {
        <dialog
            node_ref=node
            class=format!("dialog {class}")
            aria-labelledby=labelled_by
            on:close=move |_| open.set(false)
        >
            <Show when=move || open.get()>
                <h2 id=heading.clone()>{title}</h2>
                {children()}
            </Show>
        </dialog>
    }
}
