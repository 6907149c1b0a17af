//! `/pay/{id}`: the bill with its form, or the outcome.

use axum::response::{Html, IntoResponse as _, Response};
use jiff::tz::TimeZone;
use maud::{DOCTYPE, Markup, html};
use shared::{Checkout, CheckoutStatus};

use super::outcome::{self, Receipt};
use super::shell::Parts;
use super::{PageContext, bill, layout, paid_already, pay_form, state};
use crate::assets;
use crate::checkout::{CheckoutRecord, Outcome};
use crate::error::ApiError;

/// Everything that the page shows.
#[derive(Debug)]
pub struct Shown<'a> {
    /// Who shows it, and how.
    pub context: &'a PageContext,
    /// The bill.
    pub record: &'a CheckoutRecord,
    /// How it stands now.
    pub checkout: &'a Checkout,
    /// What was paid.
    pub outcome: Option<&'a Outcome>,
    /// Whether the shop is called when money needs review.
    pub shop_is_told: bool,
    /// What was asked about the receipt.
    pub receipt: Receipt,
    /// Whether it was paid in another window while this one tried to.
    pub paid_elsewhere: bool,
    /// Why what was sent before could not be used.
    pub problem: Option<&'a str>,
    /// The business's time zone.
    pub zone: &'a TimeZone,
    /// The payment link that opened the checkout, if it can be paid still.
    pub link: Option<&'a str>,
}

impl Shown<'_> {
    /// The page of the checkout's state. Final states load nothing of the frontend but its styles.
    ///
    /// # Errors
    /// 500, if the state cannot be written as JSON.
    pub fn respond(&self) -> Result<Response, ApiError> {
        let Self {
            context,
            record,
            zone,
            ..
        } = *self;
        let main = match self.checkout.status {
            CheckoutStatus::Open | CheckoutStatus::Waiting => return self.payable(),
            CheckoutStatus::Paid => {
                outcome::paid(context, record, self.outcome, self.receipt, zone)
            }
            CheckoutStatus::Authorized => outcome::authorized(context, record, self.outcome, zone),
            CheckoutStatus::NeedsReview => {
                outcome::needs_review(context, record, self.outcome, self.shop_is_told, zone)
            }
            CheckoutStatus::Refunded => {
                outcome::refunded(context, record, self.outcome, self.receipt, zone)
            }
            status @ (CheckoutStatus::Expired | CheckoutStatus::Cancelled) => {
                outcome::closed(context, record, status, self.link, zone)
            }
        };
        let main = html! {
            @if self.paid_elsewhere && self.checkout.status.was_paid() { (paid_already::elsewhere()) }
            (main)
        };
        let title = outcome::heading(self.checkout.status).unwrap_or_default();
        Ok(layout::page(context, title, &main).into_response())
    }

    fn payable(&self) -> Result<Response, ApiError> {
        let waiting = self.checkout.status == CheckoutStatus::Waiting;
        let parts = Parts {
            title: self.title(),
            head: html! {
                (layout::head(self.context))
                @if waiting {
                    noscript { meta http-equiv="refresh" content="3"; }
                }
            },
            header: layout::header(self.context),
            bill: bill::bill(self.context, self.record),
            pay: if waiting {
                outcome::waiting(self.context, self.record)
            } else {
                pay_form::pay_form(self.checkout, self.problem)
            },
            state: Some(state::element(self.checkout)?),
            footer: if waiting {
                layout::footer(self.context)
            } else {
                layout::footer_of_bill(self.context)
            },
        };
        let page = match assets::shell() {
            Some(shell) => shell.fill(self.context, &parts),
            None => plain(self.context, &parts).into_string(),
        };
        Ok(Html(page).into_response())
    }

    fn title(&self) -> String {
        let merchant = &self.context.merchant.name;
        match outcome::heading(self.checkout.status) {
            Some(heading) => format!("{heading} · {merchant}"),
            None => format!("Pay {} · {merchant}", bill::total(self.record)),
        }
    }
}

/// The page of a program that was built without the frontend: everything but its scripts and its looks.
fn plain(context: &PageContext, parts: &Parts) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en-GB" data-theme=[context.theme.attribute()] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (parts.title) }
                (parts.head)
            }
            body {
                div.page {
                    (parts.header)
                    main.columns { (parts.bill) (parts.pay) }
                    (parts.footer)
                }
                @if let Some(state) = &parts.state { (state) }
            }
        }
    }
}
