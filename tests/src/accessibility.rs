//! axe-core, in the page and in every frame of it.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::{
    browser::Browser,
    element::{Name, Role},
    launch::required_path,
};

/// What a frame of a page must meet; outlines and landmarks are the page's own affair.
const RULES_IN_FRAMES: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

impl Browser {
    /// Fails if axe-core finds anything at all in what is shown, in the page or in a frame of it.
    ///
    /// # Errors
    /// The violations, each with its rule, its help and the elements.
    pub async fn expect_accessible(&self) -> Result<()> {
        let mut violations = self.violations(None).await?;
        for frame in self.all(Role::Frame, Name::Begins("")).await? {
            frame.enter_frame().await?;
            violations.extend(self.violations(Some(&RULES_IN_FRAMES)).await?);
            self.leave_frames().await?;
        }
        let count = violations.len();
        ensure!(count == 0, "{count} violations\n{}", violations.join("\n"));
        Ok(())
    }

    async fn violations(&self, rules: Option<&[&str]>) -> Result<Vec<String>> {
        let axe = std::fs::read_to_string(required_path("TATAMI_AXE")?)?;
        let loaded = self
            .driver()
            .execute("return Boolean(window.axe)", vec![])
            .await?;
        if loaded.json() != &json!(true) {
            self.driver().execute(axe, vec![]).await?;
        }
        let run = "
            const [tags, done] = arguments;
            const options = { iframes: false, resultTypes: ['violations'] };
            if (tags) options.runOnly = { type: 'tag', values: tags };
            axe.run(document, options).then(({ violations }) => done(violations), (error) => done(String(error)));
        ";
        let found = self.driver().execute_async(run, vec![json!(rules)]).await?;
        let found = found
            .json()
            .as_array()
            .with_context(|| format!("axe-core says {}", found.json()))?;
        Ok(found.iter().map(describe).collect())
    }
}

fn describe(violation: &Value) -> String {
    let text = |name: &str| violation[name].as_str().unwrap_or_default().to_owned();
    let nodes = violation["nodes"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let places: Vec<String> = nodes
        .iter()
        .map(|node| {
            let summary = node["failureSummary"].as_str().unwrap_or_default();
            format!(
                "    {}\n      {}",
                node["html"].as_str().unwrap_or_default(),
                summary.replace('\n', " ")
            )
        })
        .collect();
    format!(
        "  {} ({}): {}\n{}",
        text("id"),
        text("impact"),
        text("help"),
        places.join("\n")
    )
}
