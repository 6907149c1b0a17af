//! Finds a customer, for links and holds.

use leptos::prelude::*;
use shared::card_number;
use shared::console::Page;
use shared::console::customers::CustomerItem;

use crate::address::query;
use crate::ui::field::fresh_id;
use crate::ui::{Button, Combobox, Kind, Reading, focus, load, option_id, settled};

/// Fewer characters fit nearly everybody.
const FEWEST: usize = 2;

/// Finds a customer by what is known of them, and shows the one who was chosen.
#[component]
pub fn CustomerPicker(
    /// The name of the one who was chosen.
    #[prop(into)]
    name: Signal<Option<String>>,
    /// Called with the one who is chosen, or with nobody when the choice is taken back.
    choose: Callback<Option<CustomerItem>>,
    /// What was typed to find somebody.
    search: RwSignal<String>,
    /// Helps to find the right one.
    #[prop(into)]
    hint: Signal<String>,
    /// What is wrong with the choice.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// Whether nobody else can be chosen.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let name = Memo::new(move |_| name.get());
    let chosen = move |name: String| {
        view! {
            <div class="customer-chosen" data-wrong=move || error.with(Option::is_some).then_some("")>
                <p>
                    <span class="field-label">"Customer"</span>
                    <bdi>{name.clone()}</bdi>
                </p>
                <Button
                    kind=Kind::Quiet
                    label="Remove"
                    attr:aria-label=format!("Remove {name}")
                    disabled=disabled
                    on_press=Callback::new(move |()| {
                        choose.run(None);
                        focus::go_to(&[".customer-picker input"]);
                    })
                />
            </div>
            <p class="field-error" role="alert">{move || error.get().unwrap_or_default()}</p>
        }
        .into_any()
    };
    let choice = Choice::new(search, choose);
    let find = move || {
        view! {
            <Combobox
                label="Customer"
                hint=hint
                value=search
                error=error
                disabled=disabled
                list=choice.list
                count=Signal::derive(move || choice.found.with(Vec::len))
                at=choice.at
                choose=choice.choose
            />
            <Found search=search choice=choice />
        }
        .into_any()
    };
    view! {
        <div class="customer-picker">
            {move || name.get().map_or_else(find, chosen)}
        </div>
    }
}

/// Those who were found, and the one whom the arrow keys are on.
#[derive(Clone, Copy)]
struct Choice {
    list: StoredValue<String>,
    found: RwSignal<Vec<CustomerItem>>,
    at: RwSignal<Option<usize>>,
    choose: Callback<usize>,
}

impl Choice {
    fn new(search: RwSignal<String>, choose: Callback<Option<CustomerItem>>) -> Self {
        let found = RwSignal::new(Vec::<CustomerItem>::new());
        let choose = Callback::new(move |at: usize| {
            let customer = found.with_untracked(|found| found.get(at).cloned());
            if customer.is_some() {
                search.set(String::new());
                choose.run(customer);
                // The field is gone, and what it had of the focus.
                focus::go_to(&[".customer-chosen button"]);
            }
        });
        Self {
            list: StoredValue::new(fresh_id("customers")),
            found,
            at: RwSignal::new(None),
            choose,
        }
    }

    fn show(self, found: Vec<CustomerItem>) {
        self.at.set(None);
        self.found.set(found);
    }
}

/// Those who fit, once nobody types any more. What fitted other words is not shown below these.
#[component]
fn Found(search: RwSignal<String>, choice: Choice) -> impl IntoView {
    let settled = settled(search);
    let words = Memo::new(move |_| {
        let typed = search.get().trim().to_owned();
        let asks = typed.chars().count() >= FEWEST && !card_number::is_in(&typed);
        asks.then(|| (settled.get().trim() == typed).then_some(typed))
    });
    Effect::new(move |_| {
        words.track();
        choice.show(Vec::new());
    });
    let rows = move || {
        let rows = choice.found.get().into_iter().enumerate();
        rows.map(|(at, customer)| row(at, customer, choice))
            .collect_view()
    };
    view! {
        <div role="status" class="customer-status">
            {move || match words.get() {
                None => ().into_any(),
                Some(None) => searching(),
                Some(Some(words)) => results(&words, choice),
            }}
        </div>
        <ul
            class="customer-found"
            id=choice.list.get_value()
            role="listbox"
            aria-label="Customers"
            hidden=move || choice.found.with(Vec::is_empty)
        >
            {rows}
        </ul>
    }
}

/// How many fit, in words.
fn results(words: &str, choice: Choice) -> AnyView {
    let path = format!("/customers{}", query(&[("search", words), ("limit", "6")]));
    let found = Reading::<Page<CustomerItem>>::new(move || path.clone());
    Effect::new(move |_| {
        if let Some(page) = found.ok() {
            choice.show(page.items);
        }
    });
    let show = load(found, searching, move |page| {
        let said = match page.items.len() {
            0 => return view! { <p class="quiet">"Nobody like that is known."</p> }.into_any(),
            1 => "1 customer. Choose with the arrow keys.".to_owned(),
            count => format!("{count} customers. Choose with the arrow keys."),
        };
        view! { <p class="visually-hidden">{said}</p> }.into_any()
    });
    view! { {show} }.into_any()
}

fn searching() -> AnyView {
    view! { <p class="quiet">"Searching…"</p> }.into_any()
}

fn row(at: usize, customer: CustomerItem, choice: Choice) -> impl IntoView {
    // Two people of one name are told apart by it.
    let known = [customer.email_address, customer.phone_number];
    let known: Vec<String> = known.into_iter().flatten().collect();
    view! {
        <li
            class="customer-choice"
            id=option_id(choice.list, at)
            role="option"
            aria-selected=move || (choice.at.get() == Some(at)).to_string()
            on:click=move |_| choice.choose.run(at)
        >
            <bdi>{customer.name}</bdi>
            <span class="quiet">{known.join(" · ")}</span>
        </li>
    }
}
