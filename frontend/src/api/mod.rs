//! The only fetches: one function an endpoint.

pub mod attempts;
pub mod checkouts;
pub mod saved_cards;

use shared::{ApiProblem, ErrorCode};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, Request, RequestInit, Response};

use crate::wire;

/// Longer than the server waits for Dojo (20 s), so that its own answer comes first.
const TIMEOUT_MILLISECONDS: u32 = 30_000;

/// Why there is no answer to go on with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The server said no, in words for the shopper.
    Refused(ApiProblem),
    /// Nobody knows whether the server got the request: no network, a timeout, an answer that cannot be read.
    NoAnswer,
}

impl Error {
    /// What to tell the shopper.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::Refused(problem) => problem.message.clone(),
            Self::NoAnswer => {
                "The connection failed. Check that you are online, then try again.".to_owned()
            }
        }
    }

    /// Whether a saved card is meant that is not kept any more.
    #[must_use]
    pub fn is_missing_card(&self) -> bool {
        matches!(self, Self::Refused(problem) if problem.field.as_deref() == Some("savedCardId"))
    }

    /// Whether there is no such thing (any more).
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Refused(problem) if problem.code == ErrorCode::NotFound)
    }

    /// Whether the checkout's state is another than this page thought.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::Refused(problem) if problem.code == ErrorCode::Conflict)
    }
}

/// Sends a request to our own server and gives back the JSON of a success.
async fn call(method: &str, path: &str, body: Option<String>) -> Result<JsValue, Error> {
    let no_answer = |_: JsValue| Error::NoAnswer;
    let request = request(method, path, body).map_err(no_answer)?;
    let answer = JsFuture::from(crate::browser::window().fetch_with_request(&request))
        .await
        .map_err(no_answer)?;
    let answer: Response = answer.unchecked_into();
    let json = JsFuture::from(answer.json().map_err(no_answer)?)
        .await
        .map_err(no_answer)?;
    if answer.ok() {
        return Ok(json);
    }
    Err(wire::read::problem(&json).map_or(Error::NoAnswer, Error::Refused))
}

fn request(method: &str, path: &str, body: Option<String>) -> Result<Request, JsValue> {
    let headers = Headers::new()?;
    // A header that no form and no other site's script can send: the server insists on it.
    headers.set("x-tatami", "1")?;
    let init = RequestInit::new();
    init.set_method(method);
    if let Some(body) = body {
        headers.set("content-type", "application/json")?;
        init.set_body(&body.into());
    }
    init.set_headers(&headers);
    init.set_signal(Some(&AbortSignal::timeout_with_u32(TIMEOUT_MILLISECONDS)));
    Request::new_with_str_and_init(path, &init)
}
