//! Which way to pay is ticked.

use shared::checkout::SavedCard;
use shared::{AttemptMethod, Checkout, card};

/// A row of the list of ways to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Dojo's wallet button.
    Wallet,
    /// The saved card with this id.
    SavedCard(String),
    /// A new card, in Dojo's fields on this page.
    Card,
    /// Everything on Dojo's page.
    HostedPage,
}

impl Choice {
    /// What is ticked when the page opens: the preferred card, else a new card, else the first way there is.
    #[must_use]
    pub fn first(checkout: &Checkout) -> Option<Self> {
        let offered = offered(checkout);
        let preferred = saved_cards(checkout)
            .iter()
            .find(|card| card.preferred)
            .map(|card| Self::SavedCard(card.id.clone()));
        [preferred, Some(Self::Card)]
            .into_iter()
            .flatten()
            .find(|choice| offered.contains(choice))
            .or_else(|| offered.into_iter().next())
    }

    /// What the server is asked to prepare for it.
    #[must_use]
    pub fn method(&self) -> AttemptMethod {
        match self {
            Self::Wallet => AttemptMethod::Wallet,
            Self::SavedCard(_) => AttemptMethod::SavedCard,
            Self::Card => AttemptMethod::Card,
            Self::HostedPage => AttemptMethod::HostedPage,
        }
    }

    /// Whether it is this saved card.
    #[must_use]
    pub fn is_card(&self, card: &SavedCard) -> bool {
        matches!(self, Self::SavedCard(id) if *id == card.id)
    }
}

/// The rows, in the order in which the server offers the methods.
#[must_use]
pub fn offered(checkout: &Checkout) -> Vec<Choice> {
    checkout
        .methods
        .iter()
        .flat_map(|method| match method {
            AttemptMethod::Wallet => vec![Choice::Wallet],
            AttemptMethod::Card => vec![Choice::Card],
            AttemptMethod::HostedPage => vec![Choice::HostedPage],
            AttemptMethod::SavedCard => saved_cards(checkout)
                .iter()
                .map(|card| Choice::SavedCard(card.id.clone()))
                .collect(),
        })
        .collect()
}

/// The cards that are offered: none if the merchant does not take saved cards.
#[must_use]
pub fn saved_cards(checkout: &Checkout) -> &[SavedCard] {
    match &checkout.customer {
        Some(customer) if checkout.methods.contains(&AttemptMethod::SavedCard) => {
            &customer.saved_cards
        }
        _ => &[],
    }
}

/// Whether the page may prefer and remove them.
pub(super) fn manages_cards(checkout: &Checkout) -> bool {
    checkout
        .customer
        .as_ref()
        .is_some_and(|customer| customer.manages_cards)
}

/// "Visa •••• 1005"
#[must_use]
pub fn card_name(card: &SavedCard) -> String {
    card::card_name(Some(&card.scheme), Some(&card.last_four))
}

#[cfg(test)]
mod tests {
    use shared::checkout::Customer;

    use super::*;
    use crate::checkout::samples::checkout;

    fn card(id: &str, preferred: bool) -> SavedCard {
        SavedCard {
            id: id.to_owned(),
            scheme: "VISA".to_owned(),
            last_four: "1005".to_owned(),
            expiry_date: "12/29".to_owned(),
            preferred,
        }
    }

    fn returning() -> Checkout {
        let mut checkout = checkout();
        checkout.customer = Some(Customer {
            name: "Ada Lovelace".to_owned(),
            saved_cards: vec![card("pm_1", true), card("pm_2", false)],
            manages_cards: true,
        });
        checkout
    }

    #[test]
    fn the_rows_follow_the_servers_order() {
        let saved = |id: &str| Choice::SavedCard(id.to_owned());
        assert_eq!(
            offered(&returning()),
            [
                Choice::Wallet,
                saved("pm_1"),
                saved("pm_2"),
                Choice::Card,
                Choice::HostedPage
            ]
        );
        assert_eq!(
            offered(&checkout()),
            [Choice::Wallet, Choice::Card, Choice::HostedPage]
        );
    }

    #[test]
    fn the_preferred_card_is_ticked_else_a_new_card_else_what_there_is() {
        let preferred = Choice::SavedCard("pm_1".to_owned());
        assert_eq!(Choice::first(&returning()), Some(preferred));
        assert_eq!(Choice::first(&checkout()), Some(Choice::Card));
        let mut only_hosted = returning();
        only_hosted.methods = vec![AttemptMethod::HostedPage];
        assert_eq!(Choice::first(&only_hosted), Some(Choice::HostedPage));
        only_hosted.methods = vec![];
        assert_eq!(Choice::first(&only_hosted), None);
    }
}
