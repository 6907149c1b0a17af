//! What the demo shop sells.

use maud::Markup;
use shared::{Currency, Money};

use super::pictures;

/// Something that can be bought.
#[derive(Clone, Copy, Debug)]
pub(super) struct Product {
    /// Its name in forms and in the basket's rows.
    pub(super) id: &'static str,
    /// Its name for people.
    pub(super) name: &'static str,
    /// One sentence about it.
    pub(super) about: &'static str,
    /// For one.
    pub(super) price: Money,
    /// Its picture, as SVG.
    pub(super) picture: fn() -> Markup,
}

/// Everything there is.
pub(super) const PRODUCTS: [Product; 3] = [
    Product {
        id: "slippers",
        name: "Slippers",
        about: "Woven rush soles, cool in summer.",
        price: Money::new(2400, Currency::Gbp),
        picture: pictures::slippers,
    },
    Product {
        id: "teapot",
        name: "Teapot",
        about: "Cast iron, holds two cups.",
        price: Money::new(1250, Currency::Gbp),
        picture: pictures::teapot,
    },
    Product {
        id: "mat",
        name: "Tatami mat",
        about: "180 × 90 cm, with a dark green border.",
        price: Money::new(8900, Currency::Gbp),
        picture: pictures::mat,
    },
];

/// The product of this id.
pub(super) fn product(id: &str) -> Option<&'static Product> {
    PRODUCTS.iter().find(|product| product.id == id)
}
