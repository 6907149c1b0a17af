//! The merchant's colour, moved as far towards black or white as text in it needs to be read (WCAG 2.2, 1.4.3).

use std::fmt;

use shared::console::settings::ShownAccent;

/// The contrast that text must have against what lies behind it.
const READABLE: f64 = 4.5;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Colour([u8; 3]);

const WHITE: Colour = Colour([0xff, 0xff, 0xff]);
const BLACK: Colour = Colour([0x10, 0x14, 0x1c]);
/// The surface of cards in the dark theme (`frontend/style/tokens.css`).
const DARK_SURFACE: Colour = Colour([0x18, 0x1c, 0x24]);

/// The custom properties that put `accent` (`#rrggbb`) in place of the product's own colour, for both themes.
///
/// `None` if it is no colour.
#[must_use]
pub fn properties(accent: &str) -> Option<String> {
    let accent = Colour::parse(accent)?;
    let light = accent.readable_on(WHITE, BLACK);
    let dark = accent.readable_on(DARK_SURFACE, WHITE);
    Some(format!(
        ":root{{--brand:{light};--on-brand:{};--brand-dark:{dark};--on-brand-dark:{}}}",
        light.text_on_it(),
        dark.text_on_it(),
    ))
}

/// The colour as it stands on white and on the dark theme's surface. `None` if it is no colour.
#[must_use]
pub fn shown(accent: &str) -> Option<ShownAccent> {
    let accent = Colour::parse(accent)?;
    Some(ShownAccent {
        light: accent.readable_on(WHITE, BLACK).to_string(),
        dark: accent.readable_on(DARK_SURFACE, WHITE).to_string(),
    })
}

impl Colour {
    fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        Some(Self([channel(0)?, channel(2)?, channel(4)?]))
    }

    /// The colour itself, or the nearest mixture with `towards` that can be read on `surface`.
    fn readable_on(self, surface: Self, towards: Self) -> Self {
        (0..=20)
            .map(|step| self.mixed(towards, step * 5))
            .find(|colour| colour.contrast(surface) >= READABLE)
            .unwrap_or(towards)
    }

    fn text_on_it(self) -> Self {
        if self.contrast(WHITE) >= self.contrast(BLACK) {
            WHITE
        } else {
            BLACK
        }
    }

    fn mixed(self, other: Self, percent: u16) -> Self {
        let mix = |at: usize| {
            let sum = u16::from(self.0[at]) * (100 - percent) + u16::from(other.0[at]) * percent;
            u8::try_from(sum / 100).unwrap_or(u8::MAX)
        };
        Self([mix(0), mix(1), mix(2)])
    }

    fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Relative luminance as WCAG defines it.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|channel| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_readable_colour_is_left_alone() {
        let properties = properties("#2c4fa3").unwrap();
        assert!(
            properties.starts_with(":root{--brand:#2c4fa3;--on-brand:#ffffff;"),
            "{properties}"
        );
    }

    #[test]
    fn every_colour_becomes_readable_in_both_themes() {
        for text in [
            "#ffff00", "#ffffff", "#000000", "#777777", "#ff0000", "#00ff88",
        ] {
            let accent = Colour::parse(text).unwrap();
            let light = accent.readable_on(WHITE, BLACK);
            let dark = accent.readable_on(DARK_SURFACE, WHITE);
            assert!(light.contrast(WHITE) >= READABLE, "{text} became {light}");
            assert!(
                dark.contrast(DARK_SURFACE) >= READABLE,
                "{text} became {dark}"
            );
            assert!(light.contrast(light.text_on_it()) >= READABLE, "{text}");
            assert!(dark.contrast(dark.text_on_it()) >= READABLE, "{text}");
        }
    }

    #[test]
    fn only_colours_get_into_the_style_sheet() {
        for text in [
            "",
            "red",
            "#fff",
            "#12345g",
            "#ffffff;}body{display:none",
            "#é1234",
        ] {
            assert_eq!(properties(text), None, "{text}");
        }
    }
}
