//! Whether somebody is written down already: one person, written down twice, has two histories and two sets of cards.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::console::Page;
use shared::console::customers::CustomerItem;

use crate::address::query;
use crate::api;
use crate::ui::{Notice, Tone, unsaved};

/// The other one who was found, and the one who is known to be somebody else.
#[derive(Clone, Copy)]
pub(super) struct Twin {
    found: RwSignal<Option<CustomerItem>>,
    told_apart: RwSignal<Option<String>>,
}

impl Twin {
    pub(super) fn new() -> Self {
        Self {
            found: RwSignal::new(None),
            told_apart: RwSignal::new(None),
        }
    }

    /// Whether somebody but `own` has this e-mail address, in which case the page says who. Whoever has read it and saves all
    /// the same is not asked again.
    pub(super) async fn is_there(
        self,
        email_address: &str,
        own: Option<&str>,
    ) -> Result<bool, api::Error> {
        self.found.set(None);
        let email_address = email_address.trim();
        if email_address.is_empty() {
            return Ok(false);
        }
        let path = format!(
            "/customers{}",
            query(&[("search", email_address), ("limit", "100")])
        );
        let told_apart = self.told_apart.get_untracked();
        let page: Page<CustomerItem> = api::get(&path).await?;
        let found = same(page.items, email_address, own)
            .filter(|other| told_apart.as_ref() != Some(&other.id));
        let is_there = found.is_some();
        if is_there {
            unsaved::keep();
        }
        self.found.set(found);
        Ok(is_there)
    }
}

/// Addresses are the same whatever the case of their letters.
fn same(items: Vec<CustomerItem>, email_address: &str, own: Option<&str>) -> Option<CustomerItem> {
    let wanted = email_address.to_lowercase();
    items.into_iter().find(|item| {
        let theirs = item.email_address.as_ref().map(|text| text.to_lowercase());
        theirs.as_ref() == Some(&wanted) && own != Some(item.id.as_str())
    })
}

/// Says who it is, and offers to save all the same. Stands within the form.
#[component]
pub(super) fn TwinNotice(twin: Twin) -> impl IntoView {
    move || {
        let other = twin.found.get()?;
        let id = other.id.clone();
        Some(
            view! {
                <Notice tone=Tone::Warning title="Somebody with this e-mail address is a customer already">
                    <p>
                        "Nothing was saved. Is it "
                        <A href=format!("/console/customers/{}", other.id)><bdi>{other.name}</bdi></A> "?"
                    </p>
                    <p>
                        <button type="submit" class="button" on:click=move |_| twin.told_apart.set(Some(id.clone()))>
                            "It is somebody else, save"
                        </button>
                    </p>
                </Notice>
            }
            .into_any(),
        )
    }
}

#[cfg(test)]
mod tests {
    use shared::console::customers::CustomerItem;

    use super::same;

    fn customer(id: &str, email_address: &str) -> CustomerItem {
        CustomerItem {
            id: id.to_owned(),
            name: "Ada".to_owned(),
            email_address: Some(email_address.to_owned()),
            phone_number: None,
            created_at: 0,
        }
    }

    #[test]
    fn the_same_address_in_other_letters_is_the_same() {
        let book = || {
            vec![
                customer("cu_1", "grand.ada@example.com"),
                customer("cu_2", "Ada@Example.com"),
            ]
        };
        let found = |address, own| same(book(), address, own).map(|other| other.id);
        assert_eq!(found("ada@example.COM", None).as_deref(), Some("cu_2"));
        assert_eq!(found("ada@example.com", Some("cu_2")), None);
        assert_eq!(found("da@example.com", None), None);
    }
}
