//! Reading a body: JSON first, then its shape, then its type.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{
    Problem,
    shape::{self, Shape},
};

/// A type that has a shape.
pub(crate) trait Shaped: DeserializeOwned {
    /// What its JSON may hold.
    const SHAPE: &'static Shape;
}

/// A body that has the right shape.
#[derive(Debug)]
pub(crate) struct Input<T>(pub(crate) T);

impl<T: Shaped, S: Send + Sync> FromRequest<S> for Input<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|error| Problem::new(error.status(), error.body_text()))?;
        read_body(&bytes, T::SHAPE).map(Self)
    }
}

/// Reads a body of a shape; names are matched whatever their case.
pub(crate) fn read_body<T: DeserializeOwned>(bytes: &[u8], shape: &Shape) -> Result<T, Problem> {
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|error| Problem::field("$", format!("The body is not valid JSON: {error}.")))?;
    let value = shape::check(shape, value).map_err(Problem::fields)?;
    serde_json::from_value(value)
        .map_err(|error| Problem::field("$", format!("The body cannot be read: {error}.")))
}
