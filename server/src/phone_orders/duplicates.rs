//! What looks like the same order taken twice: the same amount and the same reference or caller within ten minutes.

use shared::console::phone_orders::{Caller, Duplicate, NewPhoneOrder, Sameness};

use crate::DomainError;
use crate::store::Tx;
use crate::store::phone_orders::{self, CallerKeys, Candidate};

/// How far back is looked (milliseconds).
const WINDOW: i64 = 10 * 60 * 1000;

/// How old an order may be that was paid just now (milliseconds).
const OLDEST: i64 = 31 * 24 * 60 * 60 * 1000;

/// How the caller is recognised.
pub(super) fn keys(caller: &Caller) -> CallerKeys {
    CallerKeys {
        name: caller.name.as_deref().map(folded),
        phone_number: caller.phone_number.as_ref().map(shared::PhoneNumber::key),
        email_address: caller
            .email_address
            .as_ref()
            .map(|address| folded(address.as_str())),
    }
}

/// Orders and payments that look like this one, the newest first.
pub(super) async fn find(
    tx: &mut Tx,
    new: &NewPhoneOrder,
    keys: &CallerKeys,
    now: i64,
) -> Result<Vec<Duplicate>, DomainError> {
    let candidates = phone_orders::candidates(tx, new.amount, now - WINDOW, now - OLDEST).await?;
    let mut found: Vec<Duplicate> = candidates
        .into_iter()
        .filter_map(|candidate| {
            let same = in_common(new.reference.as_str(), keys, &candidate);
            (!same.is_empty()).then(|| Duplicate {
                at: candidate.paid_at.unwrap_or(candidate.created_at),
                paid: candidate.paid_at.is_some(),
                order_id: candidate.order_id,
                reference: candidate.reference,
                amount: candidate.amount,
                same,
            })
        })
        .collect();
    found.sort_by_key(|duplicate| std::cmp::Reverse(duplicate.at));
    found.truncate(5);
    Ok(found)
}

fn in_common(reference: &str, keys: &CallerKeys, candidate: &Candidate) -> Vec<Sameness> {
    let equal = |mine: Option<&String>, theirs: Option<&String>| {
        mine.zip(theirs)
            .is_some_and(|(mine, theirs)| *mine == folded(theirs))
    };
    let theirs = &candidate.keys;
    [
        (
            folded(reference) == folded(&candidate.reference),
            Sameness::Reference,
        ),
        (
            equal(keys.name.as_ref(), theirs.name.as_ref()),
            Sameness::Name,
        ),
        (
            equal(keys.phone_number.as_ref(), theirs.phone_number.as_ref()),
            Sameness::PhoneNumber,
        ),
        (
            equal(keys.email_address.as_ref(), theirs.email_address.as_ref()),
            Sameness::EmailAddress,
        ),
    ]
    .into_iter()
    .filter_map(|(is_same, sameness)| is_same.then_some(sameness))
    .collect()
}

/// Without regard to case and white space.
fn folded(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::{Currency, Money};

    fn known(name: &str) -> CallerKeys {
        CallerKeys {
            name: Some(folded(name)),
            ..CallerKeys::default()
        }
    }

    #[test]
    fn case_and_spaces_make_no_other_order() {
        let candidate = Candidate {
            order_id: None,
            reference: "ORDER  245".to_owned(),
            amount: Money::new(1250, Currency::Gbp),
            paid_at: None,
            created_at: 0,
            keys: known("ada lovelace"),
        };
        let same = in_common("Order 245", &known("Ada  Lovelace"), &candidate);
        assert_eq!(same, [Sameness::Reference, Sameness::Name]);
        assert!(in_common("Order 246", &CallerKeys::default(), &candidate).is_empty());
    }
}
