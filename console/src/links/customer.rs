//! For whom a link is.

use leptos::prelude::*;
use shared::console::Page;
use shared::console::customers::CustomerItem;

use super::address::query;
use super::form::Form;
use crate::ui::{Button, Kind, Reading, TextField};

/// Finds a customer and names the one that was chosen.
#[component]
pub(super) fn CustomerField(
    form: Form,
    #[prop(into)] error: Signal<Option<String>>,
    #[prop(into)] paid: Signal<bool>,
) -> impl IntoView {
    let name = Memo::new(move |_| form.customer.get().map(|(_, name)| name));
    view! {
        {move || match name.get() {
            Some(name) => {
                view! {
                    <div class="link-chosen" data-wrong=move || error.with(Option::is_some).then_some("")>
                        <p>
                            <span class="field-label">"Customer"</span>
                            <bdi>{name.clone()}</bdi>
                        </p>
                        <Button
                            kind=Kind::Quiet
                            label=format!("Remove {name}")
                            disabled=paid
                            on_press=Callback::new(move |()| form.customer.set(None))
                        />
                    </div>
                }
                    .into_any()
            }
            None => view! { <Find form=form paid=paid /> }.into_any(),
        }}
        <p class="field-error" role="alert">{move || error.get().unwrap_or_default()}</p>
    }
}

#[component]
fn Find(form: Form, #[prop(into)] paid: Signal<bool>) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let found = Reading::<Page<CustomerItem>>::new(move || {
        let search = search.get();
        format!(
            "/customers{}",
            query(&[("search", search.trim()), ("limit", "5")])
        )
    });
    let asked = move || search.with(|search| search.trim().len() > 1);
    view! {
        <TextField
            label="Customer"
            hint="Find one by name or e-mail address. They may then pay with the cards that you keep for them."
            kind="search"
            value=search
            disabled=paid
        />
        <div role="status" class="link-found">
            {move || {
                let page = found.ok().filter(|_| asked())?;
                if page.items.is_empty() {
                    return Some(view! { <p class="quiet">"Nobody by that name."</p> }.into_any());
                }
                let choices = page.items.into_iter().map(|customer| {
                    let name = customer.name.clone();
                    let choose = move |()| form.customer.set(Some((customer.id.clone(), customer.name.clone())));
                    view! { <Button label=format!("Choose {name}") on_press=Callback::new(choose) /> }
                });
                Some(view! { <div class="cluster">{choices.collect_view()}</div> }.into_any())
            }}
        </div>
    }
}
