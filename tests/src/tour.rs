//! A walk through every page of the console that a link leads to, and every dialog in [`DIALOGS`].

use std::collections::{BTreeSet, VecDeque};

use anyhow::{Result, ensure};
use thirtyfour::Key;

use crate::{
    browser::Browser,
    element::Role,
    journey::Journey,
    pages::{ConsolePage, Staff},
    wait::until_true,
};

/// Dialogs: on which page, and which button opens them.
const DIALOGS: [(&str, &str); 11] = [
    ("console", "Search and commands Ctrl K"),
    ("console-payments", "Saved views"),
    ("console-payments-id", "Capture…"),
    ("console-payments-id", "Send receipt…"),
    ("console-links-id", "Share"),
    ("console-links-id", "Deactivate"),
    ("console-holds-id", "Send"),
    ("console-holds-id", "Cancel the hold"),
    ("console-customers-id", "Delete"),
    ("console-team", "Invite someone"),
    ("console-team", "Change Clara Clerk"),
];

/// Signs in, makes one of everything, goes everywhere that this role can go, and calls `look` with the name of each page and dialog.
///
/// # Errors
/// If a page does not load, and whatever `look` answers.
pub async fn tour(
    journey: &Journey,
    staff: Staff,
    mut look: impl AsyncFnMut(&Browser, &str) -> Result<()>,
) -> Result<()> {
    let browser = journey.browser.as_ref();
    let console = ConsolePage::sign_in(browser, &journey.stack, staff).await?;
    console.make_link("Order 245", "12.50").await?;
    console.make_hold("Table 4").await?;
    console.make_customer("Ada Lovelace").await?;
    let mut seen = BTreeSet::from(["console".to_owned()]);
    let mut opened = BTreeSet::new();
    let mut queue = VecDeque::from(["/console".to_owned()]);
    while let Some(path) = queue.pop_front() {
        let name = name_of(&path);
        console.open(&path).await?;
        is_settled(browser).await?;
        look(browser, &name).await?;
        for (page, button) in DIALOGS {
            if page == name && browser.has(Role::Button, button).await? {
                opened.insert((page, button));
                browser.press(button).await?;
                dialog_is_open(browser, true).await?;
                look(browser, &format!("{name}--{}", slug(button))).await?;
                browser.type_keys(Key::Escape).await?;
                dialog_is_open(browser, false).await?;
            }
        }
        for link in links(browser).await? {
            if seen.insert(name_of(&link)) {
                queue.push_back(link);
            }
        }
    }
    ensure!(seen.len() > 5, "only {seen:?} was found");
    let missed: Vec<_> = DIALOGS
        .iter()
        .filter(|dialog| !opened.contains(*dialog))
        .collect();
    ensure!(
        staff != Staff::Owner || missed.is_empty(),
        "nowhere: {missed:?}"
    );
    Ok(())
}

/// Waits until everything that the page loads is there.
async fn is_settled(browser: &Browser) -> Result<()> {
    let script = "return !document.querySelector('.skeleton, [aria-busy=true]') && !!document.querySelector('main h1')";
    until_true("the page to be complete", async || {
        Ok(browser.driver().execute(script, vec![]).await?.json() == &serde_json::json!(true))
    })
    .await
}

async fn dialog_is_open(browser: &Browser, open: bool) -> Result<()> {
    let script = "return !!document.querySelector('dialog:modal')";
    until_true("the dialog", async || {
        Ok(browser.driver().execute(script, vec![]).await?.json() == &serde_json::json!(open))
    })
    .await
}

async fn links(browser: &Browser) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('a[href^=\"/console\"]')].map((a) => a.getAttribute('href'))";
    Ok(browser.driver().execute(script, vec![]).await?.convert()?)
}

/// One name for all pages of a kind: what is asked for is left out, and ids are all the same.
fn name_of(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    let named = segments.map(|segment| if is_id(segment) { "id" } else { segment });
    named.collect::<Vec<_>>().join("-")
}

/// Ids are a prefix, an underscore and characters of which some are digits or capitals.
fn is_id(segment: &str) -> bool {
    segment
        .split_once('_')
        .is_some_and(|(prefix, rest)| prefix.len() <= 5 && rest.len() >= 8)
}

fn slug(text: &str) -> String {
    let letters = text.chars().map(|letter| {
        if letter.is_ascii_alphanumeric() {
            letter.to_ascii_lowercase()
        } else {
            '-'
        }
    });
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_a_kind_have_one_name() {
        assert_eq!(name_of("/console"), "console");
        assert_eq!(
            name_of("/console/payments/pi_sandbox_AbC0123?tab=raw"),
            "console-payments-id"
        );
        assert_eq!(name_of("/console/phone-orders"), "console-phone-orders");
    }
}
