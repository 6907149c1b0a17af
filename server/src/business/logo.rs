//! The business's logo: a picture that its owner has sent, served from here and as nothing but a picture.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use shared::console::settings::LARGEST_LOGO;

use super::BusinessSettings;
use super::change::{self, Section};
use crate::DomainError;
use crate::app::App;
use crate::staff::Actor;
use crate::store::logos;

/// A logo to be served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// `image/png`, `image/jpeg` or `image/webp`.
    pub content_type: &'static str,
    /// The file.
    pub content: Vec<u8>,
}

/// Puts the picture in the place of the logo; `None` takes the logo away. `content` is base64.
///
/// # Errors
/// [`DomainError::InvalidField`] if it is too large or no such picture; [`DomainError::Stale`], [`DomainError::Store`].
pub(crate) async fn set(
    app: &App,
    actor: &Actor,
    seen_version: i64,
    content: Option<&str>,
) -> Result<Arc<BusinessSettings>, DomainError> {
    let logo = content.map(taken_in).transpose()?;
    let mut begun = change::begin(app, seen_version).await?;
    logos::clear(&mut begun.tx).await?;
    begun.stored.logo = None;
    if let Some(logo) = logo {
        let name = name(&logo.content);
        let content = STANDARD.encode(&logo.content);
        logos::put(&mut begun.tx, &name, logo.content_type, &content, begun.now).await?;
        begun.stored.logo = Some(name);
    }
    change::finish(app, actor, Section::Logo, begun).await
}

fn taken_in(content: &str) -> Result<Logo, DomainError> {
    let content = STANDARD
        .decode(content)
        .map_err(|_| invalid("The file did not arrive whole. Choose it again."))?;
    if content.len() > LARGEST_LOGO {
        return Err(invalid("The file is above 200 kB. Choose a smaller one."));
    }
    let content_type =
        kind(&content).ok_or_else(|| invalid("Choose a picture: PNG, JPEG or WebP."))?;
    Ok(Logo {
        content_type,
        content,
    })
}

/// The logo of this name, if it is the present one.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn find(app: &App, name: &str) -> Result<Option<Logo>, DomainError> {
    let Some((content_type, content)) = logos::find(&app.store, name).await? else {
        return Ok(None);
    };
    let content = STANDARD
        .decode(content)
        .map_err(|cause| DomainError::Internal(format!("logo: {cause}")))?;
    let content_type = ["image/png", "image/jpeg", "image/webp"]
        .into_iter()
        .find(|kind| *kind == content_type);
    Ok(content_type.map(|content_type| Logo {
        content_type,
        content,
    }))
}

fn invalid(message: &str) -> DomainError {
    DomainError::invalid("value.content", message)
}

fn name(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    digest
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// What the file is by its own first bytes; what its name or the browser says counts for nothing.
fn kind(content: &[u8]) -> Option<&'static str> {
    if content.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some("image/png")
    } else if content.starts_with(b"\xff\xd8\xff") {
        Some("image/jpeg")
    } else if content.starts_with(b"RIFF") && content.get(8..12) == Some(b"WEBP") {
        Some("image/webp")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::kind;

    #[test]
    fn only_pictures_that_cannot_run_anything_are_taken() {
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n...."), Some("image/png"));
        assert_eq!(kind(b"\xff\xd8\xff\xe0...."), Some("image/jpeg"));
        assert_eq!(kind(b"RIFF....WEBPVP8 "), Some("image/webp"));
        for other in [
            &b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"[..],
            b"GIF89a",
            b"RIFF....WAVE",
            b"<!doctype html>",
            b"",
        ] {
            assert_eq!(kind(other), None);
        }
    }
}
