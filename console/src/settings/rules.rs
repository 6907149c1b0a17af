//! Limits, receipts and terms.

use leptos::prelude::*;
use shared::Money;
use shared::console::settings::rules::LONGEST_TERMS;
use shared::console::settings::{PaymentRules, Settings};

use crate::ui::{Button, CheckBox, MoneyField, Refusal, Submission, TextArea, button::Kind};

const FIELDS: &[&str] = &[
    "value.refundLimit",
    "value.noShowTerms",
    "value.unscheduledTerms",
];

/// The section.
#[component]
pub(super) fn Rules(
    /// The settings as they are kept.
    kept: RwSignal<Settings>,
) -> impl IntoView {
    let (rules, currency) = kept.with_untracked(|kept| (kept.rules.clone(), kept.profile.currency));
    let limited = RwSignal::new(rules.refund_limit.is_some());
    let limit = RwSignal::new(rules.refund_limit.map_or_else(String::new, |limit| {
        Money::new(limit, currency).without_symbol()
    }));
    let receipts = RwSignal::new(rules.offer_receipts);
    let no_show_terms = RwSignal::new(rules.no_show_terms);
    let unscheduled_terms = RwSignal::new(rules.unscheduled_terms);
    let saving = Submission::new();
    let limit_error = RwSignal::new(None::<String>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        saving.forget();
        // Unlike a price it may be nothing.
        let typed = limit.with_untracked(|limit| Money::parse_or_zero(limit, currency));
        let refund_limit = match (limited.get_untracked(), typed) {
            (false, _) => None,
            (true, Ok(limit)) => Some(limit.value),
            (true, Err(error)) => return limit_error.set(Some(error.to_string())),
        };
        limit_error.set(None);
        let rules = PaymentRules {
            refund_limit,
            offer_receipts: receipts.get_untracked(),
            no_show_terms: no_show_terms.get_untracked(),
            unscheduled_terms: unscheduled_terms.get_untracked(),
        };
        saving.run(async move {
            rules.check().map_err(super::refused)?;
            super::save("rules", kept, rules).await
        });
    };
    let limit_error = Signal::derive(move || {
        limit_error
            .get()
            .or_else(|| saving.error_at("value.refundLimit").get())
    });
    view! {
        <form class="card stack settings-form" data-keeps="" on:submit=submit novalidate=true>
            <Refusal error=saving.error_elsewhere(FIELDS) />
            <h2>"Refunds"</h2>
            <CheckBox label="A second person confirms large refunds" checked=limited />
            <Show when=move || limited.get()>
                <MoneyField
                    label="Refunds above this need a second person"
                    value=limit
                    currency=currency
                    hint="Write 0 to have every refund confirmed. In another currency every refund is confirmed."
                    error=limit_error
                />
            </Show>
            <h2>"Receipts"</h2>
            <CheckBox label="Offer shoppers a receipt by e-mail after they have paid" checked=receipts />
            <h2>"Holds"</h2>
            <p class="quiet">
                "What customers agree to when a card is held. New holds carry these terms; earlier ones keep theirs."
            </p>
            {terms(
                "Terms of no-show holds",
                "Say when you charge a guest who does not come, and how much at most.",
                no_show_terms,
                saving.error_at("value.noShowTerms"),
            )}
            {terms(
                "Terms of unscheduled holds",
                "Say what you may charge for later, and how much at most.",
                unscheduled_terms,
                saving.error_at("value.unscheduledTerms"),
            )}
            <div><Button kind=Kind::Primary label="Save" pending=saving.pending() /></div>
        </form>
    }
}

fn terms(
    label: &'static str,
    hint: &'static str,
    value: RwSignal<String>,
    error: Signal<Option<String>>,
) -> AnyView {
    let max_chars = u32::try_from(LONGEST_TERMS).unwrap_or(u32::MAX);
    view! { <TextArea label=label value=value rows=5 max_chars=max_chars hint=hint error=error /> }
        .into_any()
}
