//! A question that must be answered first.

use leptos::html::Dialog;
use leptos::prelude::*;

/// A dialog with the safe answer focused and the other one marked as dangerous. Escape is the safe answer; the browser
/// keeps the focus inside and gives it back.
#[component]
pub fn ConfirmDialog(
    /// The question and its consequence, while it is asked.
    question: RwSignal<Option<(String, String)>>,
    safe: &'static str,
    dangerous: &'static str,
    #[prop(into)] on_dangerous: UnsyncCallback<()>,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        let asked = question.with(Option::is_some);
        if asked && !dialog.open() {
            // It is in the document and closed, so nothing can refuse.
            let _ = dialog.show_modal();
        } else if !asked && dialog.open() {
            dialog.close();
        }
    });
    let title = move || question.get().map(|(title, _)| title);
    let consequence = move || question.get().map(|(_, consequence)| consequence);
    view! {
        <dialog
            node_ref=dialog
            class="dialog"
            aria-labelledby="dialog-title"
            aria-describedby="dialog-text"
            on:close=move |_| question.set(None)
        >
            <h2 id="dialog-title">{title}</h2>
            <p id="dialog-text">{consequence}</p>
            <div class="cluster">
                <button type="button" class="button" autofocus on:click=move |_| question.set(None)>
                    {safe}
                </button>
                <button
                    type="button"
                    class="button button-danger"
                    on:click=move |_| {
                        question.set(None);
                        on_dangerous.run(());
                    }
                >
                    {dangerous}
                </button>
            </div>
        </dialog>
    }
}
