//! Dojo's payments API: wire types, a typed client and webhook signatures.
//!
//! * **Types** carry the names of Dojo's specification, version 2026-02-27, with fields in snake case. A string that Dojo
//!   chooses from a list is an enum whose `Other` keeps a value that is not on it, and every object keeps fields that these
//!   types do not know in `extra`: what is read can be written again without loss. Amounts are minor units.
//! * [`Client`] has one method for each operation. Its [`Error`] tells what may have happened at Dojo: only
//!   [`Error::OutcomeUnknown`] leaves that open, and nothing that changes something is sent twice.
//! * [`signature`] signs and verifies webhooks.
//! * [`Secret`]s travel, but do not print.
//!
//! # Taking a payment
//!
//! Creating an intent is not idempotent at Dojo. Give every attempt a reference of its own, keep it before asking, and
//! look for it where the outcome is unknown.
//!
//! ```no_run
//! use dojo::{Client, ClientConfig, CreatePaymentIntentRequest, Error, Money, SearchPaymentIntentRequest};
//!
//! # async fn take() -> Result<(), Box<dyn std::error::Error>> {
//! let key = std::env::var("DOJO_API_KEY")?;
//! let client = Client::new(ClientConfig::new("https://api.dojo.tech".parse()?, key.into()))?;
//!
//! let request = CreatePaymentIntentRequest {
//!     generate_remote_token: Some(true),
//!     ..CreatePaymentIntentRequest::new(Money::new(1250, "GBP"), "Order 236 at_7f3a")
//! };
//! let intent = match client.create_payment_intent(&request).await {
//!     Ok(intent) => intent,
//!     Err(Error::OutcomeUnknown(_)) => {
//!         let latest = client.search_payment_intents(&SearchPaymentIntentRequest::default()).await?;
//!         let made = latest.data.into_iter().find(|intent| intent.reference == request.reference);
//!         made.ok_or("not made, so far")?
//!     }
//!     Err(error) => return Err(error.into()),
//! };
//!
//! // Later, when a webhook or the shopper's browser says that something happened: ask, and believe only the answer.
//! if let Some(intent) = client.get_payment_intent(&intent.id, true).await? {
//!     println!("{} is {}", intent.id, intent.status);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Receiving a webhook
//!
//! ```
//! use dojo::{Secret, WebhookEvent, signature};
//!
//! # fn receive(active: &[Secret], header: &str, body: &[u8]) -> Option<WebhookEvent> {
//! if !signature::verify(active, body, header) {
//!     return None; // 401, and nothing is stored
//! }
//! serde_json::from_slice(body).ok() // deduplicate by `id`, then read the intent
//! # }
//! # let (secret, body) = (Secret::from("s"), br#"{"id":"evt_1","event":"payment_intent.created","createdAt":"2026-02-27T10:00:00Z","data":{"paymentIntentId":"pi_1"}}"#);
//! # assert!(receive(&[secret.clone()], &signature::sign(&secret, body), body).is_some());
//! # assert!(receive(&[secret], "", body).is_none());
//! ```

mod address;
mod capture;
mod charge;
mod client;
mod customer;
mod lenient;
mod money;
mod payment_intent;
mod payment_method;
mod problem;
mod receipt;
mod refund;
mod reversal;
mod secret;
mod setup_intent;
pub mod signature;
mod string_enum;
mod webhook;

pub use address::*;
pub use capture::*;
pub use charge::*;
pub use client::{Client, ClientConfig, ConfigError, Error, Timeouts, UnreadableAnswer, VERSION};
pub use customer::*;
pub use money::*;
pub use payment_intent::*;
pub use payment_method::*;
pub use problem::*;
pub use receipt::*;
pub use refund::*;
pub use reversal::*;
pub use secret::*;
pub use setup_intent::*;
pub use webhook::*;

pub use jiff::Timestamp;
