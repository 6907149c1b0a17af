//! Files that people choose.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::browser;

/// The file's bytes in base64 (RFC 4648, section 4); `None` if the browser cannot read it.
pub(crate) async fn in_base64(file: &File) -> Option<String> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    let bytes = Uint8Array::new(&buffer).to_vec();
    // The browser takes the bytes as the first 256 characters.
    let text: String = bytes.into_iter().map(char::from).collect();
    browser::window().btoa(&text).ok()
}
