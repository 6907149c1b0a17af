//! Making a payment intent of a request whose form is right.

use dojo::{
    AutoExpireAction as WireAction, CaptureMode as WireMode, CreatePaymentIntentRequest, Money,
};
use jiff::{SignedDuration, Timestamp};

use super::{
    Refusal,
    intent::{
        AutoExpireAction, CAPTURE_WINDOW, CaptureMode, Intent, LARGEST_AMOUNT, OPEN_FOR, Status,
        later,
    },
};
use crate::id;

/// The shortest `autoExpireIn` is longer than this.
const SHORTEST_AUTHORIZATION: SignedDuration = SignedDuration::from_secs(30);

/// Makes an open intent; `with_session` gives it a client session secret.
///
/// # Errors
/// If amounts, currencies or times do not fit together.
pub fn create(
    request: CreatePaymentIntentRequest,
    with_session: bool,
    now: Timestamp,
) -> Result<Intent, Refusal> {
    let currency = request.amount.currency_code.clone();
    let minor = |field: &'static str, money: Option<&Money>| match money {
        None => Ok(None),
        Some(money) if money.currency_code != currency => Err(Refusal::invalid(
            field,
            format!("The currency must be {currency} as that of the amount."),
        )),
        Some(money) => Ok(Some(money.value)),
    };
    let tips = minor("TipsAmount", request.tips_amount.as_ref())?;
    let service_charge = minor(
        "ServiceChargeAmount",
        request.service_charge_amount.as_ref(),
    )?;
    let cashback = minor("CashbackAmount", request.cashback_amount.as_ref())?;
    let expire_at = request.expire_at.unwrap_or_else(|| later(now, OPEN_FOR));
    if expire_at <= now {
        return Err(Refusal::invalid(
            "ExpireAt",
            "The time must be in the future.",
        ));
    }
    let auto_expire_in = match &request.auto_expire_in {
        None => None,
        Some(text) => Some(parse_auto_expire_in(text)?),
    };
    let mut intent = Intent {
        id: id::new("pi_sandbox_"),
        status: Status::Created,
        capture_mode: match request.capture_mode {
            Some(WireMode::Manual) => CaptureMode::Manual,
            _ => CaptureMode::Auto,
        },
        currency,
        amount: request.amount.value,
        requested_amount: None,
        tips,
        service_charge: service_charge.unwrap_or(0),
        cashback: cashback.unwrap_or(0),
        session: None,
        authorization: None,
        captures: Vec::new(),
        refunds: Vec::new(),
        reversal_id: None,
        events: Vec::new(),
        created_at: now,
        updated_at: now,
        expire_at,
        auto_expire_in,
        auto_expire_action: match request.auto_expire_action {
            Some(WireAction::Capture) => AutoExpireAction::Capture,
            _ => AutoExpireAction::Release,
        },
        request,
    };
    if intent.amount == 0 && !intent.allows_custom_amount() {
        return Err(Refusal::invalid(
            "Amount",
            "The amount must be greater than 0 unless it may be changed.",
        ));
    }
    if intent.total() > LARGEST_AMOUNT {
        return Err(Refusal::invalid(
            "Amount",
            format!("The total must be at most {LARGEST_AMOUNT}."),
        ));
    }
    if with_session {
        intent.renew_session(now);
    }
    Ok(intent)
}

/// `dd.hh:MM:ss`, the days optional.
fn parse_auto_expire_in(text: &str) -> Result<SignedDuration, Refusal> {
    let field = "AutoExpireIn";
    let malformed = || Refusal::invalid(field, "The time must be written as dd.hh:MM:ss.");
    let (days, time) = text.split_once('.').unwrap_or(("0", text));
    let mut parts = [0_i64; 4];
    let mut texts = std::iter::once(days).chain(time.split(':'));
    for (part, largest) in parts.iter_mut().zip([9_999_999, 23, 59, 59]) {
        *part = texts
            .next()
            .filter(|text| (1..=8).contains(&text.len()))
            .filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(|text| text.parse().ok())
            .filter(|value| *value <= largest)
            .ok_or_else(malformed)?;
    }
    if texts.next().is_some() {
        return Err(malformed());
    }
    let [days, hours, minutes, seconds] = parts;
    let duration = SignedDuration::from_secs(((days * 24 + hours) * 60 + minutes) * 60 + seconds);
    if duration <= SHORTEST_AUTHORIZATION || duration >= CAPTURE_WINDOW {
        return Err(Refusal::invalid(
            field,
            "The time must be more than 30 seconds and less than 7 days.",
        ));
    }
    Ok(duration)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_authorization_waits_between_30_seconds_and_7_days() {
        assert_eq!(
            parse_auto_expire_in("00.10:00:00"),
            Ok(SignedDuration::from_hours(10))
        );
        assert_eq!(
            parse_auto_expire_in("01:02:03"),
            Ok(SignedDuration::from_secs(3723))
        );
        for refused in [
            "00.00:00:30",
            "7.00:00:00",
            "8.00:00:00",
            "00.24:00:00",
            "1:2",
            "",
            "-1.00:00:00",
            "99999999999999999999.00:00:00",
            "0.00:01:00:00",
        ] {
            assert!(parse_auto_expire_in(refused).is_err(), "{refused}");
        }
    }
}
