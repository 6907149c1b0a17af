//! What the actions of a payment share: what the screen shows, which dialog is open, how it goes.

use leptos::prelude::*;
use serde::Serialize;
use shared::card::card_name;
use shared::console::payments::{NoteRequest, Offer, OfferKind, PaymentDetail, Seen};
use shared::{ErrorCode, Money};

use super::decision::Question;
use crate::api;
use crate::payments::words;
use crate::ui::{Reading, Submission, focus, toast};

/// The payment that is on the screen, and what is being done with it.
#[derive(Clone, Copy)]
pub(super) struct Act {
    id: Memo<String>,
    detail: Reading<PaymentDetail>,
    /// What the screen showed when the dialog was opened.
    pub(super) shown: RwSignal<Option<Shown>>,
    now: RwSignal<Option<Shown>>,
    pub(super) open: RwSignal<bool>,
    pub(super) kind: RwSignal<Option<OfferKind>>,
    pub(super) submission: Submission,
    /// The note that is being written.
    pub(super) note: RwSignal<String>,
    /// Whether Dojo's document is unfolded.
    pub(super) document: RwSignal<bool>,
    /// The colleague's refund that is about to be decided.
    pub(super) question: RwSignal<Option<Question>>,
    pub(super) deciding: RwSignal<bool>,
    /// What is being entered in the dialog.
    pub(super) draft: Draft,
    /// What was shown turned out to be old: the dialog is to show the payment as it is read next.
    is_stale: RwSignal<bool>,
    /// What takes the focus once the payment is shown anew, if whatever had it is gone by then.
    landing: RwSignal<Option<&'static str>>,
}

/// What follows from a change that was done: what to say of it, which may be that it is not known yet how it ended.
type Tell = Box<dyn FnOnce(&PaymentDetail) -> Option<Result<String, String>>>;

/// What is being entered in a dialog. It outlives the dialog's form, which is made anew when its figures turn out to be old.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    /// An amount, or an address: what the dialog is about, proposed by it.
    main: RwSignal<String>,
    proposed: RwSignal<String>,
    pub(super) reason: RwSignal<String>,
    pub(super) notes: RwSignal<String>,
}

impl Draft {
    fn new() -> Self {
        Self {
            main: RwSignal::default(),
            proposed: RwSignal::default(),
            reason: RwSignal::default(),
            notes: RwSignal::default(),
        }
    }

    fn clear(self) {
        for text in [self.main, self.proposed, self.reason, self.notes] {
            text.set(String::new());
        }
    }

    /// What was entered; `proposed` if nothing was, or only what the dialog had proposed before.
    pub(super) fn or(self, proposed: String) -> RwSignal<String> {
        let is_untouched = self.main.with_untracked(|text| {
            text.is_empty() || self.proposed.with_untracked(|proposed| text == proposed)
        });
        if is_untouched {
            self.main.set(proposed.clone());
        }
        self.proposed.set(proposed);
        self.main
    }
}

/// The part of the payment that dialogs speak of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) seen: Seen,
    pub(super) offers: Vec<Offer>,
    pub(super) captured: Money,
    pub(super) left: Money,
    pub(super) total: Money,
    pub(super) tips: Money,
    pub(super) card: String,
    pub(super) is_authorized: bool,
    pub(super) email_address: String,
}

impl Shown {
    pub(super) fn offer(&self, kind: OfferKind) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.kind == kind)
    }
}

impl Act {
    pub(super) fn new(id: Memo<String>, detail: Reading<PaymentDetail>) -> Self {
        let (open, deciding) = (RwSignal::new(false), RwSignal::new(false));
        let submission = Submission::new();
        // What was refused in a dialog is over with the dialog.
        Effect::new(move |was_open: Option<bool>| {
            let is_open = open.get() || deciding.get();
            if was_open == Some(true) && !is_open {
                submission.forget();
            }
            is_open
        });
        Self {
            id,
            detail,
            shown: RwSignal::new(None),
            now: RwSignal::new(None),
            open,
            kind: RwSignal::new(None),
            submission,
            note: RwSignal::new(String::new()),
            document: RwSignal::new(false),
            question: RwSignal::new(None),
            deciding,
            draft: Draft::new(),
            is_stale: RwSignal::new(false),
            landing: RwSignal::new(None),
        }
    }

