//! Writing the mirror.

use super::{Belonging, LOCATION, PaymentEventRow, PaymentRow, Tx, lock};
use crate::DomainError;
use crate::payments::search;

/// What writing the mirror did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mirrored {
    /// The mirror shows something newer already.
    Older,
    /// It was written and says the same as before.
    Same,
    /// It was written and says something new.
    Changed,
}

/// Writes the mirror, unless it already shows something newer. How far a payment went counts for more than Dojo's times, and
/// money that was taken for more than none: a capture is never passed over.
pub(crate) async fn mirror(
    tx: &mut Tx,
    belonging: &Belonging,
    payment: &PaymentRow,
    events: &[PaymentEventRow],
    document: &str,
    now: i64,
) -> Result<Mirrored, DomainError> {
    let id = &payment.payment_intent_id;
    let before = lock(tx, id).await?;
    let terms = search::terms(&search::Searchable {
        reference: &belonging.shown_reference,
        customer_name: payment.customer_name.as_deref(),
        email_address: payment.email_address.as_deref(),
        last_four: payment.last_four.as_deref(),
        auth_code: payment.auth_code.as_deref(),
    });
    if !write_row(tx, belonging, payment, &search::text(&terms), now).await? {
        return Ok(Mirrored::Older);
    }
    for (position, event) in (0i64..).zip(events) {
        add_event(tx, id, position, event).await?;
    }
    for term in &terms {
        add_term(tx, term, payment.created_at, id).await?;
    }
    write_document(tx, id, document, now).await?;
    let same = before.is_some_and(|before| {
        !before.is_outdated && before.payment == *payment && before.belonging == *belonging
    });
    Ok(if same {
        Mirrored::Same
    } else {
        Mirrored::Changed
    })
}

async fn write_row(
    tx: &mut Tx,
    belonging: &Belonging,
    payment: &PaymentRow,
    search_text: &str,
    now: i64,
) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "INSERT INTO payments (payment_intent_id, location_id, attempt_id, checkout_id, source, link_id, customer_id, staff_id,
           status, status_rank, capture_mode, method, reference, shown_reference, description, customer_name, email_address,
           currency, amount, tips_amount, total_amount, captured_amount, refunded_amount, transaction_id, auth_code, message,
           card_type, card_funding_type, last_four, card_expiry, avs_result, paid_at, expire_at, lapses_at, lapses_to,
           search_text, dojo_created_at, dojo_updated_at, read_at, declines)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                 $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40)
         ON CONFLICT (payment_intent_id) DO UPDATE SET
           attempt_id = excluded.attempt_id, checkout_id = excluded.checkout_id, source = excluded.source,
           link_id = excluded.link_id, customer_id = excluded.customer_id, staff_id = excluded.staff_id,
           status = excluded.status, status_rank = excluded.status_rank, method = excluded.method,
           shown_reference = excluded.shown_reference, description = excluded.description,
           customer_name = excluded.customer_name, email_address = excluded.email_address,
           currency = excluded.currency, amount = excluded.amount, tips_amount = excluded.tips_amount,
           total_amount = excluded.total_amount, captured_amount = excluded.captured_amount,
           refunded_amount = excluded.refunded_amount, transaction_id = excluded.transaction_id,
           auth_code = excluded.auth_code, message = excluded.message, card_type = excluded.card_type,
           card_funding_type = excluded.card_funding_type, last_four = excluded.last_four,
           card_expiry = excluded.card_expiry, avs_result = excluded.avs_result, declines = excluded.declines,
           paid_at = COALESCE(payments.paid_at, excluded.paid_at), expire_at = excluded.expire_at,
           lapses_at = excluded.lapses_at, lapses_to = excluded.lapses_to, search_text = excluded.search_text,
           dojo_updated_at = excluded.dojo_updated_at, read_at = excluded.read_at
         WHERE excluded.status_rank > payments.status_rank
           OR (excluded.status = 'Captured' AND payments.status = 'Canceled')
           OR (excluded.status_rank = payments.status_rank
               AND NOT (excluded.status = 'Canceled' AND payments.status = 'Captured')
               AND excluded.dojo_updated_at >= payments.dojo_updated_at)",
    )
    .bind(&payment.payment_intent_id)
    .bind(LOCATION)
    .bind(belonging.attempt_id.as_deref())
    .bind(belonging.checkout_id.as_deref())
    .bind(&belonging.source)
    .bind(belonging.link_id.as_deref())
    .bind(belonging.customer_id.as_deref())
    .bind(belonging.staff_id.as_deref())
    .bind(&payment.status)
    .bind(payment.status_rank)
    .bind(&payment.capture_mode)
    .bind(payment.method.as_deref())
    .bind(&payment.reference)
    .bind(&belonging.shown_reference)
    .bind(payment.description.as_deref())
    .bind(payment.customer_name.as_deref())
    .bind(payment.email_address.as_deref())
    .bind(&payment.currency)
    .bind(payment.amount)
    .bind(payment.tips_amount)
    .bind(payment.total_amount)
    .bind(payment.captured_amount)
    .bind(payment.refunded_amount)
    .bind(payment.transaction_id.as_deref())
    .bind(payment.auth_code.as_deref())
    .bind(payment.message.as_deref())
    .bind(payment.card_type.as_deref())
    .bind(payment.card_funding_type.as_deref())
    .bind(payment.last_four.as_deref())
    .bind(payment.card_expiry.as_deref())
    .bind(payment.avs_result.as_deref())
    .bind(payment.paid_at)
    .bind(payment.expire_at)
    .bind(payment.lapses_at)
    .bind(payment.lapses_to.as_deref())
    .bind(search_text)
    .bind(payment.created_at)
    .bind(payment.updated_at)
    .bind(now)
    .bind(payment.declines)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() > 0)
}

async fn add_event(
    tx: &mut Tx,
    payment_intent_id: &str,
    position: i64,
    event: &PaymentEventRow,
) -> Result<(), DomainError> {
    sqlx::query(
        "INSERT INTO payment_events (payment_intent_id, position, location_id, event_type, transaction_id, happened_at,
                                     auth_code, card_type, last_four)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
    )
    .bind(payment_intent_id)
    .bind(position)
    .bind(LOCATION)
    .bind(&event.event_type)
    .bind(event.transaction_id.as_deref())
    .bind(event.happened_at)
    .bind(event.auth_code.as_deref())
    .bind(event.card_type.as_deref())
    .bind(event.last_four.as_deref())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Terms are added and never taken away: a match is compared with the row's own text.
async fn add_term(
    tx: &mut Tx,
    term: &str,
    created_at: i64,
    payment_intent_id: &str,
) -> Result<(), DomainError> {
    sqlx::query(
        "INSERT INTO payment_terms (term, created_at, payment_intent_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    )
    .bind(term.as_bytes())
    .bind(created_at)
    .bind(payment_intent_id)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn write_document(
    tx: &mut Tx,
    payment_intent_id: &str,
    document: &str,
    now: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "INSERT INTO payment_documents (payment_intent_id, document, read_at) VALUES ($1, $2, $3)
         ON CONFLICT (payment_intent_id) DO UPDATE SET document = excluded.document, read_at = excluded.read_at",
    )
    .bind(payment_intent_id)
    .bind(document)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
