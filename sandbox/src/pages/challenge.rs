//! The pretended bank's 3-D Secure page, as a page of its own and within a frame.

use maud::{Markup, html};

use super::{layout::badge, subject::Subject};
use crate::cards::MaskedCard;

/// What the bank shows and asks. The buttons' values are those of [`decision`].
pub(crate) fn sheet(subject: Subject<'_>, card: Option<&MaskedCard>, action: &str) -> Markup {
    html! {
        main class="sheet" {
            (badge())
            h1 id="heading" tabindex="-1" { "Confirm it is you" }
            p { "This page stands for your bank, which wants to be sure that you are the one who pays." }
            dl class="facts" {
                dt { "To" } dd { bdi { (subject.title()) } }
                @if let Some(total) = subject.total() {
                    dt { "Amount" } dd { (total) }
                }
                @if let Some(card) = card {
                    dt { "Card" } dd { (super::card::card_name(card)) }
                }
            }
            form id="challenge" method="post" action=(action) class="stack" {
                button class="button button-primary" name="decision" value="complete" { "Complete authentication" }
                button class="button" name="decision" value="fail" { "Fail authentication" }
                button class="button button-quiet" name="decision" value="abandon" { "Cancel authentication" }
            }
        }
    }
}
