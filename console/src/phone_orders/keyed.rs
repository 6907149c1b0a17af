//! Staff key the card that the caller reads out.

use leptos::prelude::*;
use shared::Attempt;

use super::card_fields::{CardFields, Fields, Frame};
use super::charging::{FIRST_KEYED, Holder, Keying, ask_again, ask_again_by_itself, pay};
use super::choose::{open_link, prepare_keyed};
use super::order::Shown;
use crate::ui::{Button, Kind, Notice, Refusal, Submission, TextField, Tone, focus};

/// Dojo's fields and what belongs to them.
#[component]
pub(super) fn Keyed(shown: Shown, attempt: RwSignal<Option<Attempt>>) -> impl IntoView {
    let holder = Holder {
        line: RwSignal::default(),
        postcode: RwSignal::default(),
    };
    let charge = StoredValue::new_local(None::<Callback<()>>);
    let fields = CardFields::new(attempt, move || {
        if let Some(charge) = charge.try_get_value().flatten() {
            charge.run(());
        }
    });
    let keying = Keying {
        shown,
        attempt,
        fields,
        holder,
        problems: RwSignal::new(None),
        spent: RwSignal::new(None),
        next: RwSignal::default(),
        working: Submission::new(),
        asking: Submission::new(),
    };
    let working = keying.working;
    let is_spent = Memo::new(move |_| keying.spent.with(Option::is_some));
    let pay = Callback::new(move |()| {
        if holder.is_clean() && !is_spent.get_untracked() {
            working.run(pay(keying));
        }
    });
    charge.set_value(Some(pay));
    ask_again_by_itself(keying);
    let begin = move |()| working.run(prepare_keyed(shown, attempt, keying.next.get_untracked()));
    let send = move |()| working.run(open_link(shown, attempt));
    let is_prepared = Memo::new(move |_| attempt.with(Option::is_some));
    Effect::new(move |_| {
        if is_prepared.get() {
            focus::offer(FIRST_KEYED);
        }
    });
    let is_unknown = Memo::new(move |_| is_spent.get() && !working.pending().get());
    let (error, error_later) = (
        working.error_elsewhere(&[]),
        keying.asking.error_elsewhere(&[]),
    );
    let error = Signal::derive(move || {
        let error = error_later.get().or_else(|| error.get());
        error.filter(|_| !is_spent.get())
    });
    view! {
        <Show
            when=move || is_prepared.get()
            fallback=move || {
                view! {
                    <p class="quiet">"Somebody was about to key the card of this order."</p>
                    <div><Button kind=Kind::Primary label="Key the card" pending=working.pending() on_press=Callback::new(begin) /></div>
                }
            }
        >
            <div class="phone-keys" inert=move || is_spent.get()>
                <div class="phone-pair" id="phone-holder">
                    <TextField label="First line of address" value=holder.line max_chars=100 />
                    <TextField label="Postcode" value=holder.postcode max_chars=10 />
                </div>
                <Frame fields=fields />
            </div>
            <Failure fields=fields />
        </Show>
        <Refusal error=keying.problems />
        <Refusal error=error />
        <Show
            when=move || is_unknown.get()
            fallback=move || view! { <Ways keying=keying pay=pay send=Callback::new(send) /> }
        >
            <NotKnown keying=keying />
        </Show>
    }
}

/// Charging what was keyed, and the ways around it.
#[component]
fn Ways(keying: Keying, pay: Callback<()>, send: Callback<()>) -> impl IntoView {
    let Keying {
        shown,
        attempt,
        fields,
        working,
        spent,
        ..
    } = keying;
    let amount = Signal::derive(move || {
        shown.with(|order| {
            let amount = order.as_ref().map(|order| order.amount.to_string());
            format!("Charge {}", amount.unwrap_or_default())
        })
    });
    let not_ready =
        Signal::derive(move || fields.fields.get() != Fields::Ready || spent.with(Option::is_some));
    view! {
        <div class="cluster">
            <Show when=move || attempt.with(Option::is_some)>
                <Button kind=Kind::Primary label=amount pending=working.pending() disabled=not_ready on_press=pay />
            </Show>
            <Button label="Send the link instead" disabled=working.pending() on_press=send />
        </div>
        <HostedPage attempt=attempt />
    }
}

/// Dojo has the card, and the server could not be asked what became of it.
#[component]
fn NotKnown(keying: Keying) -> impl IntoView {
    let ask = Callback::new(move |()| ask_again(keying));
    // The button that charged is gone, and with it the focus.
    Effect::new(move |_| focus::land_on("#phone-unknown button"));
    view! {
        <div id="phone-unknown">
            <Notice tone=Tone::Warning title="It is not known yet whether the card was charged">
                <p>"Do not charge again. Tatami finds out as soon as the server can be reached, and shows it here."</p>
                <p><Button label="Find out now" pending=keying.asking.pending() on_press=ask /></p>
            </Notice>
        </div>
    }
}

#[component]
fn Failure(fields: CardFields) -> impl IntoView {
    move || {
        (fields.fields.get() == Fields::Failed).then(|| {
            view! {
                <Notice tone=Tone::Warning title="Dojo’s card fields did not load">
                    <p>"Nothing was charged. Use Dojo’s page for staff, or send the link instead."</p>
                </Notice>
            }
            .into_any()
        })
    }
}

/// Dojo's page for the same payment. Whoever has its address could pay it by key.
#[component]
fn HostedPage(attempt: RwSignal<Option<Attempt>>) -> impl IntoView {
    move || {
        attempt.get().map(|attempt| {
            view! {
                <p class="phone-hosted">
                    <a href=attempt.payment_link target="_blank" rel="noreferrer">"Dojo’s page, in a window of its own"</a>
                    " (for staff only)"
                </p>
            }
            .into_any()
        })
    }
}
