//! How a checkout ended.

use anyhow::{Context, Result, ensure};
use serde_json::json;

use crate::{browser::Browser, element::Role};

/// `/pay/{id}` once it is settled, and other pages with a heading of their own.
#[derive(Clone, Copy, Debug)]
pub struct OutcomePage<'a> {
    browser: &'a Browser,
}

impl<'a> OutcomePage<'a> {
    /// Waits until the page has this heading.
    ///
    /// # Errors
    /// If it does not.
    pub async fn appears(browser: &'a Browser, heading: &str) -> Result<Self> {
        browser
            .sees(Role::Heading, heading)
            .await
            .context(browser.text().await.unwrap_or_default())?;
        Ok(Self { browser })
    }

    /// What the page states under this name, such as "Amount".
    ///
    /// # Errors
    /// If it states nothing of the kind.
    pub async fn fact(&self, name: &str) -> Result<String> {
        let script = "
            const term = [...document.querySelectorAll('dt')].find((term) => term.textContent.trim() === arguments[0]);
            return term ? term.nextElementSibling.innerText.trim() : null;
        ";
        let found = self
            .browser
            .driver()
            .execute(script, vec![json!(name)])
            .await?;
        let found: Option<String> = found.convert()?;
        found.with_context(|| format!("the page does not state {name:?}"))
    }

    /// Checks what the page states.
    ///
    /// # Errors
    /// What differs.
    pub async fn states(&self, facts: &[(&str, &str)]) -> Result<()> {
        for (name, expected) in facts {
            let found = self.fact(name).await?;
            ensure!(found == *expected, "{name} is {found:?}, not {expected:?}");
        }
        Ok(())
    }
}
