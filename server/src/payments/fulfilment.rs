//! What was ordered and where it goes, from Dojo's last answer: it is kept nowhere else.

use dojo::{Address, ItemLine, PaymentIntent};
use shared::console::payments::{Fulfilment, OrderedItem};

use super::document;
use super::standing::Standing;
use crate::DomainError;
use crate::app::App;

/// What the payment's document tells.
///
/// # Errors
/// As [`document::read`].
pub(super) async fn read(app: &App, standing: &Standing) -> Result<Fulfilment, DomainError> {
    let intent = document::read(app, &standing.payment.payment_intent_id).await?;
    Ok(intent.map_or_else(Fulfilment::default, |intent| of(intent, standing)))
}

fn of(intent: PaymentIntent, standing: &Standing) -> Fulfilment {
    let shipping = intent.shipping_details.unwrap_or_default();
    let recipient = given(shipping.name);
    let address = shipping.address.map(lines).unwrap_or_default();
    let customer = intent.customer;
    Fulfilment {
        deliver_to: [recipient, address].concat(),
        delivery_notes: given(shipping.delivery_notes).pop(),
        billing_address: intent.billing_address.map(lines).unwrap_or_default(),
        phone_number: given(customer.and_then(|customer| customer.phone_number)).pop(),
        items: intent
            .item_lines
            .into_iter()
            .map(|line| item(line, standing))
            .collect(),
    }
}

fn item(line: ItemLine, standing: &Standing) -> OrderedItem {
    OrderedItem {
        name: line.name.unwrap_or_default(),
        quantity: line.quantity.unwrap_or(1),
        amount_total: standing.money(line.amount_total.value),
    }
}

/// As on an envelope.
fn lines(address: Address) -> Vec<String> {
    let Address {
        address1,
        address2,
        address3,
        address4,
        city,
        state,
        postcode,
        country_code,
        locality,
        county,
        extra: _,
    } = address;
    let parts = [
        address1, address2, address3, address4, locality, city, county, state, postcode,
    ];
    let parts = parts.into_iter().flatten();
    given(parts.chain([country_code]))
}

/// The lines that say something.
fn given(lines: impl IntoIterator<Item = String>) -> Vec<String> {
    let lines = lines.into_iter();
    lines.filter(|line| !line.trim().is_empty()).collect()
}
