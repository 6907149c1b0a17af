//! Charging the held card: what it takes, from which card, and that it can be done once.

use leptos::prelude::*;
use shared::Money;
use shared::console::holds::{ChargeHold, HoldDetail, HoldItem, HoldStatus};
use shared::money::MoneyError;

use super::detail::Shown;
use super::{actions, words};
use crate::api;
use crate::ui::{Button, Kind, MoneyField, Refusal, Submission, TextField, toast};

/// What is typed, and the charge under way.
#[derive(Clone, Copy)]
struct Charging {
    shown: Shown,
    /// What the screen showed when the question was asked.
    hold: StoredValue<HoldItem>,
    /// The most that may be charged.
    most: Money,
    amount: RwSignal<String>,
    note: RwSignal<String>,
    wrong: RwSignal<Option<String>>,
    submission: Submission,
}

impl Charging {
    fn new(shown: Shown, hold: HoldItem) -> Self {
        let most = hold.intended_amount;
        let charging = Self {
            shown,
            hold: StoredValue::new(hold),
            most,
            amount: RwSignal::new(most.without_symbol()),
            note: RwSignal::new(String::new()),
            wrong: RwSignal::new(None),
            submission: Submission::new(),
        };
        // What was said of another amount holds no longer.
        Effect::new(move |before: Option<()>| {
            charging.amount.track();
            if before.is_some() {
                charging.wrong.set(None);
                charging.submission.forget();
            }
        });
        charging
    }

    fn parsed(self) -> Result<Money, MoneyError> {
        Money::parse(&self.amount.get(), self.most.currency_code)
    }

    fn is_too_much(self) -> bool {
        self.parsed()
            .is_ok_and(|money| money.value > self.most.value)
    }

    /// What is wrong with the amount.
    fn error(self) -> Option<String> {
        if self.is_too_much() {
            return Some(format!("The shopper agreed to at most {}.", self.most));
        }
        let refused = self.submission.error_at("amount");
        self.wrong.get().or_else(|| refused.get())
    }

    fn consequence(self) -> String {
        if self.is_too_much() {
            return "This cannot be charged.".to_owned();
        }
        let amount = self
            .parsed()
            .map_or_else(|_| "The amount".to_owned(), |money| money.to_string());
        let card = self.hold.with_value(words::card_of);
        format!(
            "{amount} is taken from {card} now. The hold is then completed: the card cannot be charged again."
        )
    }

    /// What the button says.
    fn label(self) -> String {
        let usable = self.parsed().ok().filter(|_| !self.is_too_much());
        usable.map_or_else(
            || "Charge the card".to_owned(),
            |money| format!("Charge {money}"),
        )
    }

    fn charge(self, open: RwSignal<bool>) {
        let money = match untrack(|| self.parsed()) {
            Ok(money) => money,
            Err(error) => return self.wrong.set(Some(error.to_string())),
        };
        self.wrong.set(None);
        let (path, seen_updated_at) = self
            .hold
            .with_value(|hold| (format!("/holds/{}/charge", hold.id), hold.updated_at));
        let body = ChargeHold {
            seen_updated_at,
            amount: money,
            note: self.note.get_untracked(),
        };
        self.submission.run(async move {
            let hold: HoldDetail = api::post(&path, &body).await?;
            tell(&hold, money);
            let _ = self.shown.try_set(Some(hold));
            open.set(false);
            actions::focus_what_is_left();
            Ok(())
        });
    }
}

/// The question.
#[component]
pub(super) fn Charge(shown: Shown, open: RwSignal<bool>) -> impl IntoView {
    let hold = shown.get_untracked().map(|detail| detail.hold);
    hold.map(|hold| question(Charging::new(shown, hold), open))
}

fn question(charging: Charging, open: RwSignal<bool>) -> AnyView {
    let Charging {
        most,
        amount,
        note,
        submission,
        ..
    } = charging;
    view! {
        <div class="stack">
            <MoneyField
                label="Amount"
                hint=format!("At most {most}")
                value=amount
                currency=most.currency_code
                error=Signal::derive(move || charging.error())
                required=true
            />
            <TextField
                label="Why"
                hint="Shown with the payment, for staff."
                value=note
                error=submission.error_at("note")
                max_chars=200
            />
            <p aria-live="polite">{move || charging.consequence()}</p>
            <Refusal error=submission.error_elsewhere(&["amount", "note"]) />
            <div class="cluster">
                <Button label="Do not charge" autofocus=true on_press=Callback::new(move |()| open.set(false)) />
                <Button
                    kind=Kind::Danger
                    label=Signal::derive(move || charging.label())
                    pending=submission.pending()
                    disabled=Signal::derive(move || charging.is_too_much())
                    on_press=Callback::new(move |()| charging.charge(open))
                />
            </div>
        </div>
    }
    .into_any()
}

fn tell(detail: &HoldDetail, amount: Money) {
    match detail.hold.status {
        HoldStatus::Completed => {
            let taken = detail.hold.charged_amount.unwrap_or(amount);
            toast::success(format!("{taken} was charged"));
        }
        HoldStatus::Charging => toast::problem(
            "Dojo has not said yet whether the card was charged. It settles by itself; nothing is charged twice.",
        ),
        _ => {
            let why = detail
                .charges
                .first()
                .and_then(|charge| charge.failure.clone())
                .unwrap_or_default();
            toast::problem(format!("The card was not charged. {why}"));
        }
    }
}
