//! Using a page with the keyboard alone.

use anyhow::{Result, bail, ensure};
use serde::Deserialize;
use thirtyfour::{Key, TypingData};

use crate::{browser::Browser, wait::until};

/// More stops than any page here has.
const MOST_STOPS: usize = 80;

/// What has the focus.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Focused {
    /// `BUTTON`, `INPUT`, …
    pub tag: String,
    /// Its accessible name.
    pub name: String,
    /// Whether a ring shows it.
    pub visible: bool,
}

impl Browser {
    /// What has the focus, in a frame perhaps.
    ///
    /// # Errors
    /// If the page cannot be asked.
    pub async fn focused(&self) -> Result<Option<Focused>> {
        let outer = self.focused_here().await?;
        let in_frame = outer
            .as_ref()
            .is_some_and(|focused| focused.tag == "IFRAME");
        if !in_frame {
            return Ok(outer);
        }
        self.driver().active_element().await?.enter_frame().await?;
        let inner = self.focused_here().await;
        self.leave_frames().await?;
        Ok(inner?.or(outer))
    }

    async fn focused_here(&self) -> Result<Option<Focused>> {
        let script = concat!(include_str!("names.js"), include_str!("focused.js"));
        Ok(self.driver().execute(script, vec![]).await?.convert()?)
    }

    /// Presses keys, wherever the focus is.
    ///
    /// # Errors
    /// If the browser refuses.
    pub async fn type_keys(&self, keys: impl Into<TypingData>) -> Result<()> {
        Ok(self
            .driver()
            .action_chain()
            .send_keys(keys)
            .perform()
            .await?)
    }

    /// Presses Tab until what has this name has the focus. On the way, every stop must be visible as such.
    ///
    /// # Errors
    /// If it is never reached, or a stop cannot be seen.
    pub async fn tab_to(&self, name: &str) -> Result<Focused> {
        let mut passed = Vec::new();
        for _ in 0..MOST_STOPS {
            if let Some(focused) = self.focused().await? {
                ensure!(
                    focused.visible || matches!(focused.tag.as_str(), "IFRAME" | "H1" | "MAIN"),
                    "nobody can see that {focused:?} has the focus"
                );
                if focused.name == name {
                    return Ok(focused);
                }
                passed.push(focused.name);
            }
            self.type_keys(Key::Tab).await?;
        }
        bail!("{name:?} is never reached by Tab, only {passed:?}")
    }

    /// Waits until the focus is on what has this name.
    ///
    /// # Errors
    /// If it is not in time.
    pub async fn focus_is_on(&self, name: &str) -> Result<()> {
        until(&format!("the focus on {name:?}"), async || {
            let focused = self.focused().await?;
            ensure!(
                focused.as_ref().is_some_and(|focused| focused.name == name),
                "it is on {focused:?}"
            );
            Ok(Some(()))
        })
        .await
    }
}
