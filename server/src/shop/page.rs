//! The shop's one page.

use maud::{Markup, html};
use shared::CheckoutId;
use url::Url;

use super::basket;
use super::orders::ADA;
use super::products::PRODUCTS;
use crate::store::baskets::Basket;

/// What the page shows.
#[derive(Debug)]
pub(super) struct ShopPage<'a> {
    /// What is in it.
    pub(super) basket: &'a Basket,
    /// The order that was just paid.
    pub(super) paid: Option<&'a CheckoutId>,
    /// Where the sandbox shows what it did, if it runs here.
    pub(super) inspector: Option<&'a Url>,
}

impl ShopPage<'_> {
    /// The main part of the page.
    pub(super) fn render(&self) -> Markup {
        html! {
            div.stack {
                h1 { "Demo shop" }
                @if let Some(id) = self.paid {
                    div.notice.notice-success role="status" {
                        p { "Your order is paid" }
                        p { a href=(format!("/pay/{id}")) { "See what you paid" } }
                    }
                }
                (products())
                (basket(self.basket))
                (check_out(self.basket))
                @if let Some(inspector) = self.inspector { (sandbox(inspector)) }
            }
        }
    }
}

fn products() -> Markup {
    html! {
        section aria-labelledby="products-title" {
            h2 #products-title .visually-hidden { "Products" }
            ul.products {
                @for product in &PRODUCTS {
                    li.product {
                        ((product.picture)())
                        h3 { (product.name) }
                        p { (product.about) }
                        p.amount { (product.price) }
                        form method="post" action="/shop/basket" {
                            input type="hidden" name="product" value=(product.id);
                            button.button type="submit" name="add" value="1" { "Add " (product.name) }
                        }
                    }
                }
            }
        }
    }
}

fn basket(basket: &Basket) -> Markup {
    let lines = basket::lines(basket);
    html! {
        section #basket .card.stack aria-labelledby="basket-title" {
            h2 #basket-title { "Basket" }
            @if lines.is_empty() {
                p { "Your basket is empty. Add something above to pay for it." }
            } @else {
                ul.bill-lines {
                    @for (product, quantity) in &lines {
                        li.bill-line {
                            form.cluster method="post" action="/shop/basket" {
                                input type="hidden" name="product" value=(product.id);
                                label for=(format!("quantity-{}", product.id)) { (product.name) }
                                input id=(format!("quantity-{}", product.id)) name="quantity" type="number" min="0"
                                    max=(basket::MOST) value=(quantity) inputmode="numeric" required;
                                button.button.button-quiet type="submit" { "Update" span.visually-hidden { ": " (product.name) } }
                                button.button.button-quiet type="submit" name="remove" value="1" formnovalidate {
                                    "Remove" span.visually-hidden { ": " (product.name) }
                                }
                            }
                            span.amount { (basket::price(product, *quantity)) }
                        }
                    }
                }
                p.bill-total { span { "Total" } span.amount { (basket::total(basket)) } }
            }
        }
    }
}

fn check_out(basket: &Basket) -> Markup {
    let full = !basket::lines(basket).is_empty();
    html! {
        section.card.stack aria-labelledby="pay-title" {
            h2 #pay-title { "Pay" }
            form.stack method="post" action="/shop/checkout" {
                (shopper(basket.customer.as_deref()))
                @if full {
                    div { button.button.button-primary type="submit" name="order" value="basket" { "Check out" } }
                }
                p { "Or try a gift card whose amount you choose, and a bill to which you can add a tip." }
                div.cluster {
                    button.button type="submit" name="order" value="open_amount" { "Pay what you like" }
                    button.button type="submit" name="order" value="tip" { "Pay with a tip" }
                }
            }
        }
    }
}

fn shopper(chosen: Option<&str>) -> Markup {
    let choices = [("", "Guest"), (ADA, "Ada Lovelace (returning customer)")];
    html! {
        fieldset.stack {
            legend.field-label { "Who pays?" }
            div.choices {
                @for (value, label) in choices {
                    div.choice {
                        label.choice-label {
                            input type="radio" name="customer" value=(value)
                                checked[chosen.unwrap_or_default() == value];
                            span.choice-name { (label) }
                        }
                    }
                }
            }
        }
    }
}

fn sandbox(inspector: &Url) -> Markup {
    html! {
        section.card.stack aria-labelledby="sandbox-title" {
            h2 #sandbox-title { "This is a sandbox" }
            p {
                "No real money moves. Pay with card " code { "4456 5300 0000 1005" } ", expiry " code { "12/29" }
                ", security code " code { "341" } "; " code { "4456 5300 0000 1013" } " is declined, and "
                code { "4456 5300 0000 1096" } " asks for 3-D Secure."
            }
            p { a href=(inspector) { "See what the sandbox did" } }
        }
    }
}
