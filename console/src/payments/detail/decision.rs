//! Somebody's word on a refund, a second person's or a manager's: what it means is said before it is given.

use leptos::prelude::*;
use shared::console::payments::{Decision, FoundOutcome, RefundKind, RefundLine, Seen};
use shared::{ErrorCode, Money};

use super::act::Act;
use crate::ui::{Button, Dialog, Kind, Refusal};

/// What is to be said of a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// It may go out.
    Confirm,
    /// It may not.
    Decline,
    /// Whoever asked for it does so no more.
    TakeBack,
    /// It was found at Dojo.
    Found,
    /// It was not.
    Missing,
}

/// A refund of which something is about to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Question {
    id: String,
    amount: Money,
    kind: RefundKind,
    requested_by: String,
    word: Word,
    seen: Seen,
}

impl Question {
    /// About this refund of the payment that is shown.
    pub(super) fn new(refund: &RefundLine, word: Word, seen: Seen) -> Self {
        Self {
            id: refund.id.clone(),
            amount: refund.amount,
            kind: refund.kind,
            requested_by: refund.requested_by.clone(),
            word,
            seen,
        }
    }

    fn title(&self) -> &'static str {
        match self.word {
            Word::Confirm => "Confirm this refund",
            Word::Decline => "Decline this refund",
            Word::TakeBack => "Take this request back",
            Word::Found => "This refund went back",
            Word::Missing => "This refund did not go back",
        }
    }

    fn consequence(&self, card: &str) -> String {
        let Self {
            amount,
            requested_by,
            ..
        } = self;
        match self.word {
            Word::TakeBack => format!(
                "Nobody needs to confirm the {amount} any more. It stays with you, and nothing goes out."
            ),
            Word::Decline => format!(
                "The {amount} that {requested_by} asked to give back stays with you. Nothing goes out."
            ),
            Word::Confirm => {
                let whole = match self.kind {
                    RefundKind::Refund => "",
                    RefundKind::Reversal => " The payment is undone as a whole.",
                };
                format!("{amount} goes back to {card}.{whole} {requested_by} asked for it.")
            }
            Word::Found => format!(
                "You have seen in Dojo’s portal that {amount} went back to {card}. Nothing is sent now."
            ),
            Word::Missing => format!(
                "You have seen in Dojo’s portal that the {amount} never went back. Nothing is sent now; the amount can be refunded \
                 again."
            ),
        }
    }

    /// What leaves things as they are, how the other button looks, and what it says.
    fn buttons(&self) -> (&'static str, Kind, String) {
        let amount = self.amount;
        match self.word {
            Word::Confirm => ("Not now", Kind::Danger, format!("Confirm, refund {amount}")),
            Word::Decline => ("Not now", Kind::Primary, format!("Decline, keep {amount}")),
            Word::TakeBack => ("Leave it", Kind::Primary, format!("Take back {amount}")),
            Word::Found => ("Not now", Kind::Primary, format!("{amount} went back")),
            Word::Missing => ("Not now", Kind::Danger, format!("{amount} did not go back")),
        }
    }

    fn send(&self, act: Act) {
        let (id, seen) = (self.id.clone(), self.seen);
        match self.word {
            Word::Confirm | Word::Decline | Word::TakeBack => {
                let approve = self.word == Word::Confirm;
                act.say(id, "decision", &Decision { approve, seen });
            }
            Word::Found | Word::Missing => {
                let went_back = self.word == Word::Found;
                act.say(id, "outcome", &FoundOutcome { went_back, seen });
            }
        }
    }
}

/// The dialog of the question that was chosen. Beside the payment, not in its list of refunds, which is made anew whenever
/// something changes.
#[component]
pub(super) fn DecisionDialog(act: Act) -> impl IntoView {
    let title = Signal::derive(move || {
        act.question
            .with(|question| question.as_ref().map_or("", Question::title))
            .to_owned()
    });
    view! {
        <Dialog open=act.deciding title=title>
            {move || Some(view! { <Form act=act question=act.question.get_untracked()? /> })}
        </Dialog>
    }
}

#[component]
fn Form(act: Act, question: Question) -> impl IntoView {
    let card = act.card();
    // Once it was decided, by whomever, there is nothing left to press.
    let is_decided = Signal::derive(move || {
        let error = act.submission.error();
        error.with(|error| {
            error
                .as_ref()
                .is_some_and(|error| error.code() == ErrorCode::Stale)
        })
    });
    let (keep, kind, label) = question.buttons();
    view! {
        <div class="stack">
            <p class="payment-consequence">{question.consequence(&card)}</p>
            <Refusal error=act.submission.error_elsewhere(&[]) />
            <div class="cluster dialog-actions">
                <Button label=keep autofocus=true on_press=Callback::new(move |()| act.deciding.set(false)) />
                <Button
                    kind=kind
                    label=label
                    pending=act.submission.pending()
                    disabled=is_decided
                    on_press=Callback::new(move |()| question.send(act))
                />
            </div>
        </div>
    }
}
