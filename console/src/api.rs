//! The only fetches: requests to `/api/console`, their answers typed.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::console::session::IDLE_HEADER;
use shared::{ApiProblem, ErrorCode};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestInit, Response};

use crate::idempotency::Change;
use crate::{browser, card_numbers, idle, session};

/// Where everything is.
const BASE: &str = "/api/console";

/// How long a reading may take (milliseconds).
const READING_PATIENCE: u32 = 20_000;

/// How long a change may take (milliseconds): the server itself waits for Dojo, at most three times 20 seconds.
const CHANGE_PATIENCE: u32 = 75_000;

thread_local! {
    /// How many changes were answered so far.
    static CHANGES: Cell<u32> = const { Cell::new(0) };
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The server said no, and why.
    Refused(ApiProblem),
    /// The server was not reached. A change may have been carried out or not.
    Offline,
    /// The answer is none of ours.
    Unreadable,
}

impl Error {
    /// What programs tell apart.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Refused(problem) => problem.code,
            Self::Offline | Self::Unreadable => ErrorCode::Unknown,
        }
    }

    /// The JSON path of the field at fault.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::Refused(problem) => problem.field.as_deref(),
            Self::Offline | Self::Unreadable => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            // The server's words for this are for shoppers who follow a link.
            Self::Refused(problem) if problem.code == ErrorCode::NotFound => {
                "This is not there any more, or not yours to see. Nothing was changed."
            }
            Self::Refused(problem) => &problem.message,
            Self::Offline => {
                "The server cannot be reached. Check your connection, then try again: nothing is done twice."
            }
            Self::Unreadable => "The server's answer could not be read. Reload the page to see how things stand.",
        })
    }
}

/// Reads.
///
/// # Errors
/// Every [`Error`].
pub async fn get<T: DeserializeOwned>(path: &str) -> Result<T, Error> {
    read(&get_text(path.to_owned()).await?)
}

/// The text of a reading, to be parsed by [`parse`]. What was asked for before a change was answered may not know of it, and
/// would undo it on the screen; so it is asked for again.
pub(crate) async fn get_text(path: String) -> Result<Rc<str>, Error> {
    loop {
        let asked_at = CHANGES.get();
        let text = send("GET", &path, None, None).await?;
        if asked_at == CHANGES.get() {
            return Ok(Rc::from(text));
        }
    }
}

/// What a text of the server's says.
///
/// # Errors
/// [`Error::Unreadable`].
pub(crate) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    read(text)
}

/// Makes or does something, once however often it is asked for until the outcome is known ([`Change`]).
///
/// # Errors
/// Every [`Error`].
pub async fn post<T: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<T, Error> {
    change("POST", path, body).await
}

/// Asks for what may be done any number of times, and is wanted anew each time: a check, a preparation.
///
/// # Errors
/// Every [`Error`].
pub async fn ask<T: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<T, Error> {
    let body = text_of(body)?;
    read(&send("POST", path, Some(&JsValue::from_str(&body)), None).await?)
}

/// Replaces, as [`post`] makes.
///
/// # Errors
/// Every [`Error`].
pub async fn put<T: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<T, Error> {
    change("PUT", path, body).await
}

/// Removes, as [`post`] makes.
///
/// # Errors
/// Every [`Error`].
pub async fn delete<T: DeserializeOwned>(path: &str) -> Result<T, Error> {
    change("DELETE", path, &()).await
}

async fn change<T: DeserializeOwned>(
    method: &str,
    path: &str,
    body: &impl Serialize,
) -> Result<T, Error> {
    let body = text_of(body)?;
    let change = Change::new(method, path, &body);
    let key = change.key(browser::random_text);
    let answer = send(method, path, Some(&JsValue::from_str(&body)), Some(&key)).await;
    let outcome = answer.and_then(|text| read(&text));
    change.answered(outcome.as_ref().err());
    outcome
}

/// What is sent. A card number is not.
fn text_of(body: &impl Serialize) -> Result<String, Error> {
    let body = serde_json::to_string(body).map_err(|_| Error::Unreadable)?;
    card_numbers::none_in_body(&body)?;
    Ok(body)
}

/// Answers without a body read as `null`, which is `()`.
fn read<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    let text = if text.is_empty() { "null" } else { text };
    serde_json::from_str(text).map_err(|_| Error::Unreadable)
}

/// Everything that is not generic, so that it is compiled once.
async fn send(
    method: &str,
    path: &str,
    body: Option<&JsValue>,
    key: Option<&str>,
) -> Result<String, Error> {
    card_numbers::none_in_query(path)?;
    let init = RequestInit::new();
    init.set_method(method);
    let headers = Headers::new().map_err(|_| Error::Unreadable)?;
    let set = |name: &str, value: &str| headers.set(name, value).map_err(|_| Error::Unreadable);
    set("x-tatami", "1")?;
    // The server locks the console after some idle time. What the page asks for by itself is no sign of a person.
    set(IDLE_HEADER, &(idle::idle_ms() / 1000).to_string())?;
    idle::told();
    if let Some(key) = key {
        set("idempotency-key", key)?;
    }
    if let Some(body) = body {
        set("content-type", "application/json")?;
        init.set_body(body);
    }
    init.set_headers(&headers);
    // A server that hangs closes no connection, and nobody waits for ever.
    let patience = if method == "GET" {
        READING_PATIENCE
    } else {
        CHANGE_PATIENCE
    };
    init.set_signal(Some(&AbortSignal::timeout_with_u32(patience)));
    let address = format!("{BASE}{path}");
    let promise = browser::window().fetch_with_str_and_init(&address, &init);
    let response = JsFuture::from(promise).await.map_err(|_| Error::Offline)?;
    let response: Response = response.dyn_into().map_err(|_| Error::Unreadable)?;
    let text = response.text().map_err(|_| Error::Unreadable)?;
    let text = JsFuture::from(text).await.map_err(|_| Error::Offline)?;
    let text = text.as_string().unwrap_or_default();
    if method != "GET" {
        CHANGES.set(CHANGES.get() + 1);
    }
    if response.ok() {
        return Ok(text);
    }
    let problem: ApiProblem = read(&text)?;
    session::heard(problem.code);
    Err(Error::Refused(problem))
}
