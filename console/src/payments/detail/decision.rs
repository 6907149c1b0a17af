//! A second person's word on a refund: what it means is said before it is given.

use leptos::prelude::*;
use shared::console::payments::{Decision, RefundKind, RefundLine, Seen};
use shared::{ErrorCode, Money};

use super::act::Act;
use crate::ui::{Button, Dialog, Kind, Refusal};

/// A refund that is about to be confirmed, declined, or taken back by whoever asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Question {
    id: String,
    amount: Money,
    kind: RefundKind,
    requested_by: String,
    approve: bool,
    is_own: bool,
    seen: Seen,
}

impl Question {
    /// Whether this refund of the payment that is shown may go out.
    pub(super) fn new(refund: &RefundLine, approve: bool, seen: Seen) -> Self {
        Self {
            id: refund.id.clone(),
            amount: refund.amount,
            kind: refund.kind,
            requested_by: refund.requested_by.clone(),
            approve,
            is_own: refund.can_take_back,
            seen,
        }
    }

    fn title(&self) -> &'static str {
        match (self.approve, self.is_own) {
            (true, _) => "Confirm this refund",
            (false, true) => "Take this request back",
            (false, false) => "Decline this refund",
        }
    }

    fn consequence(&self, card: &str) -> String {
        let Self {
            amount,
            requested_by,
            ..
        } = self;
        if self.is_own {
            return format!(
                "Nobody needs to confirm the {amount} any more. It stays with you, and nothing goes out."
            );
        }
        if !self.approve {
            return format!(
                "The {amount} that {requested_by} asked to give back stays with you. Nothing goes out."
            );
        }
        let whole = match self.kind {
            RefundKind::Refund => "",
            RefundKind::Reversal => " The payment is undone as a whole.",
        };
        format!("{amount} goes back to {card}.{whole} {requested_by} asked for it.")
    }

    fn send(&self, act: Act) {
        let decision = Decision {
            approve: self.approve,
            seen: self.seen,
        };
        act.decide(self.id.clone(), decision);
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
    let amount = question.amount;
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
    let (keep, kind, label) = if question.approve {
        ("Not now", Kind::Danger, format!("Confirm, refund {amount}"))
    } else if question.is_own {
        ("Leave it", Kind::Primary, format!("Take back {amount}"))
    } else {
        ("Not now", Kind::Primary, format!("Decline, keep {amount}"))
    };
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
