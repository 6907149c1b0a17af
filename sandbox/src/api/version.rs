//! The `version` header.

use axum::http::HeaderMap;
use jiff::civil::Date;

use super::Problem;

/// A version of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Version {
    V2022_04_07,
    V2024_02_05,
    V2025_09_10,
    V2026_02_27,
}

impl Version {
    /// The version that a call asks for: the newest that is not later than the date; for an earlier date, the first.
    pub(crate) fn asked_for(headers: &HeaderMap) -> Result<Self, Problem> {
        let text = headers
            .get("version")
            .ok_or_else(|| Problem::field("version", "The version field is required."))?;
        let date: Date = text
            .to_str()
            .ok()
            .filter(|text| text.len() == 10)
            .and_then(|text| text.parse().ok())
            .ok_or_else(|| Problem::field("version", "The version must be a date: yyyy-MM-dd."))?;
        Ok(match (date.year(), date.month(), date.day()) {
            (2026, 2, 27..) | (2026, 3.., _) | (2027.., _, _) => Self::V2026_02_27,
            (2025, 9, 10..) | (2025, 10.., _) | (2026, _, _) => Self::V2025_09_10,
            (2024, 2, 5..) | (2024, 3.., _) | (2025, _, _) => Self::V2024_02_05,
            _ => Self::V2022_04_07,
        })
    }

    /// Since 2024-02-05 a client session secret is only made on request; before, always.
    pub(crate) fn always_makes_session(self) -> bool {
        self < Self::V2024_02_05
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Option<Version> {
        let mut headers = HeaderMap::new();
        headers.insert("version", text.parse().expect("a header"));
        Version::asked_for(&headers).ok()
    }

    #[test]
    fn a_date_means_the_newest_version_that_is_not_later() {
        assert_eq!(version("2031-01-01"), Some(Version::V2026_02_27));
        assert_eq!(version("2026-02-27"), Some(Version::V2026_02_27));
        assert_eq!(version("2026-02-26"), Some(Version::V2025_09_10));
        assert_eq!(version("2024-02-05"), Some(Version::V2024_02_05));
        assert_eq!(version("2024-02-04"), Some(Version::V2022_04_07));
        assert_eq!(version("2022-07-04"), Some(Version::V2022_04_07));
        for wrong in [
            "yesterday",
            "2026-13-01",
            "20260227",
            "2026-02-27T00:00:00Z",
        ] {
            assert_eq!(version(wrong), None, "{wrong}");
        }
    }
}
