//! The documents in the components' frames. Each loads one script and one style sheet from its own origin.

use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, header};
use maud::{DOCTYPE, Markup, html};

use crate::{
    cards::MaskedCard,
    pages::{
        address,
        card::card_name,
        challenge,
        field::{Field, Kind, Submitted},
        layout::badge,
        subject::Subject,
    },
};

/// The fields of the card form, in order.
const CARD_FIELDS: [(&str, &str, &str, &str); 4] = [
    ("cardName", "Name on card", "cc-name", ""),
    (
        "cardNumber",
        "Card number",
        "cc-number",
        "1234 1234 1234 1234",
    ),
    ("expiryDate", "Expiry date", "cc-exp", "MM/YY"),
    ("cv2", "Security code", "cc-csc", "CVV"),
];

/// One document: its style sheet, its script, and what stands in it.
pub(super) struct Frame {
    pub(super) title: &'static str,
    pub(super) style: &'static str,
    pub(super) script: &'static str,
    /// Whether the merchant may bring fonts.
    pub(super) fonts: bool,
    pub(super) body: Markup,
}

impl IntoResponse for Frame {
    fn into_response(self) -> Response {
        // Any merchant may show these frames, so `frame-ancestors` cannot be narrower.
        let policy = if self.fonts {
            "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; \
             form-action 'none'; style-src 'self' http: https:; font-src http: https: data:; frame-ancestors *"
        } else {
            "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; \
             form-action 'none'; style-src 'self'; frame-ancestors *"
        };
        let headers = [
            (
                header::CONTENT_SECURITY_POLICY,
                HeaderValue::from_static(policy),
            ),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            (
                header::REFERRER_POLICY,
                HeaderValue::from_static("no-referrer"),
            ),
            (
                header::X_CONTENT_TYPE_OPTIONS,
                HeaderValue::from_static("nosniff"),
            ),
            (
                HeaderName::from_static("cross-origin-resource-policy"),
                HeaderValue::from_static("cross-origin"),
            ),
        ];
        let document = html! {
            (DOCTYPE)
            html lang="en-GB" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (self.title) }
                    link rel="stylesheet" href=(self.style);
                    script src=(self.script) defer {}
                }
                body { (self.body) }
            }
        };
        (headers, document).into_response()
    }
}

/// The card fields.
pub(super) fn card() -> Frame {
    Frame {
        title: "Card details",
        style: "/components/card.css",
        script: "/components/card.js",
        fonts: true,
        body: html! {
            form id="card" novalidate {
                @for (name, label, autocomplete, placeholder) in CARD_FIELDS {
                    div class="field" id={ (name) "Field" } {
                        label id={ (name) "Label" } for=(name) { (label) }
                        div class="entry" {
                            input id=(name) name=(name) type="text" autocomplete=(autocomplete)
                                inputmode=[(name != "cardName").then_some("numeric")]
                                dir=(if name == "cardName" { "auto" } else { "ltr" })
                                placeholder=(placeholder) spellcheck="false" autocapitalize="off"
                                aria-required="true" aria-describedby={ (name) "ErrorText" };
                            @if name == "cardNumber" {
                                span id="cardIcon" aria-hidden="true" {}
                            }
                        }
                        div class="message unseen" id={ (name) "Error" } {
                            span class="icon" id={ (name) "ErrorIcon" } aria-hidden="true" {}
                            span id={ (name) "ErrorText" } {}
                        }
                    }
                }
                button type="submit" hidden { "Pay" }
            }
        },
    }
}

/// The wallet's button.
pub(super) fn wallet_button() -> Frame {
    Frame {
        title: "Apple Pay or Google Pay",
        style: "/components/wallet-button.css",
        script: "/components/wallet-button.js",
        fonts: false,
        body: html! {
            button id="wallet" type="button" disabled { span id="words" {} "Apple Pay or Google Pay" }
        },
    }
}

/// The wallet's sheet; who asks for how much is filled in once the page around has handed over the token.
pub(super) fn wallet_sheet() -> Frame {
    let nothing = Submitted::default();
    Frame {
        title: "Apple Pay or Google Pay",
        style: "/components/overlay.css",
        script: "/components/wallet.js",
        fonts: false,
        body: html! {
            main {
                (badge())
                h1 id="heading" tabindex="-1" { "Apple Pay or Google Pay" }
                p { "This sheet stands for your phone's wallet and the card in it." }
                dl class="facts" id="summary" {
                    dt { "To" } dd id="merchant" { "…" }
                    dt { "Amount" } dd id="total" { "…" }
                    dt { "Card" } dd { (card_name(&MaskedCard::in_wallet())) }
                }
                form id="sheet" novalidate {
                    section id="email" class="fields" hidden {
                        (Field {
                            id: "emailAddress",
                            label: "E-mail address",
                            autocomplete: "email",
                            kind: Kind::Email,
                            ..Field::default()
                        }.render(&[]))
                    }
                    section id="shipping" class="fields" hidden {
                        h2 { "Delivery" }
                        (address::Kind::Shipping.fields(&nothing, &[]))
                    }
                    section id="billing" class="fields" hidden {
                        h2 { "Billing address" }
                        (address::Kind::Billing.fields(&nothing, &[]))
                    }
                    div class="choices" {
                        button class="button button-primary" value="approve" disabled { "Approve" }
                        button class="button" value="decline" disabled { "Decline" }
                        button class="button button-quiet" value="cancel" { "Cancel" }
                    }
                }
            }
        },
    }
}

/// The bank's page.
pub(super) fn challenge(subject: Subject<'_>, card: Option<&MaskedCard>, action: &str) -> Frame {
    Frame {
        title: "Confirm it is you",
        style: "/components/overlay.css",
        script: "/components/challenge.js",
        fonts: false,
        body: challenge::sheet(subject, card, action),
    }
}
