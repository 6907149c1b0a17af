//! Times as the business reads them: in its own zone, in plain words.

use js_sys::{Array, Date, Intl, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::{browser, session};

/// `21 Nov 2026, 09:30:05 GMT`: the exact time, for a tooltip.
#[must_use]
pub fn exact(at: i64) -> String {
    formatted(at, &[("dateStyle", "medium"), ("timeStyle", "long")])
}

/// `21 Nov 2026, 09:30`
#[must_use]
pub fn date_time(at: i64) -> String {
    formatted(at, &[("dateStyle", "medium"), ("timeStyle", "short")])
}

/// `21 Nov 2026`
#[must_use]
pub fn date(at: i64) -> String {
    formatted(at, &[("dateStyle", "medium")])
}

/// `09:30`
#[must_use]
pub fn time(at: i64) -> String {
    formatted(at, &[("timeStyle", "short")])
}

/// The browser's clock may be this far behind the server's (milliseconds): what has just happened is not still to come.
const CLOCKS_DIFFER: i64 = 5_000;

/// `just now`, `5 minutes ago`, `in less than a minute`, `in 2 days`, and the date when it is further away than a week.
#[must_use]
pub fn relative(at: i64) -> String {
    let distance = at - browser::now_ms();
    let minutes = distance.abs() / 60_000;
    let (count, unit) = match minutes {
        0 if distance > CLOCKS_DIFFER => return "in less than a minute".to_owned(),
        0 => return "just now".to_owned(),
        1..60 => (minutes, "minute"),
        60..1440 => (minutes / 60, "hour"),
        1440..10_080 => (minutes / 1440, "day"),
        _ => return date(at),
    };
    let plural = if count == 1 { "" } else { "s" };
    if distance < 0 {
        format!("{count} {unit}{plural} ago")
    } else {
        format!("in {count} {unit}{plural}")
    }
}

#[expect(clippy::as_conversions, reason = "JavaScript's times are floats")]
#[expect(clippy::cast_precision_loss, reason = "exact for 285,000 years")]
fn formatted(at: i64, how: &[(&str, &str)]) -> String {
    in_zone(at as f64, "en-GB", how)
}

/// A time, in milliseconds since 1970, in the business's zone: as people of `locale` write it, with these options of
/// `Intl.DateTimeFormat`.
pub(crate) fn in_zone(at: f64, locale: &str, how: &[(&str, &str)]) -> String {
    let options = Object::new();
    let zone = session::bootstrap().with_untracked(|bootstrap| bootstrap.time_zone.clone());
    for (name, value) in how.iter().copied().chain([("timeZone", zone.as_str())]) {
        // A plain object takes every member.
        let _ = Reflect::set(
            &options,
            &JsValue::from_str(name),
            &JsValue::from_str(value),
        );
    }
    let locale = Array::of1(&JsValue::from_str(locale));
    let format = Intl::DateTimeFormat::new(&locale, &options).format();
    format
        .call1(&JsValue::UNDEFINED, &Date::new(&JsValue::from_f64(at)))
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}
