//! How an account wants its webhooks spoiled, repeatably by seed.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

/// Within how long shuffled deliveries arrive.
const SHUFFLED_WITHIN_MS: u64 = 2_000;

/// Duplicates, reorders, delays or loses deliveries.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Mode {
    /// How often each event is delivered.
    pub copies: u32,
    /// Whether deliveries overtake each other.
    pub shuffle: bool,
    /// How many milliseconds each is late.
    pub delay_ms: u64,
    /// The share that is lost, 0 to 1.
    pub drop: f64,
    /// The same seed spoils the same deliveries.
    pub seed: u64,
    /// How many were drawn since the mode was set.
    #[serde(rename = "drawn")]
    pub(crate) drawn: u64,
}

impl Default for Mode {
    fn default() -> Self {
        Self {
            copies: 1,
            shuffle: false,
            delay_ms: 0,
            drop: 0.0,
            seed: 0,
            drawn: 0,
        }
    }
}

/// What happens to one delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fate {
    pub(super) lost: bool,
    pub(super) delay: SignedDuration,
}

impl Mode {
    /// The most copies of an event that can be asked for.
    pub const MOST_COPIES: u32 = 20;
    /// The longest delay that can be asked for: a day.
    pub const LONGEST_DELAY_MS: u64 = 86_400_000;

    pub(super) fn copies(&self) -> u32 {
        self.copies.clamp(1, Self::MOST_COPIES)
    }

    pub(super) fn next_fate(&mut self) -> Fate {
        let lost = self.draw() < share_of_draws(self.drop);
        let late = match self.shuffle {
            true => u64::from(self.draw()) % SHUFFLED_WITHIN_MS,
            false => 0,
        };
        let milliseconds = self
            .delay_ms
            .min(Self::LONGEST_DELAY_MS)
            .saturating_add(late);
        Fate {
            lost,
            delay: SignedDuration::from_millis(i64::try_from(milliseconds).unwrap_or(0)),
        }
    }

    /// SplitMix64, its upper half: evenly spread over all `u32`.
    fn draw(&mut self) -> u32 {
        self.drawn = self.drawn.wrapping_add(1);
        let mut bits = self
            .seed
            .wrapping_add(self.drawn.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u32::try_from((bits ^ (bits >> 31)) >> 32).unwrap_or(u32::MAX)
    }
}

/// Below which draw a share of 0 to 1 lies. All of them lie below for 1, apart from the very largest.
fn share_of_draws(share: f64) -> u32 {
    let mut limit = 0;
    let mut rest = share.clamp(0.0, 1.0);
    for bit in (0..u32::BITS).rev() {
        rest *= 2.0;
        if rest >= 1.0 {
            limit |= 1 << bit;
            rest -= 1.0;
        }
    }
    if share >= 1.0 { u32::MAX } else { limit }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fates(mode: Mode, count: usize) -> Vec<Fate> {
        let mut mode = mode;
        std::iter::repeat_with(|| mode.next_fate())
            .take(count)
            .collect()
    }

    #[test]
    fn the_same_seed_spoils_the_same_deliveries() {
        let mode = Mode {
            shuffle: true,
            drop: 0.5,
            seed: 7,
            ..Mode::default()
        };
        assert_eq!(fates(mode, 50), fates(mode, 50));
        assert_ne!(fates(mode, 50), fates(Mode { seed: 8, ..mode }, 50));
    }

    #[test]
    fn the_share_that_is_lost_is_the_share_asked_for() {
        let lost = |drop| {
            let mode = Mode {
                drop,
                seed: 1,
                ..Mode::default()
            };
            fates(mode, 1_000).iter().filter(|fate| fate.lost).count()
        };
        assert_eq!(lost(0.0), 0);
        assert_eq!(lost(1.0), 1_000);
        assert!((200..300).contains(&lost(0.25)), "{}", lost(0.25));
    }
}
