//! How much: an open amount, a tip. Asked before the card, because another total needs another card form.

use shared::checkout::{AmountLimits, TipOptions};

use super::amounts::{AmountEntry, AmountErrors, TipChoice, limits_hint};
use super::session::Session;
use crate::browser;
use crate::ui::{Node, TextField, node, text_field};

const LONGEST_AMOUNT: &str = "16";

/// The fields that this checkout has.
pub(super) fn amount_fields(session: Session) -> Node {
    let (open, tip) =
        session.read(|state| (state.checkout.open_amount, state.checkout.tip.clone()));
    node("div", "pay-form")
        .with_all(open.map(|limits| open_amount(session, limits)))
        .with_all(tip.map(|options| tip_choice(session, &options)))
}

fn open_amount(session: Session, limits: AmountLimits) -> Node {
    node("div", "field-large").with(text_field(TextField {
        id: "open-amount",
        label: "Amount to pay",
        initial: session.read(|state| state.entry.amount.clone()),
        hint: limits_hint(limits),
        error: session.text(|state| state.amount_errors.amount.clone()),
        autocomplete: "off",
        input_mode: "decimal",
        sign: limits.minimum.currency_code.symbol(),
        max_length: LONGEST_AMOUNT,
        required: true,
        on_input: Box::new(move |text| enter(session, |entry| entry.amount = text)),
        on_change: Box::new(move || session.amounts_changed(false)),
    }))
}

fn tip_choice(session: Session, options: &TipOptions) -> Node {
    let suggested = options.percentages.iter().copied().map(TipChoice::Percent);
    let segments = std::iter::once(TipChoice::None)
        .chain(suggested)
        .chain([TipChoice::Other])
        .map(|choice| segment(session, choice));
    let other = text_field(TextField {
        id: "tip-amount",
        label: "Tip amount",
        initial: session.read(|state| state.entry.other_tip.clone()),
        hint: format!("At most {}.", options.maximum),
        error: session.text(|state| state.amount_errors.tip.clone()),
        autocomplete: "off",
        input_mode: "decimal",
        sign: options.maximum.currency_code.symbol(),
        max_length: LONGEST_AMOUNT,
        required: true,
        on_input: Box::new(move |text| enter(session, |entry| entry.other_tip = text)),
        on_change: Box::new(move || session.amounts_changed(false)),
    });
    let error = session.text(|state| match state.entry.tip {
        TipChoice::Percent(_) => state.amount_errors.tip.clone(),
        TipChoice::None | TipChoice::Other => String::new(),
    });
    node("fieldset", "pay-group")
        .set("id", "tip")
        .set("tabindex", "-1")
        .set("aria-describedby", "tip-error")
        .with(node("legend", "pay-legend").text("Add a tip"))
        .with(node("div", "segments").with_all(segments))
        .with(
            node("p", "field-error")
                .set("id", "tip-error")
                .set("role", "status")
                .shows(error),
        )
        .with(other.is(
            "hidden",
            session.flag(|state| state.entry.tip != TipChoice::Other),
        ))
}

fn segment(session: Session, choice: TipChoice) -> Node {
    let radio = node("input", "")
        .set("type", "radio")
        .set("name", "tip")
        .is(
            "checked",
            session.flag(move |state| state.entry.tip == choice),
        )
        .on("change", Box::new(move |_| choose(session, choice)));
    let label = session.text(move |state| choice.label(&state.entry, &state.checkout));
    node("label", "segment")
        .is(
            "hidden",
            session.flag(move |state| !choice.is_offered(&state.entry, &state.checkout)),
        )
        .with(radio)
        .with(node("span", "").shows(label))
}

fn choose(session: Session, choice: TipChoice) {
    session.change(|state| {
        state.entry.tip = choice;
        state.amount_errors.tip.clear();
    });
    if choice == TipChoice::Other {
        browser::focus("tip-amount");
    } else {
        session.amounts_changed(false);
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
