//! The frame of the pages that need no scripts of the frontend: shop, outcomes, errors.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use shared::Environment;
use shared::checkout::Merchant;

use super::{PageContext, accent, theme};
use crate::assets;

/// A mat between its borders, seen from above: in the page, so that browsers ask for no file that is not there.
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E\
%3Crect width='16' height='16' rx='3' fill='%23204d37'/%3E%3Cpath d='M4 0h8v16H4z' fill='%23cdd39a'/%3E%3C/svg%3E";

/// A whole page. `title` stands before the merchant's name in the tab.
#[must_use]
pub fn page(context: &PageContext, title: &str, main: &Markup) -> Markup {
    framed(context, title, &html! {}, main)
}

/// Like [`page`], with something more at the end of the document's head.
#[must_use]
pub fn framed(context: &PageContext, title: &str, extra_head: &Markup, main: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en-GB" data-theme=[context.theme.attribute()] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · " (context.merchant.name) }
                meta name="color-scheme" content="light dark";
                @if let Some(shell) = assets::shell() {
                    @for address in shell.scripts() { script src=(address) {} }
                    @for address in shell.stylesheets() { link rel="stylesheet" href=(address); }
                }
                (head(context))
                (extra_head)
            }
            body {
                div.page {
                    (header(context))
                    main { (main) }
                    (footer(context))
                }
            }
        }
    }
}

/// What all pages carry at the end of their head.
#[must_use]
pub fn head(context: &PageContext) -> Markup {
    html! {
        meta name="robots" content="noindex, nofollow";
        meta name="format-detection" content="telephone=no";
        link rel="icon" href=(ICON);
        @if let Some(properties) = context.accent.as_deref().and_then(accent::properties) {
            style nonce=(context.nonce.as_str()) { (PreEscaped(properties)) }
        }
    }
}

/// The bar with the merchant's name and, unless real money moves, the word that it does not.
#[must_use]
pub fn header(context: &PageContext) -> Markup {
    html! {
        header.page-header {
            @if let Some(logo) = &context.logo {
                // The name stands beside it, so the picture says nothing more.
                img.merchant-logo src=(logo) alt="" width="40" height="40";
            }
            span.merchant dir="auto" { (context.merchant.name) }
            @if context.environment == Environment::Sandbox {
                span.badge-sandbox { "Sandbox" span.visually-hidden { ": no real money moves" } }
            }
        }
    }
}

/// The end of the page: where scripts are blocked, the look is chosen here; else a button in the header does that.
#[must_use]
pub fn footer(context: &PageContext) -> Markup {
    html! {
        noscript {
            footer.page-footer { (theme::switch(context.theme, &context.path)) }
        }
    }
}

/// The end of a page on which somebody is about to pay: how to reach the merchant, where they say so, and what stands in
/// [`footer`].
#[must_use]
pub fn footer_of_bill(context: &PageContext) -> Markup {
    if context.merchant.phone_number.is_none() && context.merchant.email_address.is_none() {
        return footer(context);
    }
    html! {
        footer.page-footer {
            (contact(&context.merchant))
            noscript { (theme::switch(context.theme, &context.path)) }
        }
    }
}

/// How to reach the merchant, as far as they say.
#[must_use]
pub fn contact(merchant: &Merchant) -> Markup {
    let phone = merchant.phone_number.as_deref();
    let email = merchant.email_address.as_ref();
    html! {
        @if phone.is_some() || email.is_some() {
            p.contact {
                "Questions? Ask " bdi { (merchant.name) } ":"
                @if let Some(phone) = phone {
                    " " a href=(format!("tel:{}", dialled(phone))) { (phone) }
                }
                @if phone.is_some() && email.is_some() { " or" }
                @if let Some(email) = email {
                    " " a href=(format!("mailto:{email}")) { (email) }
                }
            }
        } @else {
            p.contact { "Questions? Ask " bdi { (merchant.name) } "." }
        }
    }
}

fn dialled(phone: &str) -> String {
    phone
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::context::tests::context;

    #[test]
    fn names_are_shown_and_not_run() {
        let mut context = context();
        context.merchant.name = "<script>alert(1)</script>".to_owned();
        context.accent = Some("red;}body{display:none".to_owned());
        let page = page(&context, "Shop", &html! {}).into_string();
        assert!(!page.contains("<script>alert"), "{page}");
        assert!(!page.contains("display:none"), "{page}");
    }

    #[test]
    fn nobody_takes_the_sandbox_for_real() {
        let mut context = context();
        assert!(
            page(&context, "Shop", &html! {})
                .into_string()
                .contains("badge-sandbox")
        );
        context.environment = Environment::Live;
        assert!(
            !page(&context, "Shop", &html! {})
                .into_string()
                .contains("badge-sandbox")
        );
    }
}
