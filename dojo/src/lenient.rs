//! Reading what Dojo sends a little more generously than it documents: times without an offset, `null` for an empty list.

use serde::{Deserialize, Deserializer};

/// `null` read as the default: an empty list, an empty text.
pub(crate) fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// Times. Dojo writes ISO 8601 in UTC and sometimes leaves the `Z` off, for example on the secrets of subscriptions.
pub(crate) mod time {
    use jiff::{Timestamp, civil::DateTime, tz::Offset};
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    fn parse(text: &str) -> Result<Timestamp, jiff::Error> {
        text.parse().or_else(|with_offset| {
            let without_offset: DateTime = text.parse().map_err(|_| with_offset)?;
            Offset::UTC.to_timestamp(without_offset)
        })
    }

    pub(crate) fn serialize<S: Serializer>(
        time: &Timestamp,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        time.serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Timestamp, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse(&text).map_err(D::Error::custom)
    }

    /// The same for fields that may be absent or `null`.
    pub(crate) mod option {
        use super::{Deserialize, Deserializer, Error, Serialize, Serializer, Timestamp, parse};

        pub(crate) fn serialize<S: Serializer>(
            time: &Option<Timestamp>,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            time.serialize(serializer)
        }

        pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Option<Timestamp>, D::Error> {
            Option::<String>::deserialize(deserializer)?
                .map(|text| parse(&text).map_err(D::Error::custom))
                .transpose()
        }
    }
}
