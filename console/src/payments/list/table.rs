//! The rows of the list.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::card::card_name;
use shared::console::payments::{Method, PaymentLine};

use crate::payments::words;
use crate::ui::{StatusChip, Time, Tone};

/// Every line, what matters first.
#[component]
pub(super) fn Table(lines: Vec<PaymentLine>) -> impl IntoView {
    view! {
        <div class="table-frame">
            <table class="table table-fold payments">
                <caption class="visually-hidden">"Payments"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Reference"</th>
                        <th scope="col" class="number">"Amount"</th>
                        <th scope="col">"Status"</th>
                        <th scope="col" class="payments-who">"Customer"</th>
                        <th scope="col">"Paid with"</th>
                        <th scope="col" class="payments-source">"Made by"</th>
                        <th scope="col">"Date"</th>
                    </tr>
                </thead>
                <tbody>{lines.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn row(line: PaymentLine) -> AnyView {
    let (tone, status) = words::status(&line);
    let href = format!("/console/payments/{}", line.id);
    let card = line
        .last_four
        .is_some()
        .then(|| card_name(line.card_type.as_deref(), line.last_four.as_deref()));
    let method = line
        .method
        .filter(|method| *method != Method::Card)
        .map(Method::words);
    let amount = line.shown_amount();
    let part_of = line.part_of().map(|total| format!("of {total}"));
    let refunded = (line.refunded_amount.value > 0 && line.refunded_amount != amount)
        .then(|| format!("{} refunded", line.refunded_amount));
    let who = line.customer_name.clone().or(line.email_address.clone());
    view! {
        <tr>
            <th scope="row">
                <A href=href attr:data-row="">{line.reference}</A>
                // In a small window, in place of their column.
                <bdi class="payments-note payments-whose">{who.clone()}</bdi>
            </th>
            <td class="number">
                <span class="amount">{amount.to_string()}</span>
                {part_of.map(|text| view! { <span class="payments-note">{text}</span> })}
                {refunded.map(|text| view! { <span class="payments-note">{text}</span> })}
            </td>
            <td>
                <StatusChip tone=tone label=status />
                {line.is_flagged.then(|| view! { <StatusChip tone=Tone::Error label="Look at it" /> })}
            </td>
            <td class="payments-who"><bdi>{who.unwrap_or_else(|| "–".to_owned())}</bdi></td>
            <td>
                <span class="payments-card">{card.unwrap_or_else(|| "–".to_owned())}</span>
                {method.map(|text| view! { <span class="payments-note">{text}</span> })}
            </td>
            <td class="payments-source">{line.source.words()}</td>
            <td><Time at=line.created_at /></td>
        </tr>
    }
    .into_any()
}
