//! A sheet of paper with a link's QR code, to be put up at a counter.

use axum::response::{Html, IntoResponse as _, Response};
use maud::{DOCTYPE, PreEscaped, html};
use shared::checkout::Merchant;
use shared::console::links::LinkTerms;

use crate::security_headers::Nonce;

/// The sheet's looks. It is paper, so they are their own and do not change with the theme.
const STYLE: &str = "@page{size:A4;margin:20mm}*{box-sizing:border-box;margin:0}\
body{background:#fff;color:#000;font:20px/1.4 system-ui,sans-serif;text-align:center}\
main{display:flex;flex-direction:column;align-items:center;gap:28px;padding:24px;max-width:720px;margin:0 auto}\
h1{font-size:44px;line-height:1.15;overflow-wrap:anywhere}.amount{font-size:64px;font-weight:700;line-height:1.1}\
.code svg{display:block;width:min(420px,80vw);height:auto}.address{font-size:16px;overflow-wrap:anywhere}\
.sandbox{border:2px solid #000;padding:6px 16px;font-weight:700}\
button{font:inherit;padding:10px 24px;border:1px solid #000;border-radius:8px;background:#fff;color:#000;min-height:44px}\
button:focus-visible{outline:3px solid #1a5fb4;outline-offset:2px}@media print{.no-print{display:none}}";

/// The sheet. `address` is what the code leads to, `code` its QR code as SVG.
#[must_use]
pub fn poster(
    nonce: &Nonce,
    merchant: &Merchant,
    terms: &LinkTerms,
    address: &str,
    code: &str,
    pretend: bool,
) -> Response {
    let nonce = nonce.as_str();
    // Without its XML declaration, which has no place within HTML.
    let code = code
        .find("<svg")
        .map_or(code, |at| code.get(at..).unwrap_or_default());
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex, nofollow";
                title { "Poster · " (terms.reference) " · " (merchant.name) }
                style nonce=(nonce) { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 dir="auto" { (merchant.name) }
                    @if pretend { p.sandbox { "Sandbox: no real money moves" } }
                    @if let Some(amount) = terms.amount {
                        p.amount { (amount) }
                    } @else {
                        p.amount { "You choose" }
                    }
                    p { bdi { (terms.reference) } }
                    @if let Some(description) = &terms.description { p dir="auto" { (description) } }
                    div.code role="img" aria-label=(format!("QR code of {address}")) { (PreEscaped(code)) }
                    p { "Scan the code with your phone’s camera to pay by card, Apple Pay or Google Pay." }
                    p.address { (address) }
                    button #print .no-print type="button" hidden { "Print" }
                }
                script nonce=(nonce) {
                    (PreEscaped("{const b=document.getElementById('print');b.hidden=false;b.onclick=()=>print()}"))
                }
            }
        }
    };
    Html(page.into_string()).into_response()
}
