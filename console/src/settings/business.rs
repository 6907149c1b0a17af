//! Who the business is: name, contact, colour, time zone, currency, logo.

use js_sys::{Array, Function, Reflect};
use leptos::prelude::*;
use shared::console::settings::{Profile, Settings};
use shared::{Currency, EmailAddress};
use wasm_bindgen::{JsCast as _, JsValue};

use super::logo::Logo;
use crate::api;
use crate::ui::{
    Button, CheckBox, Notice, Refusal, SelectField, Submission, TextField, Tone, button::Kind,
};

const FIELDS: &[&str] = &[
    "value.name",
    "value.emailAddress",
    "value.phoneNumber",
    "value.accent",
    "value.timeZone",
];

/// Shown before anybody has chosen a colour.
const FIRST_ACCENT: &str = "#2c4fa3";

/// What is typed.
#[derive(Clone, Copy)]
struct Form {
    name: RwSignal<String>,
    email: RwSignal<String>,
    email_error: RwSignal<Option<String>>,
    phone: RwSignal<String>,
    has_accent: RwSignal<bool>,
    accent: RwSignal<String>,
    zone: RwSignal<String>,
    currency: RwSignal<String>,
}

impl Form {
    fn of(profile: Profile) -> Self {
        let email = profile.email_address.map(String::from);
        Self {
            name: RwSignal::new(profile.name),
            email: RwSignal::new(email.unwrap_or_default()),
            email_error: RwSignal::new(None),
            phone: RwSignal::new(profile.phone_number.unwrap_or_default()),
            has_accent: RwSignal::new(profile.accent.is_some()),
            accent: RwSignal::new(profile.accent.unwrap_or_else(|| FIRST_ACCENT.to_owned())),
            zone: RwSignal::new(profile.time_zone),
            currency: RwSignal::new(profile.currency.code().to_owned()),
        }
    }

    /// What was typed, if the e-mail address is one; else its field says why it is none.
    fn profile(self) -> Option<Profile> {
        let typed = self.email.get_untracked().trim().to_owned();
        let address = (!typed.is_empty()).then(|| EmailAddress::try_from(typed));
        let email_address = match address.transpose() {
            Ok(address) => address,
            Err(error) => {
                self.email_error.set(Some(error.to_string()));
                return None;
            }
        };
        self.email_error.set(None);
        let phone = self.phone.get_untracked().trim().to_owned();
        let accent = self.has_accent.get_untracked();
        Some(Profile {
            name: self.name.get_untracked(),
            email_address,
            phone_number: (!phone.is_empty()).then_some(phone),
            accent: accent.then(|| self.accent.get_untracked()),
            time_zone: self.zone.get_untracked(),
            currency: Currency::try_from(self.currency.get_untracked().as_str())
                .unwrap_or(Currency::Gbp),
        })
    }
}

/// The section.
#[component]
pub(super) fn Business(
    /// The settings as they are kept.
    kept: RwSignal<Settings>,
) -> impl IntoView {
    let form = Form::of(kept.with_untracked(|kept| kept.profile.clone()));
    let saving = Submission::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        saving.forget();
        if let Some(profile) = form.profile() {
            saving.run(async move { super::save("profile", kept, checked(profile)?).await });
        }
    };
    view! {
        <form class="card stack settings-form" data-keeps="" on:submit=submit novalidate=true>
            <h2>"What shoppers see"</h2>
            <Refusal error=saving.error_elsewhere(FIELDS) />
            <Seen form=form saving=saving />
            <CheckBox label="Use a colour of our own for buttons and links" checked=form.has_accent />
            <Show when=move || form.has_accent.get()>
                <TextField label="Colour" value=form.accent error=saving.error_at("value.accent") kind="color" />
                <Corrected kept=kept />
            </Show>
            <SelectField
                label="Time zone"
                value=form.zone
                options=zones(&form.zone.get_untracked())
                hint="Days in the overview and in filters begin at midnight there."
                error=saving.error_at("value.timeZone")
            />
            <SelectField
                label="Currency in which forms begin"
                value=form.currency
                options=vec![
                    ("GBP".to_owned(), "Pound sterling (£)".to_owned()),
                    ("EUR".to_owned(), "Euro (€)".to_owned()),
                ]
            />
            <div><Button kind=Kind::Primary label="Save" pending=saving.pending() /></div>
        </form>
        <Logo kept=kept />
    }
}

/// The name, and where questions go.
#[component]
fn Seen(form: Form, saving: Submission) -> impl IntoView {
    let refused = saving.error_at("value.emailAddress");
    let email_error = Signal::derive(move || form.email_error.get().or_else(|| refused.get()));
    view! {
        <TextField label="Trading name" value=form.name error=saving.error_at("value.name") max_chars=100 required=true />
        <TextField label="E-mail address for questions (optional)" value=form.email error=email_error kind="email" />
        <TextField
            label="Phone number for questions (optional)"
            value=form.phone
            error=saving.error_at("value.phoneNumber")
            kind="tel"
            max_chars=30
        />
    }
}

/// What is certain to be refused is not sent.
fn checked(profile: Profile) -> Result<Profile, api::Error> {
    match profile.check() {
        Ok(()) => Ok(profile),
        Err(problem) => Err(super::refused(problem)),
    }
}

/// Says what became of a colour that could not be read.
#[component]
fn Corrected(kept: RwSignal<Settings>) -> impl IntoView {
    move || {
        kept.with(|kept| {
            let (accent, shown) = (kept.profile.accent.as_ref()?, kept.accent_shown.as_ref()?);
            (*accent != shown.light).then(|| {
                let text = format!(
                    "{accent} is hard to read on white. Shoppers see {} there instead.",
                    shown.light
                );
                view! { <Notice tone=Tone::Info title=text /> }.into_any()
            })
        })
    }
}

/// Every time zone that the browser knows; at least the present one.
fn zones(present: &str) -> Vec<(String, String)> {
    let mut names = known_zones().unwrap_or_default();
    for name in ["Europe/London", "Europe/Dublin", "UTC", present] {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names.sort();
    names
        .into_iter()
        .map(|name| (name.clone(), name.replace('_', " ")))
        .collect()
}

fn known_zones() -> Option<Vec<String>> {
    let intl = Reflect::get(&js_sys::global(), &JsValue::from_str("Intl")).ok()?;
    let list = Reflect::get(&intl, &JsValue::from_str("supportedValuesOf")).ok()?;
    let list: Function = list.dyn_into().ok()?;
    let names = list.call1(&intl, &JsValue::from_str("timeZone")).ok()?;
    let names: Array = names.dyn_into().ok()?;
    Some(names.iter().filter_map(|name| name.as_string()).collect())
}
