//! One call: what is sent, and what is made of the answer.

use reqwest::{
    Method, Response, StatusCode,
    header::{AUTHORIZATION, HeaderName, HeaderValue},
};
use serde::{Serialize, de::DeserializeOwned};
use url::Url;

use super::{Client, Error, UnreadableAnswer, basic};
use crate::{ProblemDetails, Secret};

/// The most that is read of an answer.
const ANSWER_LIMIT: usize = 1024 * 1024;

/// The most that is read of a page of a search, which holds many resources.
const PAGE_LIMIT: usize = 16 * ANSWER_LIMIT;

const VERSION: HeaderName = HeaderName::from_static("version");

/// A call being put together.
pub(super) struct Call {
    is_read: bool,
    answer_limit: usize,
    request: reqwest::RequestBuilder,
}

impl Client {
    /// A call with the account's key. An id that no path can hold exists nowhere, so it is not asked for.
    pub(super) fn call(&self, method: Method, path: &[&str]) -> Result<Call, Error> {
        let call = self.public_call(method, path)?;
        Ok(call.authorized(self.inner.authorization.clone()))
    }

    /// A call without a key.
    pub(super) fn public_call(&self, method: Method, path: &[&str]) -> Result<Call, Error> {
        let url = address(&self.inner.base_url, path).ok_or_else(|| {
            Error::NotFound(Box::new(ProblemDetails {
                title: Some("There is no such id".to_owned()),
                ..ProblemDetails::default()
            }))
        })?;
        Ok(Call {
            is_read: method == Method::GET,
            answer_limit: ANSWER_LIMIT,
            request: self
                .inner
                .http
                .request(method, url)
                .header(VERSION, self.inner.version.clone()),
        })
    }
}

/// The base address with Dojo's path behind its own. `None` for a segment that would change the path's shape.
fn address(base: &Url, path: &[&str]) -> Option<Url> {
    if path
        .iter()
        .any(|segment| matches!(*segment, "" | "." | ".."))
    {
        return None;
    }
    let mut url = base.clone();
    url.set_query(None);
    url.set_fragment(None);
    url.path_segments_mut().ok()?.pop_if_empty().extend(path);
    Some(url)
}

impl Call {
    fn authorized(mut self, authorization: HeaderValue) -> Self {
        self.request = self.request.header(AUTHORIZATION, authorization);
        self
    }

    /// With a customer's secret in place of the account's key.
    pub(super) fn authorized_by(self, secret: &Secret) -> Result<Self, Error> {
        let authorization = basic(secret.expose())
            .ok_or_else(|| Error::refused_before_sending("The customer's secret is not one"))?;
        Ok(self.authorized(authorization))
    }

    pub(super) fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    /// `?name=true`
    pub(super) fn flag(mut self, name: &str) -> Self {
        self.request = self.request.query(&[(name, "true")]);
        self
    }

    pub(super) fn body(mut self, body: &impl Serialize) -> Self {
        self.request = self.request.json(body);
        self
    }

    /// Whose answer is a page of a search.
    pub(super) fn page(mut self) -> Self {
        self.answer_limit = PAGE_LIMIT;
        self
    }

    /// Sends it and reads the answer.
    pub(super) async fn answer<T: DeserializeOwned>(self) -> Result<T, Error> {
        let (status, body) = self.send().await?;
        serde_json::from_slice(&body).map_err(|error| unreadable(status, &error).into())
    }

    /// The same, for looking something up: 404 is no failure there.
    pub(super) async fn found<T: DeserializeOwned>(self) -> Result<Option<T>, Error> {
        match self.answer().await {
            Ok(found) => Ok(Some(found)),
            Err(Error::NotFound(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Sends it where the answer says nothing but "done".
    pub(super) async fn done(self) -> Result<(), Error> {
        self.send().await.map(drop)
    }

    async fn send(self) -> Result<(StatusCode, Vec<u8>), Error> {
        let again = if self.is_read {
            self.request.try_clone()
        } else {
            None
        };
        let response = match (self.request.send().await.map_err(Error::from), again) {
            (Err(Error::Unreachable(_)), Some(again)) => again.send().await?,
            (sent, _) => sent?,
        };
        let status = response.status();
        if !status.is_success() && !status.is_client_error() {
            return Err(UnreadableAnswer::Status {
                status: status.as_u16(),
            }
            .into());
        }
        let body = read(response, self.answer_limit).await?;
        if status.is_success() {
            Ok((status, body))
        } else {
            Err(refusal(status, &body))
        }
    }
}

/// Reads an answer of bounded length. It has come partly at least, so a failure here is never "unreachable".
async fn read(mut response: Response, limit: usize) -> Result<Vec<u8>, Error> {
    let mut body = Vec::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| Error::OutcomeUnknown(Box::new(error.without_url())))?
    {
        if body.len() + chunk.len() > limit {
            return Err(UnreadableAnswer::TooLong { limit }.into());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// A 4xx. One that is not Dojo's (something in between wrote a page of its own) proves nothing about the call, except
/// that a key was not accepted.
fn refusal(status: StatusCode, body: &[u8]) -> Error {
    let mut problem = match serde_json::from_slice::<ProblemDetails>(body) {
        Ok(problem) => problem,
        Err(_) if body.is_empty() || status == StatusCode::UNAUTHORIZED => {
            ProblemDetails::default()
        }
        Err(error) => return unreadable(status, &error).into(),
    };
    problem.status.get_or_insert(status.as_u16());
    let problem = Box::new(problem);
    match status {
        StatusCode::UNAUTHORIZED => Error::Unauthorized(problem),
        StatusCode::NOT_FOUND => Error::NotFound(problem),
        StatusCode::CONFLICT => Error::Conflict(problem),
        StatusCode::REQUEST_TIMEOUT => UnreadableAnswer::Status {
            status: status.as_u16(),
        }
        .into(),
        _ => Error::Refused(problem),
    }
}

fn unreadable(status: StatusCode, error: &serde_json::Error) -> UnreadableAnswer {
    UnreadableAnswer::Body {
        status: status.as_u16(),
        line: error.line(),
        column: error.column(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_cannot_change_the_path() {
        let base: Url = "https://api.dojo.tech".parse().unwrap();
        let of = |id| address(&base, &["payment-intents", id, "receipt"]).map(String::from);
        for id in ["", ".", ".."] {
            assert_eq!(of(id), None, "{id:?}");
        }
        assert_eq!(
            of("../a?b#c%2e").as_deref(),
            Some("https://api.dojo.tech/payment-intents/..%2Fa%3Fb%23c%252e/receipt")
        );
    }

    #[test]
    fn the_base_addresss_own_path_is_kept() {
        for base in [
            "http://127.0.0.1:1/dojo",
            "http://127.0.0.1:1/dojo/",
            "http://127.0.0.1:1/dojo?x=1#y",
        ] {
            let url = address(&base.parse().unwrap(), &["webhooks"]).unwrap();
            assert_eq!(url.as_str(), "http://127.0.0.1:1/dojo/webhooks");
        }
    }
}
