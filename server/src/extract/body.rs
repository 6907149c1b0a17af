//! Bodies: JSON for programs, forms for pages, bytes where a signature covers them.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, FailedToBufferBody, FormRejection};
use axum::extract::{FromRequest, Request};
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;
use shared::{ErrorCode, card_number};

use crate::error::ApiError;

/// The most that a request may carry, in bytes, where the router sets no other limit.
pub const MAX_BYTES: usize = 64 * 1024;

/// How long a body may take to arrive: a phone on a bad line needs seconds, a client that drips bytes would need hours.
const PATIENCE: Duration = Duration::from_secs(20);

/// The body as it came.
#[derive(Clone, Debug)]
pub struct RawBody(pub Bytes);

/// A body that calls itself JSON, not parsed yet.
#[derive(Clone, Debug)]
pub struct JsonBytes(pub Bytes);

/// A JSON body of the documented shape.
#[derive(Clone, Debug)]
pub struct Json<T>(pub T);

/// What a plain form sent.
#[derive(Clone, Debug)]
pub struct Form<T>(pub T);

impl JsonBytes {
    /// The body as the documented shape.
    ///
    /// # Errors
    /// 400, with the path of the first field at fault.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, ApiError> {
        let mut deserializer = serde_json::Deserializer::from_slice(&self.0);
        let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
            let path = error.path().to_string();
            // A path that leads nowhere means that the text is no JSON at all.
            let field = (path != "." && error.inner().is_data()).then_some(path);
            wrong_shape(field, error.inner())
        })?;
        deserializer
            .end()
            .map_err(|error| wrong_shape(None, &error))?;
        Ok(value)
    }
}

fn wrong_shape(field: Option<String>, error: &serde_json::Error) -> ApiError {
    let reason = error.to_string();
    // The reason quotes what was sent; a card number that strayed into a request is not repeated.
    let reason = if card_number::is_in(&reason) {
        "a value has the wrong type".to_owned()
    } else {
        reason
    };
    let field = field.filter(|path| !card_number::is_in(path));
    let message = match &field {
        // Where in the text it stands helps with what is no JSON; a field is found by its name.
        Some(field) => match reason
            .rsplit_once(" at line ")
            .map_or(&*reason, |(reason, _)| reason)
        {
            sentence if sentence.ends_with('.') => format!("{sentence} Nothing was changed."),
            reason => format!("{field} cannot be read: {reason}. Nothing was changed."),
        },
        None => format!("The body cannot be read: {reason}. Nothing was changed."),
    };
    ApiError::invalid(field, message)
}

impl<S: Send + Sync> FromRequest<S> for RawBody {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        match tokio::time::timeout(PATIENCE, Bytes::from_request(request, state)).await {
            Ok(Ok(bytes)) => Ok(Self(bytes)),
            Ok(Err(rejection)) => Err(unreadable(&rejection)),
            Err(_) => Err(not_whole()),
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for JsonBytes {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            return Err(ApiError::new(
                ErrorCode::UnsupportedMediaType,
                "Send the body as JSON, with the header content-type: application/json. Nothing was changed.",
            ));
        }
        let RawBody(bytes) = RawBody::from_request(request, state).await?;
        Ok(Self(bytes))
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let bytes = JsonBytes::from_request(request, state).await?;
        bytes.parse().map(Self)
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let form = axum::Form::from_request(request, state);
        match tokio::time::timeout(PATIENCE, form).await {
            Ok(Ok(axum::Form(value))) => Ok(Self(value)),
            Err(_) => Err(not_whole()),
            Ok(Err(FormRejection::InvalidFormContentType(_))) => Err(ApiError::new(
                ErrorCode::UnsupportedMediaType,
                "This address takes the page's own form only. Nothing was changed.",
            )),
            Ok(Err(FormRejection::BytesRejection(rejection))) => Err(unreadable(&rejection)),
            Ok(Err(_)) => Err(ApiError::invalid(
                None,
                "The form was incomplete. Nothing was changed, no money moved. Go back and try again.",
            )),
        }
    }
}

/// Whether the body calls itself JSON.
pub(crate) fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok());
    let essence = content_type
        .and_then(|text| text.split(';').next())
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    essence == "application/json"
        || (essence.starts_with("application/") && essence.ends_with("+json"))
}

fn unreadable(rejection: &BytesRejection) -> ApiError {
    match rejection {
        BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_)) => {
            ApiError::new(
                ErrorCode::PayloadTooLarge,
                "The body is larger than this address takes. Nothing was changed.",
            )
        }
        _ => not_whole(),
    }
}

fn not_whole() -> ApiError {
    ApiError::invalid(None, "The body did not arrive whole. Nothing was changed.")
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use shared::Money;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only the refusals matter here")]
    struct Order {
        amount: Money,
        #[serde(default)]
        lines: Vec<Money>,
    }

    fn refused(text: &str) -> axum::response::Response {
        use axum::response::IntoResponse as _;
        JsonBytes(Bytes::copy_from_slice(text.as_bytes()))
            .parse::<Order>()
            .unwrap_err()
            .into_response()
    }

    fn field(text: &str) -> Option<String> {
        let response = refused(text);
        response
            .extensions()
            .get::<shared::ApiProblem>()
            .unwrap()
            .field
            .clone()
    }

    #[test]
    fn the_path_of_the_wrong_field_is_told() {
        let wrong_currency = r#"{"amount":{"value":1,"currencyCode":"USD"}}"#;
        assert_eq!(
            field(wrong_currency).as_deref(),
            Some("amount.currencyCode")
        );
        let fraction = r#"{"amount":{"value":12.5,"currencyCode":"GBP"}}"#;
        assert_eq!(field(fraction).as_deref(), Some("amount.value"));
        let line = r#"{"amount":{"value":1,"currencyCode":"GBP"},"lines":[{"value":"1"}]}"#;
        assert_eq!(field(line).as_deref(), Some("lines[0].value"));
    }

    #[test]
    fn what_is_wrong_with_a_field_is_said_in_its_own_words() {
        let response = refused(r#"{"amount":{"value":1,"currencyCode":"USD"}}"#);
        let problem = response.extensions().get::<shared::ApiProblem>().unwrap();
        assert!(!problem.message.contains("column"), "{}", problem.message);
        assert!(!problem.message.contains(".."), "{}", problem.message);
    }

    #[test]
    fn what_is_no_json_names_no_field() {
        for text in ["", "{", "{\"amount\":", "nonsense", "{} {}"] {
            let _ = refused(text);
        }
        assert_eq!(field("{\"amount\": {\"value\": 1"), None);
    }

    #[test]
    fn deep_nesting_is_refused_not_followed() {
        let deep = format!("{{\"lines\":{}", "[".repeat(20_000));
        assert_eq!(refused(&deep).status(), http::StatusCode::BAD_REQUEST);
    }

    #[test]
    fn a_card_number_is_not_repeated() {
        let text = r#"{"amount":"5200 0000 0000 1005"}"#;
        let response = refused(text);
        let problem = response.extensions().get::<shared::ApiProblem>().unwrap();
        assert!(!card_number::is_in(&problem.message), "{}", problem.message);
    }
}
