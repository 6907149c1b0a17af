//! Filters that a person keeps under a name.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::console::payments::{NewView, SavedView};

use crate::api;
use crate::payments::query::{Address, LIST};
use crate::ui::{Button, Dialog, Kind, Reading, Refusal, Submission, TextField, focus, toast};

/// A button that opens the views that were kept, and keeps what is chosen now.
#[component]
pub(super) fn Views(address: Address) -> impl IntoView {
    let open = RwSignal::new(false);
    let views = Reading::<Vec<SavedView>>::new(|| "/payments/views".to_owned());
    view! {
        <Button label="Saved views" on_press=Callback::new(move |()| open.set(true)) />
        <Dialog open=open title="Saved views">
            <Kept views=views open=open />
            <Keep address=address views=views />
            <div class="cluster dialog-actions">
                <Button label="Close" autofocus=true on_press=Callback::new(move |()| open.set(false)) />
            </div>
        </Dialog>
    }
}

#[component]
fn Kept(views: Reading<Vec<SavedView>>, open: RwSignal<bool>) -> impl IntoView {
    let remove = Submission::new();
    let forget = move |id: String| {
        remove.run(async move {
            api::delete::<Vec<SavedView>>(&format!("/payments/views/{id}")).await?;
            // The row goes, and another one's button would have the focus.
            focus::go_to(&["dialog[open] .dialog-actions button"]);
            views.refetch();
            Ok(())
        });
    };
    let rows = move || {
        let all = views.ok().unwrap_or_default();
        if all.is_empty() {
            return view! { <p class="quiet">"None yet. Choose filters, then keep them under a name."</p> }.into_any();
        }
        let rows = all.into_iter().map(|view| {
            let id = view.id.clone();
            let label = format!("Remove {}", view.name);
            view! {
                <li class="cluster">
                    <A href=format!("{LIST}?{}", view.query) on:click=move |_| open.set(false)>{view.name}</A>
                    <Button kind=Kind::Quiet label=label on_press=Callback::new(move |()| forget(id.clone())) />
                </li>
            }
        });
        view! { <ul class="stack payments-views">{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <Refusal error=remove.error_elsewhere(&[]) />
        {rows}
    }
}

#[component]
fn Keep(address: Address, views: Reading<Vec<SavedView>>) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let keep = Submission::new();
    // The name that is taken, while it is asked whether to replace what has it.
    let taken = RwSignal::new(None::<String>);
    let asks = Memo::new(move |_| taken.get().is_some_and(|taken| taken == name.get().trim()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        keep.forget();
        let view = NewView {
            name: name.get_untracked(),
            query: address
                .filters
                .with_untracked(super::super::query::Filters::text),
            replace: asks.get_untracked(),
        };
        let wanted = view.name.trim().to_owned();
        let known = views.ok().unwrap_or_default();
        if !view.replace && known.iter().any(|view| view.name == wanted) {
            return taken.set(Some(wanted));
        }
        taken.set(None);
        keep.run(async move {
            api::post::<Vec<SavedView>>("/payments/views", &view).await?;
            views.refetch();
            name.set(String::new());
            toast::success(format!("{} is kept", view.name));
            Ok(())
        });
    };
    view! {
        <form class="stack" on:submit=submit>
            <TextField label="Keep these filters as" value=name max_chars=60 error=keep.error_at("name") />
            <Refusal error=keep.error_elsewhere(&["name"]) />
            <div role="status">
                <Show when=move || asks.get()>
                    <p>"You keep other filters under this name already. Replace them, or choose another name."</p>
                </Show>
            </div>
            <div class="cluster">
                <Button
                    label=Signal::derive(move || if asks.get() { "Replace them" } else { "Keep view" }.to_owned())
                    pending=keep.pending()
                />
            </div>
        </form>
    }
}
