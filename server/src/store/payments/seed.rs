//! A mirror full of invented payments, to measure with. Made by the database itself, which takes seconds where sending a million
//! rows takes minutes.

use sqlx::{AssertSqlSafe, Executor as _, Row};

use super::{LOCATION, Store};
use crate::DomainError;

/// What the ids of invented payments begin with.
const PREFIX: &str = "pi_bench_";

/// Rows made in one transaction.
const BATCH: i64 = 50_000;

/// How many payments the mirror holds, and how many of them are invented.
pub(crate) async fn count(store: &Store) -> Result<(i64, i64), DomainError> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS payments,
                CAST(COALESCE(SUM(CASE WHEN payment_intent_id LIKE $1 THEN 1 ELSE 0 END), 0) AS BIGINT) AS invented
         FROM payments",
    )
    .bind(format!("{PREFIX}%"))
    .fetch_one(store.read())
    .await?;
    Ok((row.try_get("payments")?, row.try_get("invented")?))
}

/// Invents payments up to this many, one every 90 seconds, the last at `until`.
pub(crate) async fn invent(
    store: &Store,
    from: i64,
    count: i64,
    until: i64,
) -> Result<(), DomainError> {
    let mut first = from + 1;
    while first <= count {
        let last = (first + BATCH - 1).min(count);
        let mut tx = store.begin().await?;
        // A batch takes longer than a request may.
        let patience = store.per_dialect("PRAGMA busy_timeout = 5000", "SET statement_timeout = 0");
        (&mut *tx).execute(patience).await?;
        for statement in [
            "CREATE TEMPORARY TABLE IF NOT EXISTS invented (n BIGINT PRIMARY KEY, first TEXT, last TEXT, year TEXT)",
            "DELETE FROM invented",
        ] {
            (&mut *tx).execute(statement).await?;
        }
        sqlx::query(NUMBERS)
            .bind(first)
            .bind(last)
            .bind(count)
            .execute(&mut *tx)
            .await?;
        sqlx::query(PAYMENTS)
            .bind(LOCATION)
            .bind(until)
            .bind(count)
            .execute(&mut *tx)
            .await?;
        let as_bytes = store.per_dialect("CAST(w.term AS BLOB)", "convert_to(w.term, 'UTF8')");
        sqlx::query(AssertSqlSafe(TERMS.replace("{bytes}", as_bytes)))
            .bind(until)
            .bind(count)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        tracing::info!(payments = last, "invented");
        first = last + 1;
    }
    store.write().execute("ANALYZE").await?;
    Ok(())
}

const NUMBERS: &str = "INSERT INTO invented (n, first, last, year)
    WITH RECURSIVE numbers (n) AS (SELECT CAST($1 AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n < $2)
    SELECT n,
           CASE n % 11 WHEN 0 THEN 'Ada' WHEN 1 THEN 'Grace' WHEN 2 THEN 'Alan' WHEN 3 THEN 'Edsger'
                   WHEN 4 THEN 'Barbara' WHEN 5 THEN 'Donald' WHEN 6 THEN 'Margaret' WHEN 7 THEN 'Dennis'
                   WHEN 8 THEN 'Radia' WHEN 9 THEN 'Ken' WHEN 10 THEN 'Frances' END,
           CASE n % 13 WHEN 0 THEN 'Lovelace' WHEN 1 THEN 'Hopper' WHEN 2 THEN 'Turing' WHEN 3 THEN 'Dijkstra'
                   WHEN 4 THEN 'Liskov' WHEN 5 THEN 'Knuth' WHEN 6 THEN 'Hamilton' WHEN 7 THEN 'Ritchie'
                   WHEN 8 THEN 'Perlman' WHEN 9 THEN 'Thompson' WHEN 10 THEN 'Allen' WHEN 11 THEN 'Smith'
                   WHEN 12 THEN 'Jones' END,
           CASE WHEN n * 3 < $3 THEN '2024' WHEN n * 3 < $3 * 2 THEN '2025' ELSE '2026' END
    FROM numbers";

const PAYMENTS: &str = "INSERT INTO payments (payment_intent_id, location_id, source, status, status_rank, capture_mode, method,
        reference, shown_reference, customer_name, email_address, currency, amount, tips_amount, total_amount, captured_amount,
        refunded_amount, auth_code, card_type, last_four, declines, paid_at, staff_id, search_text, dojo_created_at,
        dojo_updated_at, read_at)
    SELECT 'pi_bench_' || n, $1,
        CASE WHEN n % 10 < 6 THEN 'checkout' WHEN n % 10 < 8 THEN 'link' WHEN n % 10 < 9 THEN 'phone' ELSE 'elsewhere' END,
        CASE WHEN n % 100 < 3 THEN 'Created' WHEN n % 100 < 4 THEN 'Authorized' WHEN n % 100 < 6 THEN 'Refunded'
             WHEN n % 100 < 7 THEN 'Reversed' WHEN n % 100 < 9 THEN 'Canceled' ELSE 'Captured' END,
        2, 'Auto',
        CASE WHEN n % 100 < 3 THEN NULL WHEN n % 10 = 8 THEN 'phone' WHEN n % 17 = 0 THEN 'saved_card' ELSE 'card' END,
        'INV-' || year || '-' || CAST(10000000 + n AS TEXT), 'INV-' || year || '-' || CAST(10000000 + n AS TEXT),
        first || ' ' || last, lower(first) || '.' || lower(last) || CAST(n % 50000 AS TEXT) || '@example.com', 'GBP',
        n * 7919 % 20000 + 100, 0, n * 7919 % 20000 + 100, n * 7919 % 20000 + 100, 0,
        CAST(100000 + n * 7907 % 900000 AS TEXT), CASE WHEN n % 2 = 0 THEN 'VISA' ELSE 'MASTERCARD' END,
        CAST(1000 + n * 37 % 9000 AS TEXT),
        CASE WHEN n % 100 < 9 AND n % 3 = 0 THEN 1 + n % 2 WHEN n % 31 = 0 THEN 1 ELSE 0 END, $2 - ($3 - n) * 90000,
        CASE WHEN n % 10 = 8 THEN 'st_bench_' || CAST(n % 7 AS TEXT) ELSE NULL END,
        ' inv ' || year || ' ' || CAST(10000000 + n AS TEXT) || ' ' || lower(first) || ' ' || lower(last) || ' '
            || lower(first) || '.' || lower(last) || CAST(n % 50000 AS TEXT) || '@example.com '
            || CAST(1000 + n * 37 % 9000 AS TEXT) || ' ' || CAST(100000 + n * 7907 % 900000 AS TEXT),
        $2 - ($3 - n) * 90000, $2 - ($3 - n) * 90000, $2
    FROM invented";

const TERMS: &str = "INSERT INTO payment_terms (term, created_at, payment_intent_id)
    SELECT {bytes}, $1 - ($2 - w.n) * 90000, 'pi_bench_' || w.n FROM (
        SELECT n, 'inv' AS term FROM invented UNION SELECT n, year FROM invented
        UNION SELECT n, CAST(10000000 + n AS TEXT) FROM invented
        UNION SELECT n, lower(first) FROM invented UNION SELECT n, lower(last) FROM invented
        UNION SELECT n, lower(first) || '.' || lower(last) || CAST(n % 50000 AS TEXT) || '@example.com' FROM invented
        UNION SELECT n, CAST(1000 + n * 37 % 9000 AS TEXT) FROM invented
        UNION SELECT n, CAST(100000 + n * 7907 % 900000 AS TEXT) FROM invented) w";
