//! How much: an open amount, a tip. Asked before the card, because another total needs another card form.

use leptos::prelude::*;
use shared::checkout::{AmountLimits, TipOptions};

use super::amounts::{AmountEntry, AmountErrors, TipChoice, limits_hint};
use super::session::Session;
use crate::browser;
use crate::ui::TextField;

const LONGEST_AMOUNT: u16 = 16;

/// The fields that this checkout has.
pub(super) fn amount_fields(session: Session) -> impl IntoView {
    let (open, tip) =
        session.read(|state| (state.checkout.open_amount, state.checkout.tip.clone()));
    (
        open.map(|limits| open_amount(session, limits)),
        tip.map(|options| tip_choice(session, &options)),
    )
}

fn open_amount(session: Session, limits: AmountLimits) -> impl IntoView {
    view! {
        <div class="field-large">
            <TextField
                id="open-amount"
                label="Amount to pay"
                initial=session.read(|state| state.entry.amount.clone())
                error=session.text(|state| state.amount_errors.amount.clone())
                autocomplete="off"
                input_mode="decimal"
                hint=limits_hint(limits)
                sign=limits.minimum.currency_code.symbol()
                max_length=LONGEST_AMOUNT
                on_input=Box::new(move |text| enter(session, |entry| entry.amount = text))
                on_change=Box::new(move || session.amounts_changed(false))
            />
        </div>
    }
}

fn tip_choice(session: Session, options: &TipOptions) -> impl IntoView + use<> {
    let suggested = options.percentages.iter().copied().map(TipChoice::Percent);
    let segments = std::iter::once(TipChoice::None)
        .chain(suggested)
        .chain([TipChoice::Other])
        .map(|choice| segment(session, choice))
        .collect_view();
    view! {
        <fieldset class="pay-group">
            <legend class="pay-legend">"Add a tip"</legend>
            <div class="segments">{segments}</div>
            <div hidden=session.flag(|state| state.entry.tip != TipChoice::Other)>
                <TextField
                    id="tip-amount"
                    label="Tip amount"
                    initial=session.read(|state| state.entry.other_tip.clone())
                    error=session.text(|state| state.amount_errors.tip.clone())
                    autocomplete="off"
                    input_mode="decimal"
                    hint=format!("At most {}.", options.maximum)
                    sign=options.maximum.currency_code.symbol()
                    max_length=LONGEST_AMOUNT
                    on_input=Box::new(move |text| enter(session, |entry| entry.other_tip = text))
                    on_change=Box::new(move || session.amounts_changed(false))
                />
            </div>
        </fieldset>
    }
}

fn segment(session: Session, choice: TipChoice) -> impl IntoView {
    let label = session.text(move |state| choice.label(&state.entry, &state.checkout));
    let choose = move |_| {
        session.change(|state| {
            state.entry.tip = choice;
            state.amount_errors.tip.clear();
        });
        if choice == TipChoice::Other {
            browser::focus("tip-amount");
        } else {
            session.amounts_changed(false);
        }
    };
    view! {
        <label class="segment">
            <input
                type="radio"
                name="tip"
                prop:checked=session.flag(move |state| state.entry.tip == choice)
                on:change=choose
            />
            <span>{label}</span>
        </label>
    }
}

fn enter(session: Session, change: impl FnOnce(&mut AmountEntry)) {
    session.change(|state| {
        change(&mut state.entry);
        // Whoever corrects a field sees at once that it is right; what is wrong is said after a pause.
        if state.amounts().is_ok() {
            state.amount_errors = AmountErrors::default();
        }
    });
    session.amounts_changed(true);
}
