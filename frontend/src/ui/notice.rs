//! A box that says what happened.

use super::{Node, Reading, node};

/// How grave it is; shown by shape, word and colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Info,
    /// Needs attention.
    Warning,
    /// Did not work.
    Error,
}

impl Tone {
    /// The box's classes.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Info => "notice notice-info",
            Self::Warning => "notice notice-warning",
            Self::Error => "notice notice-error",
        }
    }
}

/// What it says.
pub struct Notice {
    /// For moving the focus to it.
    pub id: &'static str,
    /// Of its [`Tone`].
    pub class: Reading<String>,
    /// Whether it is there at all.
    pub hidden: Reading<bool>,
    /// What happened.
    pub title: Reading<String>,
    /// Whether money moved, and what to do next.
    pub text: Reading<String>,
    /// Whether the button is there.
    pub no_remedy: Reading<bool>,
    /// What the button says.
    pub remedy: &'static str,
    /// What the button does.
    pub on_remedy: Box<dyn Fn()>,
}

/// The box: a title, a sentence, and a button.
#[must_use]
pub fn notice(notice: Notice) -> Node {
    let on_remedy = notice.on_remedy;
    node("div", "")
        .set("id", notice.id)
        .set("tabindex", "-1")
        .follows("class", notice.class)
        .is("hidden", notice.hidden)
        .with(node("p", "").shows(notice.title))
        .with(node("p", "").shows(notice.text))
        .with(
            node("button", "button")
                .set("type", "button")
                .is("hidden", notice.no_remedy)
                .on("click", Box::new(move |_| on_remedy()))
                .text(notice.remedy),
        )
}
