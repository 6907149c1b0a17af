//! `cargo xtask tidy`: the conventions of docs/architecture.md that no compiler checks.

use std::{fs, path::Path, process::Command};

use anyhow::{Result, bail};

use crate::{process, workspace};

/// Two subjects in one file, above this.
const LONGEST: usize = 300;

/// Reads every file that git knows and reports each breach with its place.
pub(crate) fn run() -> Result<()> {
    let mut git = Command::new("git");
    git.current_dir(workspace::root()).args([
        "ls-files",
        "--cached",
        "--others",
        "--exclude-standard",
    ]);
    let mut breaches = Vec::new();
    for name in process::output(&mut git)?.lines() {
        if let Ok(text) = fs::read_to_string(workspace::root().join(name)) {
            let breach = |line: usize, what: &str| format!("{name}:{line}: {what}");
            check(name, &text, &mut |line, what| {
                breaches.push(breach(line, what));
            });
        }
    }
    if breaches.is_empty() {
        println!("Conventions: no breach.");
        return Ok(());
    }
    bail!(
        "{}\nConventions: {} breaches.",
        breaches.join("\n"),
        breaches.len()
    )
}

fn check(name: &str, text: &str, breach: &mut dyn FnMut(usize, &str)) {
    let extension = Path::new(name)
        .extension()
        .and_then(|extension| extension.to_str());
    if matches!(extension, Some("rs" | "js" | "css" | "html")) {
        if !is_test(name) {
            length(text, breach);
        }
        unfinished(name, text, breach);
    }
    if extension == Some("rs") {
        if !text.trim_start().starts_with("//!") {
            breach(
                1,
                "a module opens with a //! sentence that says what is inside",
            );
        }
        boundaries(name, text, breach);
    }
}

/// Test files are long as lists are, and look into the database on purpose.
fn is_test(name: &str) -> bool {
    name.contains("/tests/") || name.ends_with("/tests.rs")
}

fn length(text: &str, breach: &mut dyn FnMut(usize, &str)) {
    let before_tests = text
        .lines()
        .take_while(|line| line.trim() != "#[cfg(test)]")
        .count();
    if before_tests > LONGEST {
        breach(LONGEST, "more than 300 lines: two subjects in one file?");
    }
}

fn unfinished(name: &str, text: &str, breach: &mut dyn FnMut(usize, &str)) {
    if name.starts_with("xtask/") {
        return;
    }
    for (at, line) in text.lines().enumerate() {
        for word in ["TODO", "FIXME", "XXX", "lorem ipsum", "coming soon"] {
            if line.contains(word) {
                breach(at + 1, "unfinished");
            }
        }
    }
}

/// Who may know what, as docs/architecture.md draws it.
fn boundaries(name: &str, text: &str, breach: &mut dyn FnMut(usize, &str)) {
    let sql = ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM "];
    let waits = ["thread::sleep", "time::sleep("];
    for (at, line) in text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
    {
        let at = at + 1;
        if name.starts_with("server/src/")
            && !name.starts_with("server/src/store/")
            && !is_test(name)
            && sql.iter().any(|sql| line.contains(sql))
        {
            breach(at, "SQL belongs in server/src/store");
        }
        if name.starts_with("frontend/")
            && ["payment-intents", "api.dojo.tech"]
                .iter()
                .any(|dojo| line.contains(dojo))
        {
            breach(at, "the browser never speaks to Dojo's API");
        }
        if name.starts_with("tests/") && waits.iter().any(|wait| line.contains(wait)) {
            breach(at, "a test waits for a condition, never for time");
        }
        if line.trim_start().starts_with("#[ignore") {
            breach(at, "a test that is not run proves nothing");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaches(name: &str, text: &str) -> usize {
        let mut count = 0;
        check(name, text, &mut |_, _| count += 1);
        count
    }

    #[test]
    fn sql_is_found_outside_the_store_only() {
        let text = "//! A module.\nlet sql = \"SELECT 1\";\n";
        assert_eq!(breaches("server/src/checkout/open.rs", text), 1);
        assert_eq!(breaches("server/src/store/checkouts.rs", text), 0);
    }

    #[test]
    fn a_module_without_its_sentence_is_found() {
        assert_eq!(breaches("shared/src/money.rs", "use std::fmt;\n"), 1);
    }

    #[test]
    fn a_long_file_is_found_and_its_tests_do_not_count() {
        let long = format!("//! Long.\n{}", "// line\n".repeat(LONGEST));
        assert_eq!(breaches("shared/src/money.rs", &long), 1);
        let tested = format!("//! Short.\n#[cfg(test)]\n{}", "// line\n".repeat(LONGEST));
        assert_eq!(breaches("shared/src/money.rs", &tested), 0);
    }

    #[test]
    fn a_browser_that_names_dojos_api_is_found() {
        assert_eq!(
            breaches(
                "frontend/src/api/mod.rs",
                "//! Api.\nlet path = \"/payment-intents\";\n"
            ),
            1
        );
    }
}
