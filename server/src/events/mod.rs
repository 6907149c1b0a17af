//! What happens without a shopper waiting for it: webhooks in, reconciliation, callbacks out.

pub mod inbox;
