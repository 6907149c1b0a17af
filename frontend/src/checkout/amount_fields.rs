//! How much: an open amount, a tip. Asked before the card, because another total needs another card form.

use leptos::prelude::*;
use shared::Money;
use shared::checkout::{AmountLimits, TipOptions};

use super::amounts::{AmountErrors, TipChoice, limits_hint};
use super::session::Session;
use crate::ui::TextField;

/// The fields that this checkout has.
pub(super) fn amount_fields(session: Session) -> impl IntoView {
    let (open, tip) = session
        .checkout
        .with_untracked(|checkout| (checkout.open_amount, checkout.tip.clone()));
    view! {
        {open.map(|limits| open_amount(session, limits))}
        {tip.map(|options| tip_choice(session, &options))}
    }
}

fn open_amount(session: Session, limits: AmountLimits) -> impl IntoView {
    let value = RwSignal::new(session.entry.with_untracked(|entry| entry.amount.clone()));
    let enter = move |typing: bool| {
        session
            .entry
            .update(|entry| entry.amount = value.get_untracked());
        entered(session, typing);
    };
    view! {
        <div class="field-large">
            <TextField
                id="open-amount"
                label="Amount to pay"
                value=value
                error=Signal::derive(move || session.amount_errors.get().amount)
                autocomplete="off"
                input_mode="decimal"
                hint=limits_hint(limits)
                sign=limits.minimum.currency_code.symbol()
                on_input=move |()| enter(true)
                on_change=move |()| enter(false)
            />
        </div>
    }
}

fn tip_choice(session: Session, options: &TipOptions) -> impl IntoView + use<> {
    let suggested = options
        .percentages
        .iter()
        .map(|percent| segment(session, TipChoice::Percent(*percent)))
        .collect_view();
    let sign = options.maximum.currency_code.symbol();
    let hint = format!("At most {}.", options.maximum);
    let value = RwSignal::new(
        session
            .entry
            .with_untracked(|entry| entry.other_tip.clone()),
    );
    let enter = move |typing: bool| {
        session
            .entry
            .update(|entry| entry.other_tip = value.get_untracked());
        entered(session, typing);
    };
    view! {
        <fieldset class="pay-group">
            <legend class="pay-legend">"Add a tip"</legend>
            <div class="segments">
                {segment(session, TipChoice::None)}
                {suggested}
                {segment(session, TipChoice::Other)}
            </div>
            <div hidden=move || session.entry.with(|entry| entry.tip != TipChoice::Other)>
                <TextField
                    id="tip-amount"
                    label="Tip amount"
                    value=value
                    error=Signal::derive(move || session.amount_errors.get().tip)
                    autocomplete="off"
                    input_mode="decimal"
                    hint=hint
                    sign=sign
                    on_input=move |()| enter(true)
                    on_change=move |()| enter(false)
                />
            </div>
        </fieldset>
    }
}

fn segment(session: Session, choice: TipChoice) -> impl IntoView {
    let label = move || match choice {
        TipChoice::None => "No tip".to_owned(),
        TipChoice::Other => "Other amount".to_owned(),
        TipChoice::Percent(percent) => match amount(session) {
            Some(amount) => format!("{percent}% ({})", amount.percent(percent)),
            None => format!("{percent}%"),
        },
    };
    let choose = move |_| {
        session.entry.update(|entry| entry.tip = choice);
        session.amount_errors.update(|errors| errors.tip = None);
        if choice == TipChoice::Other {
            crate::browser::focus("tip-amount");
        }
        session.amounts_changed(false);
    };
    view! {
        <label class="segment">
            <input
                type="radio"
                name="tip"
                prop:checked=move || session.entry.with(|entry| entry.tip == choice)
                on:change=choose
            />
            <span>{label}</span>
        </label>
    }
}

/// The amount without the tip, once there is one.
fn amount(session: Session) -> Option<Money> {
    session
        .checkout
        .with(|checkout| session.entry.with(|entry| entry.amount(checkout)))
        .ok()
}

/// A correct field loses its error at once; a wrong one gets it when the shopper has finished.
fn entered(session: Session, typing: bool) {
    let errors = untrack(|| session.amounts()).err().unwrap_or_default();
    if !typing || errors == AmountErrors::default() {
        session.amount_errors.set(errors);
    }
    session.amounts_changed(typing);
}
