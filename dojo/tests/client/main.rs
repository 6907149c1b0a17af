//! The client against a real socket: what it sends, and what it makes of every kind of answer.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

mod customer_and_webhook_requests;
mod failures;
mod payment_requests;
mod stub;
