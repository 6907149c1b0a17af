//! What staff did to a payment, one row a doing: that it was asked for, sent, and carried out is one.

use serde_json::Value;
use shared::console::payments::{Happening, HappeningKind};
use shared::{Currency, Money};

use crate::store::payments::DeedRow;

/// Something that staff did, and by what Dojo tells of the same.
#[derive(Clone, Debug)]
pub(super) struct Doing {
    pub(super) happening: Happening,
    /// The event by which Dojo tells that it was carried out.
    pub(super) event_type: Option<&'static str>,
    /// Whether somebody found at Dojo that it was carried out, which stays what it says.
    pub(super) is_found: bool,
    /// How much it moved, or is to.
    pub(super) amount: Option<i64>,
}

/// An entry of the audit trail, taken apart.
struct Deed<'a> {
    row: &'a DeedRow,
    /// `refund`, `payment.cancel`, …
    of: &'a str,
    /// `requested`, `done`, …
    step: &'a str,
    after: Value,
}

impl<'a> Deed<'a> {
    fn new(row: &'a DeedRow) -> Self {
        let action = row.action.as_str();
        let (of, step) = match action.split_once('.') {
            Some(("payment", rest)) => match rest.rsplit_once('_') {
                Some((what, step)) => (what, step),
                None => ("payment", rest),
            },
            Some(parts) => parts,
            None => ("", action),
        };
        let after = row
            .after
            .as_deref()
            .and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default();
        Self {
            row,
            of,
            step,
            after,
        }
    }

    /// Whether both are of one doing. Of those that have no id, only one is under way at a time.
    fn goes_with(&self, other: &Self) -> bool {
        self.of == other.of && self.after["refundId"] == other.after["refundId"]
    }

    fn begins(&self) -> bool {
        let waits = self.after["needsSecondPerson"] == true;
        (self.step == "requested" && !waits) || self.step == "approved"
    }

    fn amount(&self) -> Option<Money> {
        let money = [&self.after["amount"], &self.after["tipsAmount"]]
            .into_iter()
            .find(|money| money.is_object())?;
        let currency = Currency::try_from(money["currencyCode"].as_str()?).ok()?;
        Some(Money::new(money["value"].as_i64()?, currency))
    }

    fn detail(&self) -> Option<String> {
        ["reason", "emailAddress"]
            .into_iter()
            .find_map(|name| self.after[name].as_str())
            .map(str::to_owned)
    }

    /// Of money that goes back only once it is known to be ours: an event may be about other money.
    fn event_type(&self) -> Option<&'static str> {
        match (self.of, self.step) {
            ("refund", "done" | "found_returned") => Some("Refunded"),
            ("reversal", "done" | "found_returned") => Some("Reversed"),
            ("capture", "requested" | "unknown") => Some("Captured"),
            ("cancel", "requested" | "unknown") => Some("Canceled"),
            _ => None,
        }
    }
}

/// What staff did, the oldest first. Of a payment that was never captured, a reversal lets go what was held.
pub(super) fn doings(rows: &[DeedRow], is_hold: bool) -> Vec<Doing> {
    let deeds: Vec<Deed<'_>> = rows.iter().map(Deed::new).collect();
    let mut doings = Vec::new();
    for (index, deed) in deeds.iter().enumerate() {
        let (before, after) = (deeds.get(..index), deeds.get(index + 1..));
        let next = after
            .unwrap_or_default()
            .iter()
            .find(|next| next.goes_with(deed));
        // How it ended says all of it; what somebody found at Dojo is a happening of its own.
        let is_followed = (deed.begins() || deed.step == "unknown")
            && next.is_some_and(|next| matches!(next.step, "done" | "refused" | "unknown"));
        if is_followed {
            continue;
        }
        let began = before
            .unwrap_or_default()
            .iter()
            .rev()
            .find(|began| began.begins() && began.goes_with(deed));
        doings.push(doing(deed, began, is_hold));
    }
    doings
}

