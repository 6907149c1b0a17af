//! What a shop may ask for; whatever is wrong is named by its JSON path.

use shared::checkout::{AmountLimits, TipOptions};
use shared::{Environment, Money, card_number};
use url::{Host, Url};

use super::NewCheckout;
use crate::DomainError;
use crate::app::App;

const MOST_LINES: usize = 100;

const MOST_NOTES: usize = 20;

/// The fixed amount, or zero of the right currency for an open one.
pub(super) fn amount(new: &NewCheckout) -> Result<Money, DomainError> {
    match (new.amount, new.open_amount) {
        (Some(amount), None) => {
            chargeable("amount.value", amount)?;
            Ok(amount)
        }
        (None, Some(limits)) => check_limits(limits),
        (Some(_), Some(_)) => Err(DomainError::invalid(
            "amount",
            "Give either an amount or openAmount, not both.",
        )),
        (None, None) => Err(DomainError::invalid(
            "amount",
            "Give the amount, or openAmount if the shopper chooses it.",
        )),
    }
}

fn check_limits(limits: AmountLimits) -> Result<Money, DomainError> {
    chargeable("openAmount.minimum.value", limits.minimum)?;
    chargeable("openAmount.maximum.value", limits.maximum)?;
    if limits.minimum.currency_code != limits.maximum.currency_code {
        return Err(DomainError::invalid(
            "openAmount.maximum.currencyCode",
            "Both limits must be in the same currency.",
        ));
    }
    if limits.minimum.value > limits.maximum.value {
        return Err(DomainError::invalid(
            "openAmount.maximum.value",
            "The maximum must not be below the minimum.",
        ));
    }
    Ok(Money::new(0, limits.minimum.currency_code))
}

fn chargeable(field: &str, amount: Money) -> Result<(), DomainError> {
    match Money::chargeable(amount.value, amount.currency_code) {
        Ok(_) => Ok(()),
        Err(cause) => Err(DomainError::invalid(field, cause.to_string())),
    }
}

pub(super) fn tip(tip: Option<&TipOptions>, amount: Money) -> Result<(), DomainError> {
    let Some(tip) = tip else {
        return Ok(());
    };
    chargeable("tip.maximum.value", tip.maximum)?;
    if tip.maximum.currency_code != amount.currency_code {
        return Err(DomainError::invalid(
            "tip.maximum.currencyCode",
            "The tip must be in the currency of the amount.",
        ));
    }
    if tip.percentages.len() > 3 || tip.percentages.iter().any(|p| !(1..=100).contains(p)) {
        return Err(DomainError::invalid(
            "tip.percentages",
            "Give at most three suggestions, each from 1 to 100 per cent.",
        ));
    }
    Ok(())
}

pub(super) fn texts(new: &NewCheckout) -> Result<(), DomainError> {
    if let Some(description) = &new.description {
        text("description", description, 0, 200)?;
    }
    if new.item_lines.len() > MOST_LINES {
        return Err(DomainError::invalid("itemLines", "Give at most 100 lines."));
    }
    if new.tax_lines.len() > MOST_LINES {
        return Err(DomainError::invalid("taxLines", "Give at most 100 lines."));
    }
    for (at, line) in new.item_lines.iter().enumerate() {
        text(&format!("itemLines[{at}].name"), &line.name, 1, 100)?;
        if !(1..=1_000_000).contains(&line.quantity) {
            return Err(DomainError::invalid(
                format!("itemLines[{at}].quantity"),
                "The quantity must be from 1 to 1,000,000.",
            ));
        }
    }
    for (at, line) in new.tax_lines.iter().enumerate() {
        text(&format!("taxLines[{at}].caption"), &line.caption, 1, 100)?;
        if let Some(sub_caption) = &line.sub_caption {
            text(&format!("taxLines[{at}].subCaption"), sub_caption, 0, 100)?;
        }
    }
    if let Some(customer) = &new.customer {
        text("customer.reference", &customer.reference, 1, 100)?;
        text("customer.name", &customer.name, 1, 100)?;
    }
    Ok(())
}

fn text(field: &str, text: &str, least: usize, most: usize) -> Result<(), DomainError> {
    let length = text.trim().chars().count();
    if length < least || text.chars().count() > most {
        return Err(DomainError::invalid(
            field,
            format!("The text must have {} to {most} characters.", least.max(1)),
        ));
    }
    if text.chars().any(char::is_control) {
        return Err(DomainError::invalid(field, "The text must be one line."));
    }
    if card_number::is_in(text) {
        return Err(DomainError::invalid(
            field,
            "The text must not contain a card number.",
        ));
    }
    Ok(())
}

/// Lines may be discounts, so they may be negative; their currency must be that of the amount.
pub(super) fn currencies(new: &NewCheckout, amount: Money) -> Result<(), DomainError> {
    let items = new.item_lines.iter().map(|line| line.amount_total);
    let taxes = new.tax_lines.iter().map(|line| line.amount_total);
    let named = items
        .enumerate()
        .map(|(at, total)| (format!("itemLines[{at}].amountTotal"), total))
        .chain(
            taxes
                .enumerate()
                .map(|(at, total)| (format!("taxLines[{at}].amountTotal"), total)),
        );
    for (field, total) in named {
        if total.currency_code != amount.currency_code {
            return Err(DomainError::invalid(
                format!("{field}.currencyCode"),
                "The line must be in the currency of the amount.",
            ));
        }
        if !(-Money::MAX_VALUE..=Money::MAX_VALUE).contains(&total.value) {
            return Err(DomainError::invalid(
                format!("{field}.value"),
                "The line must be at most 99,999,999.99.",
            ));
        }
    }
    Ok(())
}

pub(super) fn metadata(new: &NewCheckout) -> Result<(), DomainError> {
    if new.metadata.len() > MOST_NOTES {
        return Err(DomainError::invalid("metadata", "Give at most 20 notes."));
    }
    for (name, note) in &new.metadata {
        text("metadata", name, 1, 50)?;
        text(&format!("metadata.{name}"), note, 0, 200)?;
    }
    Ok(())
}

pub(super) fn way_back(app: &App, field: &str, url: Option<&Url>) -> Result<(), DomainError> {
    let Some(url) = url else {
        return Ok(());
    };
    let refuse = |message| Err(DomainError::invalid(field, message));
    if !matches!(url.scheme(), "http" | "https") {
        return refuse("The address must begin with https:// or http://.");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return refuse("The address must not contain a user name or password.");
    }
    let mut allowed = std::iter::once(&app.public_url).chain(&app.config.redirect_origins);
    // A shop that is being built runs on the developer's own machine.
    let under_construction = app.environment == Environment::Sandbox && is_loopback(url);
    if !under_construction && !allowed.any(|origin| origin.origin() == url.origin()) {
        return refuse("The address must lead to an origin listed in redirect_origins.");
    }
    Ok(())
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
