//! The business's logo: a picture that its owner has sent, served from here and as nothing but a picture.

use std::io::Cursor;
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

/// The widest and the highest picture that is taken, in pixels.
const LARGEST_SIDE: u32 = 4_096;

/// What reading a picture may take, in bytes.
const MOST_MEMORY: usize = 32 * 1024 * 1024;

const NOT_WHOLE: &str =
    "This picture is damaged or not whole. Save it again, or choose another one.";

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
    let content_type = kind(&content).map_err(invalid)?;
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
    hex::encode(&Sha256::digest(content)[..16])
}

/// What the file is by its own bytes, if it is whole; what its name or the browser says counts for nothing.
fn kind(content: &[u8]) -> Result<&'static str, &'static str> {
    let (kind, whole) = if content.starts_with(b"\x89PNG\r\n\x1a\n") {
        return check_png(content).map(|()| "image/png");
    } else if content.starts_with(b"\xff\xd8\xff") {
        ("image/jpeg", content.ends_with(b"\xff\xd9"))
    } else if content.starts_with(b"RIFF") && content.get(8..12) == Some(b"WEBP") {
        ("image/webp", is_whole_webp(content))
    } else {
        return Err("Choose a picture: PNG, JPEG or WebP.");
    };
    if whole { Ok(kind) } else { Err(NOT_WHOLE) }
}

/// Whether every row can be read. They are read one by one: a small file may hold a large picture.
fn check_png(content: &[u8]) -> Result<(), &'static str> {
    let limits = png::Limits { bytes: MOST_MEMORY };
    let decoder = png::Decoder::new_with_limits(Cursor::new(content), limits);
    let mut reader = decoder.read_info().map_err(|_| NOT_WHOLE)?;
    if reader.info().width.max(reader.info().height) > LARGEST_SIDE {
        return Err("The picture is more than 4,096 pixels wide or high. Choose a smaller one.");
    }
    while reader.next_row().map_err(|_| NOT_WHOLE)?.is_some() {}
    reader.finish().map_err(|_| NOT_WHOLE)
}

/// Whether the file is as long as its head says.
fn is_whole_webp(content: &[u8]) -> bool {
    let said = content.get(4..8).and_then(|bytes| bytes.try_into().ok());
    let said = said.map(u32::from_le_bytes).map(usize::try_from);
    said == Some(Ok(content.len() - 8))
}

#[cfg(test)]
mod tests {
    use super::kind;

    #[test]
    fn only_pictures_that_cannot_run_anything_are_taken() {
        assert_eq!(kind(b"\xff\xd8\xff\xe0....\xff\xd9"), Ok("image/jpeg"));
        assert_eq!(kind(b"RIFF\x08\0\0\0WEBPVP8 "), Ok("image/webp"));
        for other in [
            &b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"[..],
            b"GIF89a",
            b"RIFF....WAVE",
            b"<!doctype html>",
            b"",
        ] {
            assert_eq!(kind(other), Err("Choose a picture: PNG, JPEG or WebP."));
        }
    }

    #[test]
    fn a_picture_that_was_cut_short_is_refused() {
        let mut picture = Vec::new();
        let mut writer = png::Encoder::new(&mut picture, 9, 9)
            .write_header()
            .unwrap();
        writer.write_image_data(&[7; 81]).unwrap();
        writer.finish().unwrap();
        assert_eq!(kind(&picture), Ok("image/png"));
        for cut in [12, 40, picture.len() - 13, picture.len() - 1] {
            assert!(kind(&picture[..cut]).is_err(), "{cut}");
        }
        let mut damaged = picture.clone();
        damaged[45] ^= 1;
        assert!(kind(&damaged).is_err());
        assert!(kind(b"\xff\xd8\xff\xe0....").is_err());
        assert!(kind(b"RIFF\x09\0\0\0WEBPVP8 ").is_err());
    }
}
