//! The account's virtual clock, with buttons that move it.

use maud::{Markup, html};

use super::frame::{Head, account_path, time};

/// What the buttons say, and how many seconds they mean.
pub(super) const STEPS: [(&str, u32); 6] = [
    ("+1 minute", 60),
    ("+30 minutes", 1_800),
    ("+1 hour", 3_600),
    ("+1 day", 86_400),
    ("+7 days", 604_800),
    ("+30 days", 2_592_000),
];

/// The clock at the head of the account's pages.
pub(super) fn panel(head: &Head<'_>) -> Markup {
    html! {
        section class="clock" aria-label="Clock" {
            p {
                span class="muted" { "Account time " }
                strong { (time(head.now)) " UTC" }
                @if head.ahead > 0 { span class="muted" { " · " (ahead(head.ahead)) " ahead" } }
            }
            form method="post" action={ (account_path(head.account)) "/clock" } class="steps" {
                input type="hidden" name="back" value=(head.tab.path(head.account));
                @for (words, seconds) in STEPS {
                    button class="button button-small" name="seconds" value=(seconds) { (words) }
                }
            }
        }
    }
}

fn ahead(seconds: i64) -> String {
    let parts = [
        (seconds / 86_400, "d"),
        (seconds / 3_600 % 24, "h"),
        (seconds / 60 % 60, "min"),
        (seconds % 60, "s"),
    ];
    let texts: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, unit)| format!("{count} {unit}"))
        .collect();
    texts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_is_told_without_empty_parts() {
        assert_eq!(ahead(60), "1 min");
        assert_eq!(ahead(90_061), "1 d 1 h 1 min 1 s");
    }
}
