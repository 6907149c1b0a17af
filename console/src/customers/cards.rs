//! The cards that Dojo keeps for a customer.

use leptos::prelude::*;
use shared::Role;
use shared::card::card_name;
use shared::checkout::SavedCard;
use shared::console::customers::CustomerCards;
use shared::console::live::LiveKind;

use super::detail::Shown;
use crate::api;
use crate::live;
use crate::session;
use crate::ui::{
    Button, Dialog, ErrorView, Kind, Reading, Refusal, Skeleton, Submission, focus, part, toast,
};

/// Where the focus goes when what it was on is gone.
const HEADING: &[&str] = &["#customer-cards"];

/// The cards, with ways to prefer and to remove one.
#[component]
pub(super) fn Cards(id: String, shown: Shown) -> impl IntoView {
    let path = format!("/customers/{id}/cards");
    // A payment of theirs may have saved one.
    let paid = part(shown, |customer| customer.payments.clone());
    let reading = Reading::<CustomerCards>::new({
        let path = path.clone();
        move || {
            live::track(LiveKind::Customer);
            paid.track();
            path.clone()
        }
    });
    // What was read again and is the same stays on the screen, and so does the focus in it.
    let cards = Memo::new(move |_| reading.get());
    let asked = RwSignal::new(None::<SavedCard>);
    let open = RwSignal::new(false);
    let preferring = Submission::new();
    let base = StoredValue::new(path);
    let ask = move |card: SavedCard| {
        asked.set(Some(card));
        open.set(true);
    };
    let prefer = move |card: &SavedCard| {
        let path = base.with_value(|base| format!("{base}/{}/preferred", card.id));
        preferring.run(async move {
            let _: CustomerCards = api::put(&path, &()).await?;
            reading.refetch();
            focus::go_to(HEADING);
            Ok(())
        });
    };
    let body = move || match cards.get() {
        None => view! { <Skeleton rows=2 /> }.into_any(),
        Some(Err(error)) => {
            let retry = Callback::new(move |()| reading.refetch());
            view! { <ErrorView error=error retry=retry /> }.into_any()
        }
        Some(Ok(cards)) => rows(cards.cards, ask, prefer),
    };
    view! {
        <section class="card stack" aria-labelledby="customer-cards">
            <h2 id="customer-cards" tabindex="-1">"Saved cards"</h2>
            {body}
            <Refusal error=preferring.error_elsewhere(&[]) />
        </section>
        <Dialog open=open title="Remove this card?">
            <Remove asked=asked open=open base=base done=Callback::new(move |()| reading.refetch()) />
        </Dialog>
    }
}

fn rows(
    cards: Vec<SavedCard>,
    ask: impl Fn(SavedCard) + Copy + Send + Sync + 'static,
    prefer: impl Fn(&SavedCard) + Copy + Send + Sync + 'static,
) -> AnyView {
    if cards.is_empty() {
        return view! { <p class="quiet">"Dojo keeps no card for them. A shopper saves one while paying."</p> }.into_any();
    }
    let rows = cards.into_iter().map(|card| row(card, ask, prefer));
    view! { <ul class="customer-rows">{rows.collect_view()}</ul> }.into_any()
}

fn name(card: &SavedCard) -> String {
    card_name(Some(&card.scheme), Some(&card.last_four))
}

fn row(
    card: SavedCard,
    ask: impl Fn(SavedCard) + Copy + Send + Sync + 'static,
    prefer: impl Fn(&SavedCard) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let name = name(&card);
    let preferred = card.preferred;
    let (asked, chosen) = (card.clone(), card.clone());
    view! {
        <li>
            <span>{name.clone()}</span>
            <span class="quiet">"Expires " {card.expiry_date.clone()}</span>
            {preferred.then(|| view! { <span class="quiet">"Preferred"</span> })}
            {session::may(Role::Clerk)
                .then(|| {
                    view! {
                        <span class="cluster">
                            {(!preferred)
                                .then(|| {
                                    view! {
                                        <Button
                                            kind=Kind::Quiet
                                            label=format!("Prefer {name}")
                                            on_press=Callback::new(move |()| prefer(&chosen))
                                        />
                                    }
                                })}
                            <Button
                                kind=Kind::Quiet
                                label=format!("Remove {name}")
                                on_press=Callback::new(move |()| ask(asked.clone()))
                            />
                        </span>
                    }
                })}
        </li>
    }
}

#[component]
fn Remove(
    asked: RwSignal<Option<SavedCard>>,
    open: RwSignal<bool>,
    base: StoredValue<String>,
    done: Callback<()>,
) -> impl IntoView {
    let removing = Submission::new();
    let card = asked.get_untracked();
    let words = card.as_ref().map(name).unwrap_or_default();
    let remove = move |()| {
        let Some(card) = asked.get_untracked() else {
            return;
        };
        let path = base.with_value(|base| format!("{base}/{}", card.id));
        removing.run(async move {
            let _: CustomerCards = api::delete(&path).await?;
            toast::success("Card removed");
            done.run(());
            open.set(false);
            focus::go_to(HEADING);
            Ok(())
        });
    };
    view! {
        <p>{format!("Dojo forgets {words}. The customer has to type it in again to pay with it. Payments stay as they are.")}</p>
        <Refusal error=removing.error_elsewhere(&[]) />
        <div class="cluster">
            <Button label="Keep the card" autofocus=true on_press=Callback::new(move |()| open.set(false)) />
            <Button
                kind=Kind::Danger
                label=format!("Remove {words}")
                pending=removing.pending()
                on_press=Callback::new(remove)
            />
        </div>
    }
}
