//! What the browser and the server say to each other, and the rules that both apply.
//!
//! No I/O and no clock: the same code runs in the form (wasm32) and in the handler.

pub mod card;
pub mod card_number;
pub mod checkout;
pub mod checks;
pub mod console;
pub mod contact;
pub mod decline;
pub mod error;
pub mod free_text;
pub mod id;
pub mod money;
pub mod password;
pub mod reference;
pub mod role;
pub mod spoken;

pub use checkout::{
    Attempt, AttemptMethod, AttemptRequest, Checkout, CheckoutStatus, Confirmation, Environment,
    PreparedAttempt,
};
pub use contact::{Address, EmailAddress, PhoneNumber, ShippingDetails};
pub use error::{ApiProblem, ErrorCode};
pub use id::CheckoutId;
pub use money::{Currency, Money};
pub use reference::Reference;
pub use role::Role;
