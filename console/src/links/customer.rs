//! For whom a link is.

use leptos::prelude::*;
use shared::console::customers::CustomerItem;

use super::form::Form;
use crate::customers::CustomerPicker;

/// Finds a customer and names the one that was chosen.
#[component]
pub(super) fn CustomerField(
    form: Form,
    #[prop(into)] error: Signal<Option<String>>,
    #[prop(into)] paid: Signal<bool>,
) -> impl IntoView {
    view! {
        <CustomerPicker
            name=Signal::derive(move || form.customer.get().map(|(_, name)| name))
            choose=Callback::new(move |customer| choose(form, customer))
            search=form.customer_search
            hint="Find one by name or e-mail address. They may then pay with the cards that you keep for them."
            error=error
            disabled=paid
        />
    }
}

/// Makes it a link for this customer, who is written to at the address that is known of them unless another was typed. The
/// address that came with another customer goes with them.
fn choose(form: Form, customer: Option<CustomerItem>) {
    let came_along = form.customer_email.get_untracked();
    if !came_along.is_empty() && form.email.get_untracked() == came_along {
        form.email.set(String::new());
    }
    form.customer_email.set(String::new());
    if let Some(customer) = &customer
        && form.email.with_untracked(|email| email.trim().is_empty())
    {
        let email = customer.email_address.clone().unwrap_or_default();
        form.email.set(email.clone());
        form.customer_email.set(email);
    }
    form.customer
        .set(customer.map(|customer| (customer.id, customer.name)));
}
