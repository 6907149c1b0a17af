//! The plain form that pays on Dojo's page, for browsers without scripts. With scripts, the paying panel takes its place.

use maud::{Markup, html};
use shared::card::card_name;
use shared::checkout::{Decline, SavedCard, TipOptions};
use shared::{Checkout, Money};

/// The form; `problem` says why what was sent before could not be used.
#[must_use]
pub fn pay_form(checkout: &Checkout, problem: Option<&str>) -> Markup {
    html! {
        section #pay .pay.card aria-label="Payment" {
            form.pay-form method="post" action=(format!("/pay/{}/hosted", checkout.id)) {
                @if let Some(problem) = problem {
                    div.notice.notice-error role="alert" { p { (problem) } p { "No money moved." } }
                } @else if let Some(decline) = checkout.decline {
                    (declined(decline))
                }
                @if let Some(limits) = checkout.open_amount {
                    div.field.field-large {
                        label.field-label for="amount" { "Amount to pay" }
                        span.field-hint #amount-hint { "From " (limits.minimum) " to " (limits.maximum) }
                        (money_field("amount", checkout.amount, "amount-hint"))
                    }
                }
                @if let Some(tip) = &checkout.tip { (tips(checkout, tip)) }
                (saved_cards(checkout))
                button.button.button-primary.button-wide type="submit" { "Pay on Dojo's secure page" }
                p.quiet { "You pay on a page of Dojo, our payment service, and come back here afterwards." }
            }
        }
    }
}

fn declined(decline: Decline) -> Markup {
    let (what, next) = match decline {
        Decline::Declined => (
            "Your card was declined",
            "No money was taken. Try another card, or ask your bank why.",
        ),
        Decline::AuthenticationFailed => (
            "Your bank did not approve the payment",
            "No money was taken. Try again, and finish your bank’s check if it asks for one, or use another card.",
        ),
    };
    html! {
        div.notice.notice-error role="alert" { p { (what) "." } p { (next) } }
    }
}

fn money_field(name: &str, chosen: Money, hint: &str) -> Markup {
    let value = (chosen.value > 0).then(|| major_units(chosen));
    html! {
        span.money {
            span aria-hidden="true" { (chosen.currency_code.symbol()) }
            input #(name) name=(name) type="text" inputmode="decimal" autocomplete="off" required
                value=[value] aria-describedby=(hint);
        }
    }
}

/// Suggestions can be worked out here only if the amount is known.
fn tips(checkout: &Checkout, tip: &TipOptions) -> Markup {
    let chosen = checkout.tips_amount.map_or(0, |tip| tip.value);
    let suggestions: Vec<(u8, Money)> = tip
        .percentages
        .iter()
        .filter(|_| checkout.open_amount.is_none())
        .filter_map(|percent| Some((*percent, tip.suggested(*percent, checkout.amount)?)))
        .collect();
    let suggested = suggestions.iter().any(|(_, amount)| amount.value == chosen);
    html! {
        fieldset.pay-group {
            legend { "Add a tip" }
            div.segments {
                (segment("0", chosen == 0, "No tip"))
                @for (percent, amount) in &suggestions {
                    (segment(&major_units(*amount), chosen == amount.value && chosen > 0, &format!("{percent}% ({amount})")))
                }
                (segment("other", chosen > 0 && !suggested, "Other amount"))
            }
            div.field {
                label.field-label for="tip_other" { "Tip amount" }
                span.field-hint #tip-hint { "At most " (tip.maximum) }
                span.money {
                    span aria-hidden="true" { (tip.maximum.currency_code.symbol()) }
                    input #tip_other name="tip_other" type="text" inputmode="decimal" autocomplete="off"
                        value=[checkout.tips_amount.filter(|_| !suggested && chosen > 0).map(major_units)] aria-describedby="tip-hint";
                }
            }
        }
    }
}

fn segment(value: &str, checked: bool, label: &str) -> Markup {
    html! {
        label.segment {
            input type="radio" name="tips_amount" value=(value) checked[checked];
            span { (label) }
        }
    }
}

fn saved_cards(checkout: &Checkout) -> Markup {
    let cards: Vec<&SavedCard> = checkout
        .customer
        .as_ref()
        .map_or_else(Vec::new, |customer| customer.saved_cards.iter().collect());
    let any_preferred = cards.iter().any(|card| card.preferred);
    html! {
        @if !cards.is_empty() {
            fieldset.pay-group {
                legend { "How do you want to pay?" }
                div.choices {
                    @for card in &cards {
                        (choice(&card.id, card.preferred, &card_name(Some(&card.scheme), Some(&card.last_four))))
                    }
                    (choice("", !any_preferred, "Another card"))
                }
            }
        }
    }
}

fn choice(value: &str, checked: bool, label: &str) -> Markup {
    html! {
        div.choice {
            label.choice-label {
                input type="radio" name="saved_card_id" value=(value) checked[checked];
                span.choice-name { (label) }
            }
        }
    }
}

/// `1250` as `12.50`: without sign and separators, as a field holds it.
fn major_units(money: Money) -> String {
    format!("{}.{:02}", money.value / 100, money.value % 100)
}
