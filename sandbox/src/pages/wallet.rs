//! The wallet's sheet on the hosted page: the same three ways out as the component's, without a script.

use maud::{Markup, html};

use super::{
    card::card_name,
    field::{FormError, Submitted, error_summary},
    form::Collects,
    layout::badge,
    subject::Subject,
};
use crate::cards::MaskedCard;

/// The sheet. `back` is the way to the form without paying.
pub(crate) fn sheet(
    subject: Subject<'_>,
    action: &str,
    back: &str,
    submitted: &Submitted,
    errors: &[FormError],
) -> Markup {
    html! {
        main class="sheet" {
            (badge())
            h1 { "Apple Pay or Google Pay" }
            p { "This sheet stands for your phone's wallet and the card in it." }
            dl class="facts" {
                dt { "To" } dd { bdi { (subject.title()) } }
                @if let Some(total) = subject.total() {
                    dt { "Amount" } dd { (total) }
                }
                dt { "Card" } dd { (card_name(&MaskedCard::in_wallet())) }
            }
            (error_summary(errors))
            form method="post" action=(action) class="fields" novalidate {
                (Collects::of(subject).fields(submitted, errors))
                div class="stack" {
                    button class="button button-primary" name="decision" value="approve" { "Approve" }
                    button class="button" name="decision" value="decline" { "Decline" }
                    a class="button button-quiet" href=(back) { "Cancel" }
                }
            }
        }
    }
}
