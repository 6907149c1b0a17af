//! What can be done, and the dialogs that say beforehand what it means.

mod amount;
mod back;
mod capture;
mod plain;

use leptos::prelude::*;
use shared::console::payments::{OfferKind, PaymentDetail, SeenRequest};

use super::act::Act;
use crate::ui::{Button, CopyButton, Dialog, Kind, Refusal};

/// A button for each offer; what state or role do not allow is not there.
#[component]
pub(super) fn Actions(detail: PaymentDetail, act: Act) -> impl IntoView {
    let buttons = detail.offers.into_iter().filter_map(move |offer| {
        let kind = match offer.kind {
            OfferKind::Capture => Kind::Primary,
            _ => Kind::Secondary,
        };
        let label = match offer.kind {
            // Notes have a form of their own.
            OfferKind::AddNote => return None,
            OfferKind::CopyLink => {
                let address = offer.address.unwrap_or_default();
                return Some(view! { <CopyButton text=address label="Copy link" done="Link copied" /> }.into_any());
            }
            OfferKind::Refresh => {
                let press = move |()| act.send("refresh", &(), "Up to date with Dojo".to_owned());
                return Some(view! { <Button label="Ask Dojo now" on_press=Callback::new(press) pending=act.submission.pending() /> }.into_any());
            }
            OfferKind::Capture => "Capture…",
            OfferKind::Cancel => "Cancel payment…",
            OfferKind::Reverse if detail.line.status == shared::console::payments::PaymentStatus::Authorized => "Release…",
            OfferKind::Reverse => "Reverse…",
            OfferKind::Refund => "Refund…",
            OfferKind::ChangeAmount => "Change amount…",
            OfferKind::ChangeTip => "Change tip…",
            OfferKind::SendReceipt => "Send receipt…",
        };
        let press = move |()| act.begin(offer.kind);
        Some(view! { <Button kind=kind label=label on_press=Callback::new(press) /> }.into_any())
    });
    view! { <div class="cluster payment-actions">{buttons.collect_view()}</div> }
}

/// The dialog of the action that was chosen.
#[component]
pub(super) fn Dialogs(act: Act) -> impl IntoView {
    let title = Signal::derive(move || {
        let authorized = act
            .shown
            .with(|shown| shown.as_ref().is_some_and(|shown| shown.is_authorized));
        match act.kind.get() {
            Some(OfferKind::Capture) => "Capture this payment",
            Some(OfferKind::Cancel) => "Cancel this payment",
            Some(OfferKind::Reverse) if authorized => "Release this authorization",
            Some(OfferKind::Reverse) => "Reverse this payment",
            Some(OfferKind::Refund) => "Refund this payment",
            Some(OfferKind::ChangeAmount) => "Change the amount",
            Some(OfferKind::ChangeTip) => "Change the tip",
            Some(OfferKind::SendReceipt) => "Send a receipt",
            Some(OfferKind::Refresh | OfferKind::CopyLink | OfferKind::AddNote) | None => "",
        }
        .to_owned()
    });
    view! {
        <Dialog open=act.open title=title class="dialog-wide">
            {move || {
                let shown = act.shown.get()?;
                let kind = act.kind.get_untracked()?;
                if shown.offer(kind).is_none() {
                    return Some(view! { <div class="stack"><Gone act=act /></div> }.into_any());
                }
                let form = match kind {
                    OfferKind::Capture => view! { <capture::Capture act=act shown=shown /> }.into_any(),
                    OfferKind::Refund => view! { <back::Refund act=act shown=shown /> }.into_any(),
                    OfferKind::Reverse => view! { <back::Reverse act=act shown=shown /> }.into_any(),
                    OfferKind::Cancel => view! { <plain::Cancel act=act shown=shown /> }.into_any(),
                    kind @ (OfferKind::ChangeAmount | OfferKind::ChangeTip) => {
                        view! { <amount::Change act=act shown=shown kind=kind /> }.into_any()
                    }
                    OfferKind::SendReceipt => view! { <plain::Receipt act=act shown=shown /> }.into_any(),
                    OfferKind::Refresh | OfferKind::CopyLink | OfferKind::AddNote => ().into_any(),
                };
                Some(view! { <div class="stack">{form}</div> }.into_any())
            }}
        </Dialog>
    }
}

/// What was chosen became impossible while the dialog was open.
#[component]
fn Gone(act: Act) -> impl IntoView {
    view! {
        <Refusal error=act.submission.error_elsewhere(&[]) />
        <p class="payment-consequence">"As the payment stands now, this cannot be done any more."</p>
        <div class="cluster dialog-actions">
            <Button label="Close" autofocus=true on_press=Callback::new(move |()| act.open.set(false)) />
        </div>
    }
}

/// The foot of a dialog: the safe choice first, and focused; Enter in a field does nothing.
#[component]
fn Foot(
    act: Act,
    /// What keeps things as they are.
    keep: &'static str,
    /// What is done.
    #[prop(into)]
    label: Signal<String>,
    /// How much weight it has.
    kind: Kind,
    /// It cannot be done yet.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Does it.
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="cluster dialog-actions">
            <Button label=keep autofocus=true on_press=Callback::new(move |()| act.open.set(false)) />
            <Button kind=kind label=label pending=act.submission.pending() disabled=disabled on_press=on_press />
        </div>
    }
}

fn seen_request(shown: &super::act::Shown) -> SeenRequest {
    SeenRequest { seen: shown.seen }
}
