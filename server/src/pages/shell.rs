//! The page that the frontend's build made, with places that are filled at every request.

use maud::{Markup, html};

use super::PageContext;

/// What stands in the page's places.
#[derive(Debug)]
pub struct Parts {
    /// The document's title, as text.
    pub title: String,
    /// The end of the document's head.
    pub head: Markup,
    /// The bar above everything.
    pub header: Markup,
    /// The bill.
    pub bill: Markup,
    /// The form that pays without scripts, or what is said instead.
    pub pay: Markup,
    /// The checkout's state for the scripts; absent where none are needed.
    pub state: Option<Markup>,
    /// The end of the page.
    pub footer: Markup,
}

/// The template, cut at its places once.
#[derive(Debug)]
pub struct Shell {
    pieces: Vec<Piece>,
    stylesheets: Vec<String>,
    scripts: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Theme,
    Nonce,
    Title,
    Head,
    Header,
    Bill,
    Pay,
    State,
    Footer,
}

const MARKERS: [(&str, Piece); 9] = [
    ("<html ", Piece::Theme),
    ("{{__TRUNK_NONCE__}}", Piece::Nonce),
    ("<!--tatami:title-->", Piece::Title),
    ("<!--tatami:head-->", Piece::Head),
    ("<!--tatami:header-->", Piece::Header),
    ("<!--tatami:bill-->", Piece::Bill),
    ("<!--tatami:pay-->", Piece::Pay),
    ("<!--tatami:state-->", Piece::State),
    ("<!--tatami:footer-->", Piece::Footer),
];

impl Shell {
    /// Cuts the build's `index.html` at its markers. What is filled in is never searched for markers again.
    #[must_use]
    pub fn parse(html: &str) -> Self {
        let mut pieces = Vec::new();
        let mut rest = html;
        while let Some((at, marker, piece)) = first_marker(rest) {
            pieces.push(Piece::Text(rest[..at].to_owned()));
            pieces.push(piece);
            rest = &rest[at + marker.len()..];
        }
        pieces.push(Piece::Text(rest.to_owned()));
        Self {
            pieces,
            stylesheets: addresses(html, "<link", "stylesheet", "href=\""),
            scripts: addresses(html, "<script", "theme", "src=\""),
        }
    }

    /// The addresses of the style sheets, which all our pages use.
    #[must_use]
    pub fn stylesheets(&self) -> &[String] {
        &self.stylesheets
    }

    /// The addresses of the script that remembers the look, which all our pages use.
    #[must_use]
    pub fn scripts(&self) -> &[String] {
        &self.scripts
    }

    fn has(&self, place: &Piece) -> bool {
        self.pieces.contains(place)
    }

    /// The whole page.
    #[must_use]
    pub fn fill(&self, context: &PageContext, parts: &Parts) -> String {
        let mut page = String::with_capacity(16 * 1024);
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => page.push_str(text),
                Piece::Theme => {
                    page.push_str("<html ");
                    if let Some(theme) = context.theme.attribute() {
                        page.push_str("data-theme=\"");
                        page.push_str(theme);
                        page.push_str("\" ");
                    }
                }
                Piece::Nonce => page.push_str(context.nonce.as_str()),
                Piece::Title => page.push_str(&html! { (parts.title) }.into_string()),
                Piece::Head => page.push_str(&parts.head.0),
                Piece::Header => page.push_str(&parts.header.0),
                Piece::Bill => {
                    // A template without a place for the header shows it there.
                    if !self.has(&Piece::Header) {
                        page.push_str(&parts.header.0);
                    }
                    page.push_str(&parts.bill.0);
                }
                Piece::Pay => page.push_str(&parts.pay.0),
                Piece::State => {
                    if !self.has(&Piece::Footer) {
                        page.push_str(&parts.footer.0);
                    }
                    page.push_str(parts.state.as_ref().map_or("", |state| &state.0));
                }
                Piece::Footer => page.push_str(&parts.footer.0),
            }
        }
        page
    }
}

fn first_marker(text: &str) -> Option<(usize, &'static str, Piece)> {
    MARKERS
        .iter()
        .filter_map(|(marker, piece)| Some((text.find(marker)?, *marker, piece.clone())))
        .min_by_key(|(at, _, _)| *at)
}

/// The addresses in every `tag` that speaks of `word`.
fn addresses(html: &str, tag: &str, word: &str, attribute: &str) -> Vec<String> {
    html.split(tag)
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
        .filter(|rest| rest.contains(word))
        .filter_map(|rest| {
            let (_, value) = rest.split_once(attribute)?;
            value.split('"').next()
        })
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::context::tests::context;
    use crate::pages::theme::Theme;

    const INDEX: &str = r#"<!doctype html><html lang="en-GB"><head><title><!--tatami:title--></title>
<link rel="stylesheet" href="/assets/tokens-1234567890abcdef.css" integrity="x"><link rel="modulepreload" href="/assets/a.js">
<script src="/assets/theme-1234567890abcdef.js"></script>
<script type="module" nonce="{{__TRUNK_NONCE__}}">start()</script><!--tatami:head--></head>
<body><!--tatami:bill--><!--tatami:pay--><!--tatami:state--></body></html>"#;

    fn parts(title: &str) -> Parts {
        let text = |text: &str| html! { p { (text) } };
        Parts {
            title: title.to_owned(),
            head: text("head"),
            header: text("header"),
            bill: text("bill {{__TRUNK_NONCE__}} <!--tatami:pay-->"),
            pay: text("pay"),
            state: None,
            footer: text("footer"),
        }
    }

    #[test]
    fn every_place_is_filled_once_and_inert() {
        let shell = Shell::parse(INDEX);
        let mut context = context();
        context.theme = Theme::Dark;
        let page = shell.fill(&context, &parts("<script>"));
        assert!(page.starts_with("<!doctype html><html data-theme=\"dark\" lang=\"en-GB\">"));
        assert!(page.contains("<title>&lt;script&gt;</title>"));
        assert!(page.contains(&format!("nonce=\"{}\"", context.nonce.as_str())));
        assert!(page.contains("<body><p>header</p><p>bill"));
        assert!(page.contains("</p><p>pay</p><p>footer</p></body>"));
        // What a shop wrote is not taken for a place.
        assert!(page.contains("<p>bill {{__TRUNK_NONCE__}} &lt;!--tatami:pay--&gt;</p>"));
    }

    #[test]
    fn what_other_pages_share_is_found() {
        let shell = Shell::parse(INDEX);
        assert_eq!(shell.stylesheets(), ["/assets/tokens-1234567890abcdef.css"]);
        assert_eq!(shell.scripts(), ["/assets/theme-1234567890abcdef.js"]);
    }
}
