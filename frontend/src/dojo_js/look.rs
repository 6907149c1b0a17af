//! Our design tokens in the form in which Dojo's frame takes them.

use crate::browser;
use crate::wire::write::{Value, object};

/// Dojo's "Styles configuration", from the custom properties that apply to the container.
pub(super) fn styles(container: &str) -> String {
    let token = tokens(container);
    let [surface, text, quiet] = [token("--surface"), token("--text"), token("--text-quiet")];
    let [edge, focus, error] = [token("--edge"), token("--focus"), token("--error")];
    let font = token("--font");

    let bordered = |colour: &str| format!("1px solid {colour}");
    let ring = |colour: &str| format!("0 0 0 2px {colour}");
    let state = |border: &str, shadow: Option<&str>| {
        Some(Value::Json(object(&[
            ("border", Some(Value::Text(&bordered(border)))),
            ("boxShadow", shadow.map(ring).as_deref().map(Value::Text)),
        ])))
    };
    let field = object(&[
        ("backgroundColor", Some(Value::Text(&surface))),
        ("color", Some(Value::Text(&text))),
        ("border", Some(Value::Text(&bordered(&edge)))),
        ("borderRadius", Some(Value::Text("8px"))),
        ("boxSizing", Some(Value::Text("border-box"))),
        ("fontFamily", Some(Value::Text(&font))),
        ("fontSize", Some(Value::Text("16px"))),
        ("height", Some(Value::Text("44px"))),
        ("outline", Some(Value::Text("none"))),
        ("padding", Some(Value::Text("8px 12px"))),
    ]);
    let label = object(&[
        ("color", Some(Value::Text(&text))),
        ("fontFamily", Some(Value::Text(&font))),
        ("fontSize", Some(Value::Text("14px"))),
        ("fontWeight", Some(Value::Text("500"))),
    ]);
    let message = object(&[
        ("color", Some(Value::Text(&error))),
        ("fontFamily", Some(Value::Text(&font))),
        ("fontSize", Some(Value::Text("14px"))),
    ]);
    let base = object(&[
        ("default", Some(Value::Json(field))),
        ("focus", state(&focus, Some(&focus))),
        ("error", state(&error, None)),
        ("errorFocus", state(&error, Some(&error))),
        ("label", Some(Value::Json(label))),
        ("validationText", Some(Value::Json(message))),
    ]);
    let card_icon = object(&[("color", Some(Value::Text(&quiet)))]);
    let form = object(&[("backgroundColor", Some(Value::Text("transparent")))]);
    object(&[
        ("base", Some(Value::Json(base))),
        ("cardIcon", Some(Value::Json(card_icon))),
        ("form", Some(Value::Json(form))),
    ])
}

/// Keeps the container as light or dark as it is now. The fields keep their colours when the page changes its own, so
/// what lies behind them must not change either.
pub(super) fn fix_theme(container: &str) {
    if let Some(element) = browser::element(container) {
        let theme = if browser::is_dark() { "dark" } else { "light" };
        let _ = element.set_attribute("data-theme", theme);
    }
}

/// Reads custom properties as they apply to the element.
fn tokens(container: &str) -> impl Fn(&str) -> String {
    let style = browser::element(container).and_then(|element| {
        browser::window()
            .get_computed_style(&element)
            .ok()
            .flatten()
    });
    move |name| {
        style
            .as_ref()
            .and_then(|style| style.get_property_value(name).ok())
            .unwrap_or_default()
    }
}