    /// The screen shows this from now on. A dialog that is open keeps what it was opened with, so that what changes meanwhile
    /// is noticed by the server; once the server has noticed, the dialog shows the new figures.
    pub(super) fn showing(self, detail: &PaymentDetail) {
        let line = &detail.line;
        self.now.set(Some(Shown {
            seen: detail.seen,
            offers: detail.offers.clone(),
            captured: detail.figures.captured,
            left: detail.figures.left,
            total: line.total_amount,
            tips: detail.figures.tips_amount,
            card: card_name(line.card_type.as_deref(), line.last_four.as_deref()),
            is_authorized: line.status == shared::console::payments::PaymentStatus::Authorized,
            email_address: line.email_address.clone().unwrap_or_default(),
        }));
        if self.is_stale.get_untracked() {
            self.is_stale.set(false);
            self.shown.set(self.now.get_untracked());
        }
        if let Some(selector) = self.landing.get_untracked() {
            self.landing.set(None);
            focus::land_on(selector);
        }
    }

    /// Opens the dialog of an action.
    pub(super) fn begin(self, kind: OfferKind) {
        self.shown.set(self.now.get_untracked());
        self.submission.forget();
        self.draft.clear();
        self.is_stale.set(false);
        self.kind.set(Some(kind));
        self.open.set(true);
    }

    /// Opens the dialog of a second person's word.
    pub(super) fn ask(self, question: Question) {
        self.submission.forget();
        self.question.set(Some(question));
        self.deciding.set(true);
    }

    /// The payment's card, by name.
    pub(super) fn card(self) -> String {
        self.now
            .with_untracked(|now| now.as_ref().map(|now| now.card.clone()))
            .unwrap_or_default()
    }

    /// Why something was refused that was asked for outside of any dialog, and at no field.
    pub(super) fn error_on_page(self) -> Signal<Option<String>> {
        let error = self.submission.error_elsewhere(&["text"]);
        Signal::derive(move || {
            let in_dialog = self.open.get() || self.deciding.get();
            error.get().filter(|_| !in_dialog)
        })
    }

    /// Sends an action of this payment.
    pub(super) fn send(self, action: &str, body: &impl Serialize, done: String) {
        let path = format!("/payments/{}/{action}", self.id.get_untracked());
        self.post(path, body, Box::new(move |_| Some(Ok(done))));
    }

    /// Sends the note that is being written.
    pub(super) fn add_note(self) {
        let path = format!("/payments/{}/notes", self.id.get_untracked());
        let body = NoteRequest {
            text: self.note.get_untracked(),
        };
        let kept = move |_: &PaymentDetail| {
            self.note.set(String::new());
            Some(Ok("Note added".to_owned()))
        };
        self.post(path, &body, Box::new(kept));
    }

    /// [`send`](Self::send) for money that goes back. What is said afterwards is what the server made of it, which may be that it
    /// waits for a second person.
    pub(super) fn give_back(self, action: &str, body: &impl Serialize) {
        let path = format!("/payments/{}/{action}", self.id.get_untracked());
        self.post(
            path,
            body,
            Box::new(|detail| {
                let refund = detail.refunds.first()?;
                Some(words::given_back(detail, refund))
            }),
        );
    }

    /// What somebody says of a refund: a second person, whoever asked for it, or a manager who found out.
    pub(super) fn say(self, refund_id: String, what: &str, body: &impl Serialize) {
        let path = format!("/refunds/{refund_id}/{what}");
        self.post(
            path,
            body,
            Box::new(move |detail| {
                let mut refunds = detail.refunds.iter();
                let refund = refunds.find(|refund| refund.id == refund_id)?;
                Some(words::given_back(detail, refund))
            }),
        );
    }

    fn post(self, path: String, body: &impl Serialize, tell: Tell) {
        // As text, so that the work is compiled once for all bodies.
        let body = serde_json::to_value(body).unwrap_or_default();
        self.submission.run(async move {
            let outcome = api::post::<PaymentDetail>(&path, &body).await;
            if outcome
                .as_ref()
                .is_err_and(|error| error.code() == ErrorCode::Stale)
            {
                self.is_stale.set(true);
                self.landing.set(Some("dialog[open] [autofocus]"));
            }
            self.detail.refetch();
            let told = match outcome {
                Ok(detail) => tell(&detail),
                // What became of it shows in the payment; here is nothing to press again.
                Err(error) if error.code() == ErrorCode::OutcomeUnknown => {
                    Some(Err(error.to_string()))
                }
                Err(error) => return Err(error),
            };
            self.finished();
            match told {
                Some(Ok(done)) => toast::success(done),
                Some(Err(unknown)) => toast::problem(unknown),
                None => {}
            }
            Ok(())
        });
    }

    /// Takes something of this payment away.
    pub(super) fn delete(self, what: &str, done: String) {
        let path = format!("/payments/{}/{what}", self.id.get_untracked());
        self.submission.run(async move {
            api::delete::<serde_json::Value>(&path).await?;
            self.detail.refetch();
            self.finished();
            toast::success(done);
            Ok(())
        });
    }

    fn finished(self) {
        self.open.set(false);
        self.deciding.set(false);
        self.landing.set(Some("main h1"));
    }
}
