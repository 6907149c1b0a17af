//! Finding elements as a person would: by role and name.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use thirtyfour::{WebElement, error::WebDriverErrorInner};

use crate::{browser::Browser, wait::until};

/// What kind of thing is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Something to press.
    Button,
    /// Something that leads elsewhere.
    Link,
    /// Any level.
    Heading,
    /// One of several choices.
    Radio,
    /// A choice of its own.
    Checkbox,
    /// A field for text, numbers, or a list to choose from.
    Field,
    /// A document in the document, by its title.
    Frame,
    /// What opens to show more.
    Disclosure,
}

impl Role {
    fn word(self) -> &'static str {
        match self {
            Self::Button => "button",
            Self::Link => "link",
            Self::Heading => "heading",
            Self::Radio => "radio",
            Self::Checkbox => "checkbox",
            Self::Field => "field",
            Self::Frame => "frame",
            Self::Disclosure => "disclosure",
        }
    }
}

/// How the name is compared.
#[derive(Clone, Copy, Debug)]
pub enum Name<'a> {
    /// Exactly this.
    Is(&'a str),
    /// This, and perhaps more.
    Begins(&'a str),
}

impl Browser {
    /// Every element with this role and name that is shown in the current document now.
    ///
    /// # Errors
    /// If the page cannot be asked.
    pub async fn all(&self, role: Role, name: Name<'_>) -> Result<Vec<WebElement>> {
        self.all_in(None, role, name).await
    }

    /// As [`Browser::all`], in the group with this legend.
    async fn all_in(
        &self,
        legend: Option<&str>,
        role: Role,
        name: Name<'_>,
    ) -> Result<Vec<WebElement>> {
        let (text, goes_on) = match name {
            Name::Is(text) => (text, false),
            Name::Begins(text) => (text, true),
        };
        let arguments: Vec<Value> = vec![
            json!(role.word()),
            json!(text),
            json!(goes_on),
            json!(legend),
        ];
        let found = self
            .driver()
            .execute(
                concat!(include_str!("names.js"), include_str!("elements.js")),
                arguments,
            )
            .await?;
        Ok(found.elements()?)
    }

    /// Waits for the one element with this role and name.
    ///
    /// # Errors
    /// If it does not appear, or there are several.
    pub async fn find(&self, role: Role, name: Name<'_>) -> Result<WebElement> {
        until(&format!("one {} {name:?}", role.word()), async || {
            let mut all = self.all(role, name).await?;
            ensure!(all.len() <= 1, "there are {}", all.len());
            Ok(all.pop())
        })
        .await
    }

    /// Whether there is such an element now.
    ///
    /// # Errors
    /// If the page cannot be asked.
    pub async fn has(&self, role: Role, name: &str) -> Result<bool> {
        Ok(!self.all(role, Name::Is(name)).await?.is_empty())
    }

    /// Waits until it is there.
    ///
    /// # Errors
    /// If it does not appear.
    pub async fn sees(&self, role: Role, name: &str) -> Result<()> {
        self.find(role, Name::Is(name)).await.map(drop)
    }

    /// Presses the button with this name once it is enabled.
    ///
    /// # Errors
    /// If there is none, or it stays disabled or covered.
    pub async fn press(&self, name: &str) -> Result<()> {
        self.click(Role::Button, Name::Is(name)).await
    }

    /// Follows the link with this name.
    ///
    /// # Errors
    /// If there is none.
    pub async fn follow(&self, name: &str) -> Result<()> {
        self.click(Role::Link, Name::Is(name)).await
    }

    /// Chooses the radio button or ticks the box with this name, by its label, as people do.
    ///
    /// # Errors
    /// If there is none, or it does not become chosen.
    pub async fn choose(&self, role: Role, name: Name<'_>) -> Result<()> {
        until(&format!("{name:?} to be chosen"), async || {
            let mut all = self.all(role, name).await?;
            ensure!(all.len() <= 1, "there are {}", all.len());
            let Some(input) = all.pop() else {
                return Ok(None);
            };
            if input.is_selected().await? {
                return Ok(Some(()));
            }
            let label = "return arguments[0].labels?.[0] ?? arguments[0]";
            let label = self.driver().execute(label, vec![input.to_json()?]).await?;
            click_or_not_yet(&label.element()?).await?;
            Ok(input.is_selected().await?.then_some(()))
        })
        .await
    }

    /// Types into the field with this label once it can be typed into, in place of what it held.
    ///
    /// # Errors
    /// If there is none.
    pub async fn fill(&self, label: &str, text: &str) -> Result<()> {
        self.fill_in(None, label, text).await
    }

    /// As [`Browser::fill`], in the group with this legend.
    ///
    /// # Errors
    /// If there is none.
    pub async fn fill_in(&self, legend: Option<&str>, label: &str, text: &str) -> Result<()> {
        until(
            &format!("field {label:?} that can be typed into"),
            async || {
                let mut all = self.all_in(legend, Role::Field, Name::Is(label)).await?;
                ensure!(all.len() <= 1, "there are {}", all.len());
                let Some(field) = all.pop() else {
                    return Ok(None);
                };
                ensure!(field.is_enabled().await?, "it is disabled");
                field.clear().await?;
                field.send_keys(text).await?;
                Ok(Some(()))
            },
        )
        .await
    }

    /// Clicks it once it is enabled.
    ///
    /// # Errors
    /// If there is none, or it stays disabled or covered.
    pub async fn click(&self, role: Role, name: Name<'_>) -> Result<()> {
        until(
            &format!("{} {name:?} that can be pressed", role.word()),
            async || self.click_now(role, name).await,
        )
        .await?
    }

    /// Clicks it if that is possible now, and says what came of it: whatever that is, nobody clicks again.
    pub(crate) async fn click_now(&self, role: Role, name: Name<'_>) -> Result<Option<Result<()>>> {
        let mut all = self.all(role, name).await?;
        ensure!(all.len() <= 1, "there are {}", all.len());
        let Some(element) = all.pop() else {
            return Ok(None);
        };
        ensure!(element.is_enabled().await?, "it is disabled");
        Ok(click_or_not_yet(&element).await.transpose())
    }

    /// Waits until the text is shown in the current document.
    ///
    /// # Errors
    /// If it is not in time; the error holds what is shown instead.
    pub async fn reads(&self, text: &str) -> Result<()> {
        until(&format!("the text {text:?}"), async || {
            let shown = self.text().await?;
            ensure!(shown.contains(text), "shown instead:\n{shown}");
            Ok(Some(()))
        })
        .await
    }

    /// All text shown in the current document, runs of white space made one, apostrophes made straight.
    ///
    /// # Errors
    /// If the page cannot be asked.
    pub async fn text(&self) -> Result<String> {
        let text = self
            .driver()
            .execute(
                "return document.body ? document.body.innerText : ''",
                vec![],
            )
            .await?;
        let text: String = text.convert()?;
        let words: Vec<&str> = text.split_whitespace().collect();
        Ok(words.join(" ").replace('’', "'"))
    }
}

/// Clicks; an element that moved, went or is covered at this moment was not clicked, so it may be clicked later.
async fn click_or_not_yet(element: &WebElement) -> Result<Option<()>> {
    match element.click().await {
        Ok(()) => Ok(Some(())),
        Err(error) => match &*error {
            WebDriverErrorInner::ElementClickIntercepted(_)
            | WebDriverErrorInner::ElementNotInteractable(_)
            | WebDriverErrorInner::StaleElementReference(_) => Ok(None),
            _ => Err(error.into()),
        },
    }
}