/// `began`: with what it began, if that is not this.
fn doing(deed: &Deed<'_>, began: Option<&Deed<'_>>, is_hold: bool) -> Doing {
    let amount = deed.amount().or_else(|| began.and_then(Deed::amount));
    let kind = match deed.step {
        "refused" | "unknown" => HappeningKind::Bad,
        "done" => HappeningKind::Back,
        _ => HappeningKind::Staff,
    };
    let staff_name = deed.row.staff_name.as_ref();
    let by = staff_name.or_else(|| began.and_then(|began| began.row.staff_name.as_ref()));
    Doing {
        happening: Happening {
            at: deed.row.happened_at,
            kind,
            title: title(deed, amount, is_hold),
            detail: deed
                .detail()
                .or_else(|| began.and_then(Deed::detail))
                .or_else(|| confirmed(began)),
            by: by.cloned(),
        },
        event_type: deed.event_type(),
        is_found: deed.step == "found_returned",
        amount: amount.map(|money| money.value),
    }
}

fn confirmed(began: Option<&Deed<'_>>) -> Option<String> {
    began
        .filter(|began| began.step == "approved")
        .map(|_| "Confirmed by a second person".to_owned())
}

fn title(deed: &Deed<'_>, amount: Option<Money>, is_hold: bool) -> String {
    let with = |words: &str| match amount {
        Some(amount) => format!("{words} {amount}"),
        None => words.to_owned(),
    };
    let undoing = if is_hold { "release" } else { "reversal" };
    let waits = deed.after["needsSecondPerson"] == true;
    match (deed.of, deed.step) {
        ("capture", "requested") => with("Capture of"),
        ("capture", "refused") => format!("{} refused by Dojo", with("Capture of")),
        ("capture", "unknown") => format!("{} not answered by Dojo", with("Capture of")),
        ("refund", "requested") if waits => format!("{}, to be confirmed", with("Refund of")),
        ("refund", "requested") => with("Refund of"),
        ("refund", "approved") => with("Confirmed the refund of"),
        (_, "rejected") => with("Declined the refund of"),
        (_, "taken_back") => with("Took back the request to refund"),
        ("refund", "done") => with("Refunded"),
        ("refund", "found_returned") => format!("{} at Dojo", with("Found the refund of")),
        ("refund", "found_missing") => format!("{} at Dojo", with("Found no refund of")),
        ("refund", "refused") => with("Dojo refused the refund of"),
        ("refund", "unknown") => with("Dojo did not answer the refund of"),
        ("reversal", "requested") if waits => format!("{}, to be confirmed", with("Reversal of")),
        ("reversal", "requested") if is_hold => with("Release of"),
        ("reversal", "requested") => with("Reversal of"),
        ("reversal", "approved") => with("Confirmed the reversal of"),
        ("reversal", "done") if is_hold => with("Released"),
        ("reversal", "done") => with("Reversed"),
        ("reversal", "refused") => with(&format!("Dojo refused the {undoing} of")),
        ("reversal", "unknown") => with(&format!("Dojo did not answer the {undoing} of")),
        ("cancel", "requested") => "Cancellation".to_owned(),
        ("cancel", "refused") => "Cancellation refused by Dojo".to_owned(),
        ("cancel", "unknown") => "Cancellation not answered by Dojo".to_owned(),
        ("amount", "requested") => with("Amount changed to"),
        ("amount", "refused") => format!("{} refused by Dojo", with("Amount of")),
        ("amount", "unknown") => format!("{} not answered by Dojo", with("Amount of")),
        ("tip", "requested") => with("Tip changed to"),
        ("tip", "refused") => format!("{} refused by Dojo", with("Tip of")),
        ("tip", "unknown") => format!("{} not answered by Dojo", with("Tip of")),
        ("receipt", "sent") => "Receipt sent".to_owned(),
        ("note", "added") => "Note added".to_owned(),
        ("flag", "resolved") => "Flag taken down".to_owned(),
        _ => deed.row.action.replace(['.', '_'], " "),
    }
}
