//! Releasing a held card, and cancelling a hold that has none.

use leptos::prelude::*;
use shared::console::holds::{EndHold, HoldDetail, HoldStatus};

use super::detail::Shown;
use super::{actions, words};
use crate::api;
use crate::ui::{Button, Kind, Refusal, Submission, toast};

/// The question before a release.
#[component]
pub(super) fn Release(shown: Shown, open: RwSignal<bool>) -> impl IntoView {
    let hold = shown.get_untracked().map(|detail| detail.hold);
    hold.map(|hold| {
        let card = words::card_of(&hold);
        let text = format!(
            "{card} is no longer held, and the {} cannot be charged any more. To hold a card again, the guest has to give it again.",
            hold.intended_amount
        );
        view! {
            <Question
                shown=shown
                open=open
                verb="release"
                text=text
                keep="Keep the card held"
                act=format!("Release {card}")
            />
        }
        .into_any()
    })
}

/// The question before a cancellation.
#[component]
pub(super) fn Cancel(shown: Shown, open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Question
            shown=shown
            open=open
            verb="cancel"
            text="The link stops working, and nobody can give a card for it any more. Nothing was charged.".to_owned()
            keep="Keep the hold"
            act="Cancel the hold".to_owned()
        />
    }
}

#[component]
fn Question(
    shown: Shown,
    open: RwSignal<bool>,
    verb: &'static str,
    text: String,
    keep: &'static str,
    act: String,
) -> impl IntoView {
    let working = Submission::new();
    // What the screen showed when the question was asked.
    let asked = shown.with_untracked(|detail| {
        let hold = &detail.as_ref()?.hold;
        Some((hold.id.clone(), hold.updated_at))
    });
    let end = move |()| {
        let Some((id, seen_updated_at)) = asked.clone() else {
            return;
        };
        working.run(async move {
            let path = format!("/holds/{id}/{verb}");
            let body = EndHold { seen_updated_at };
            let hold: HoldDetail = api::post(&path, &body).await?;
            tell(&hold);
            shown.set(Some(hold));
            open.set(false);
            actions::focus_what_is_left();
            Ok(())
        });
    };
    view! {
        <div class="stack">
            <p>{text}</p>
            <Refusal error=working.error_elsewhere(&[]) />
            <div class="cluster">
                <Button label=keep autofocus=true on_press=Callback::new(move |()| open.set(false)) />
                <Button kind=Kind::Danger label=act pending=working.pending() on_press=Callback::new(end) />
            </div>
        </div>
    }
}

fn tell(detail: &HoldDetail) {
    match detail.hold.status {
        HoldStatus::Closed => toast::success("The card was released"),
        HoldStatus::Cancelled => toast::success("The hold was cancelled"),
        HoldStatus::Authorized => toast::problem(
            "A card was given in that moment, so the hold was not cancelled. Release the card instead.",
        ),
        _ => toast::success("Dojo is asked to end it, until it confirms"),
    }
}
