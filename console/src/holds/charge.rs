//! Charging the held card: what it takes, from which card, and that it can be done once.

use leptos::prelude::*;
use shared::Money;
use shared::console::holds::{ChargeHold, HoldDetail, HoldStatus};

use super::detail::Shown;
use super::{actions, words};
use crate::api;
use crate::ui::{Button, Kind, MoneyField, Refusal, Submission, TextField, toast};

/// The question.
#[component]
pub(super) fn Charge(shown: Shown, open: RwSignal<bool>) -> impl IntoView {
    // What the screen showed when the question was asked.
    let asked = shown.get_untracked().map(|detail| detail.hold);
    asked.map(|hold| {
        let currency = hold.intended_amount.currency_code;
        let most = hold.intended_amount.to_string();
        let amount = RwSignal::new(hold.intended_amount.without_symbol());
        let note = RwSignal::new(String::new());
        let wrong = RwSignal::new(None::<String>);
        let charging = Submission::new();
        let card = words::card_of(&hold);
        let parsed = move || Money::parse(&amount.get(), currency);
        let limit = hold.intended_amount.value;
        let is_too_much = move || parsed().is_ok_and(|money| money.value > limit);
        let too_much = format!("The shopper agreed to at most {most}.");
        let consequence = {
            let card = card.clone();
            move || {
                if is_too_much() {
                    return "This cannot be charged.".to_owned();
                }
                let amount = parsed().map_or_else(|_| "The amount".to_owned(), |money| money.to_string());
                format!("{amount} is taken from {card} now. The hold is then completed: the card cannot be charged again.")
            }
        };
        let label = Signal::derive(move || {
            let usable = parsed().ok().filter(|_| !is_too_much());
            usable.map_or_else(|| "Charge the card".to_owned(), |money| format!("Charge {money}"))
        });
        let id = hold.id.clone();
        let seen_updated_at = hold.updated_at;
        let charge = move |()| {
            let money = match untrack(parsed) {
                Ok(money) => money,
                Err(error) => return wrong.set(Some(error.to_string())),
            };
            wrong.set(None);
            let body = ChargeHold {
                seen_updated_at,
                amount: money,
                note: note.get_untracked(),
            };
            let id = id.clone();
            charging.run(async move {
                let path = format!("/holds/{id}/charge");
                let hold: HoldDetail = api::post(&path, &body).await?;
                tell(&hold, money);
                let _ = shown.try_set(Some(hold));
                open.set(false);
                actions::focus_what_is_left();
                Ok(())
            });
        };
        let error = charging.error_at("amount");
        let amount_error = Signal::derive(move || {
            let over = is_too_much().then(|| too_much.clone());
            over.or_else(|| wrong.get()).or_else(|| error.get())
        });
        // What was said of another amount holds no longer.
        Effect::new(move |before: Option<()>| {
            amount.track();
            if before.is_some() {
                wrong.set(None);
                charging.forget();
            }
        });
        view! {
            <div class="stack">
                <MoneyField label="Amount" hint=format!("At most {most}") value=amount currency=currency error=amount_error required=true />
                <TextField
                    label="Why"
                    hint="Shown with the payment, for staff."
                    value=note
                    error=charging.error_at("note")
                    max_chars=200
                />
                <p aria-live="polite">{consequence}</p>
                <Refusal error=charging.error_elsewhere(&["amount", "note"]) />
                <div class="cluster">
                    <Button label="Do not charge" autofocus=true on_press=Callback::new(move |()| open.set(false)) />
                    <Button
                        kind=Kind::Danger
                        label=label
                        pending=charging.pending()
                        disabled=Signal::derive(is_too_much)
                        on_press=Callback::new(charge)
                    />
                </div>
            </div>
        }
        .into_any()
    })
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
