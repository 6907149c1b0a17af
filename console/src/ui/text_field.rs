//! One line of text.

use leptos::html;
use leptos::prelude::*;

use super::field::{Field, described_by, error_of, fresh_id};

/// One line of text. A card number is refused as it is typed.
#[component]
pub fn TextField(
    /// What to enter.
    #[prop(into)]
    label: Signal<String>,
    /// What was entered.
    value: RwSignal<String>,
    /// Helps to enter the right thing.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong with it, and how to mend it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// `text`, `email`, `tel`, `password`, `search`, `date`, `number` (a whole one), …
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// At most so many characters.
    #[prop(optional)]
    max_chars: Option<u32>,
    /// Whether the form cannot be sent without it.
    #[prop(optional)]
    required: bool,
    /// Whether it can be read only.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What may be chosen instead of typing.
    #[prop(optional)]
    suggestions: &'static [&'static str],
    /// The element, to give it the focus.
    #[prop(optional)]
    node: NodeRef<html::Input>,
) -> impl IntoView {
    let id = fresh_id("field");
    let described = described_by(&id);
    // A password is no place to look for card numbers, and is never shown.
    let error = if kind == "password" {
        error
    } else {
        error_of(value, error)
    };
    // The browser takes no more, and says nothing about it.
    let hint = Signal::derive(move || {
        let full = max_chars.filter(|most| {
            let most = usize::try_from(*most).unwrap_or(usize::MAX);
            value.with(|text| text.encode_utf16().count()) >= most
        });
        match full {
            Some(most) => format!("{} At most {most} characters fit.", hint.get()),
            None => hint.get(),
        }
    });
    // A browser's own number field reports nothing while what is typed is no number, and loses it when that is written back.
    let (kind, mode) = match kind {
        "number" => ("text", Some("numeric")),
        kind => (kind, None),
    };
    let list = (!suggestions.is_empty()).then(|| format!("{id}-suggestions"));
    let suggested = list.clone().map(|list| {
        let options = suggestions
            .iter()
            .map(|text| view! { <option value=*text></option> });
        view! { <datalist id=list>{options.collect_view()}</datalist> }
    });
    view! {
        <Field label=label hint=hint error=error id=id.clone()>
            <input
                id=id
                node_ref=node
                type=kind
                inputmode=mode
                autocomplete=autocomplete
                maxlength=max_chars
                required=required
                list=list
                disabled=disabled
                aria-describedby=described
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
            {suggested}
        </Field>
    }
}
