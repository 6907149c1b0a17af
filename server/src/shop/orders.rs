//! The demo orders, each for one way of paying.

use std::collections::BTreeMap;

use serde::Deserialize;
use shared::checkout::{AmountLimits, Collect, TipOptions};
use shared::{Currency, EmailAddress, Money, Reference};

use super::basket;
use crate::app::App;
use crate::checkout::{NewCheckout, NewCustomer, NewItemLine, NewTaxLine};
use crate::error::ApiError;
use crate::store::baskets::Basket;

/// What can be ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Order {
    /// What is in the basket.
    Basket,
    /// A gift of any amount.
    OpenAmount,
    /// A meal, with a tip if one likes.
    Tip,
}

/// The demo customer's name in forms and rows.
pub(super) const ADA: &str = "ada";

impl Order {
    /// What the shop asks of the checkout.
    pub(super) fn checkout(
        self,
        app: &App,
        basket: &Basket,
        customer: Option<&str>,
    ) -> Result<NewCheckout, ApiError> {
        let mut new = blank(app, &self.reference()?)?;
        new.customer = customer.filter(|name| *name == ADA).map(|_| ada());
        match self {
            Self::Basket => fill(&mut new, basket),
            Self::OpenAmount => {
                new.description = Some("A gift card for a friend".to_owned());
                new.open_amount = Some(AmountLimits {
                    minimum: pounds(500),
                    maximum: pounds(50_000),
                });
            }
            Self::Tip => {
                new.description = Some("Tea for two at the counter".to_owned());
                new.amount = Some(pounds(1000));
                new.item_lines = vec![line("Matcha", 2, 640), line("Mochi", 2, 360)];
                new.tip = Some(TipOptions {
                    percentages: vec![10, 15, 20],
                    maximum: pounds(5000),
                });
            }
        }
        Ok(new)
    }

    /// Names the order, differently each time: `Order 7K2M9Q`.
    fn reference(self) -> Result<Reference, ApiError> {
        const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
        let mut bytes = [0_u8; 6];
        getrandom::fill(&mut bytes).map_err(ApiError::internal)?;
        let kind = match self {
            Self::Basket => "Order",
            Self::OpenAmount => "Gift",
            Self::Tip => "Table",
        };
        let letters: String = bytes
            .iter()
            .map(|byte| char::from(LETTERS[usize::from(byte % 32)]))
            .collect();
        Reference::try_from(format!("{kind} {letters}")).map_err(ApiError::internal)
    }
}

fn blank(app: &App, reference: &Reference) -> Result<NewCheckout, ApiError> {
    Ok(NewCheckout {
        reference: reference.clone(),
        amount: None,
        open_amount: None,
        tip: None,
        description: None,
        item_lines: Vec::new(),
        tax_lines: Vec::new(),
        collect: Collect::default(),
        customer: None,
        methods: None,
        expire_at: None,
        redirect_url: Some(app.public_url.join("/").map_err(ApiError::internal)?),
        cancel_url: Some(app.public_url.join("/").map_err(ApiError::internal)?),
        metadata: BTreeMap::new(),
    })
}

fn fill(new: &mut NewCheckout, basket: &Basket) {
    let total = basket::total(basket);
    new.amount = Some(total);
    new.item_lines = basket::lines(basket)
        .into_iter()
        .map(|(product, quantity)| NewItemLine {
            name: product.name.to_owned(),
            quantity,
            amount_total: basket::price(product, quantity),
        })
        .collect();
    // Prices hold 20 % VAT, of which one sixth of the whole is the tax.
    new.tax_lines = vec![NewTaxLine {
        caption: "Includes VAT".to_owned(),
        sub_caption: Some("20%".to_owned()),
        amount_total: pounds((total.value + 3).div_euclid(6)),
    }];
}

fn ada() -> NewCustomer {
    NewCustomer {
        reference: ADA.to_owned(),
        name: "Ada Lovelace".to_owned(),
        email_address: EmailAddress::try_from("ada@example.com".to_owned()).ok(),
    }
}

fn line(name: &str, quantity: u32, total: i64) -> NewItemLine {
    NewItemLine {
        name: name.to_owned(),
        quantity,
        amount_total: pounds(total),
    }
}

fn pounds(value: i64) -> Money {
    Money::new(value, Currency::Gbp)
}
