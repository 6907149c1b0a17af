//! The staff, and those who were invited.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::free_text::is_hidden;
use crate::{EmailAddress, Role, card_number};

/// Answer of `GET /api/console/team`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Team {
    /// Everybody who has an account, by name.
    pub members: Vec<Member>,
    /// Those who were invited and have not come yet, the newest first.
    pub invitations: Vec<Invitation>,
}

/// Somebody with an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// `st_…`
    pub id: String,
    /// As colleagues know them.
    pub name: String,
    /// With what they sign in.
    pub email_address: String,
    /// What they may do.
    pub role: Role,
    /// When the account was made.
    pub created_at: i64,
    /// When they last signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_in_at: Option<i64>,
    /// Since when they may not sign in any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled_at: Option<i64>,
}

/// Somebody who was invited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    /// `sl_…`
    pub id: String,
    /// As colleagues know them.
    pub name: String,
    /// With what they will sign in.
    pub email_address: String,
    /// What they will be able to do.
    pub role: Role,
    /// Who invited them.
    pub invited_by: String,
    /// When.
    pub created_at: i64,
    /// Until when the link works.
    pub expires_at: i64,
}

/// Body of `POST /api/console/team/invitations`. Answer: [`PersonalLink`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewInvitation {
    /// As colleagues know them.
    pub name: PersonName,
    /// With what they will sign in.
    pub email_address: EmailAddress,
    /// What they will be able to do.
    pub role: Role,
}

/// A link that lets one person in, once. It is shown once and cannot be had again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PersonalLink {
    /// The whole address.
    pub url: String,
    /// Whom it is for.
    pub name: String,
    /// Where to send it.
    pub email_address: String,
    /// Until when it works.
    pub expires_at: i64,
}

/// Body of `PUT /api/console/team/{id}/role`. Answer: [`Member`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoleChange {
    /// What they may do from now on.
    pub role: Role,
    /// What the screen showed, so that two owners do not undo each other's change unawares.
    pub seen_role: Role,
}

/// A person's name: 1 to 80 characters, none of them hidden, and no card number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);

/// The text cannot be a person's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidPersonName;

impl fmt::Display for InvalidPersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Enter a name of at most 80 characters, such as Ada Lovelace.")
    }
}

impl std::error::Error for InvalidPersonName {}

impl PersonName {
    /// The name without outer white space.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for PersonName {
    type Error = InvalidPersonName;

    fn try_from(text: String) -> Result<Self, InvalidPersonName> {
        let name = text.trim();
        let fits = (1..=80).contains(&name.chars().count());
        if fits && !name.chars().any(is_hidden) && !card_number::is_in(name) {
            Ok(Self(name.to_owned()))
        } else {
            Err(InvalidPersonName)
        }
    }
}

impl From<PersonName> for String {
    fn from(name: PersonName) -> Self {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_people_are_taken_and_card_numbers_are_not() {
        for good in [" Ada Lovelace ", "李", "שרה", "Dr. O’Neill-Müller 3rd"] {
            assert!(PersonName::try_from(good.to_owned()).is_ok(), "{good}");
        }
        for bad in [
            "",
            "   ",
            "a\nb",
            "5200 0000 0000 1005",
            "\u{200b}",
            "\u{202e}evil",
            &"x".repeat(81),
        ] {
            assert!(PersonName::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }
}
