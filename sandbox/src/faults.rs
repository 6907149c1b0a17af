//! Faults in the API's answers, as the account asked for them.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use axum::{
    body::{Body, Bytes, HttpBody},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use hyper::body::Frame;
use serde::{Deserialize, Serialize};

/// One fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Fault {
    /// For example `POST`; `*` for any.
    pub method: String,
    /// For example `/payment-intents/*/refunds`; `*` matches one segment.
    pub path: String,
    /// What happens.
    pub kind: FaultKind,
    /// For `latency`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ms: Option<u64>,
    /// For `status`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// How often it still happens; for ever if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
}

/// What a fault does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// Answers late.
    Latency,
    /// Refuses with a status, carrying nothing out.
    Status,
    /// Resets the connection, carrying nothing out.
    Reset,
    /// Carries the request out and closes the connection without an answer.
    DropResponse,
    /// Carries the request out and sends only a part of the answer.
    Truncate,
    /// Carries the request out and answers with what is no JSON.
    Garbage,
}

impl FaultKind {
    /// As the control plane names it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Latency => "latency",
            Self::Status => "status",
            Self::Reset => "reset",
            Self::DropResponse => "drop_response",
            Self::Truncate => "truncate",
            Self::Garbage => "garbage",
        }
    }
}

/// The faults of an account, in the order in which they were asked for.
#[derive(Clone, Debug, Default)]
pub struct Faults(Vec<Fault>);

/// Tells the listener to break the connection off instead of sending the answer that carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakOff {
    /// With a reset.
    Reset,
    /// Orderly, but without an answer.
    Close,
}

impl Faults {
    /// Adds a fault.
    pub fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// Removes all faults.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// All faults that are still to happen.
    #[must_use]
    pub fn list(&self) -> &[Fault] {
        &self.0
    }

    /// What happens to this request: every latency up to the first fault of another kind, and that.
    pub fn take(&mut self, method: &str, path: &str) -> Vec<Fault> {
        let mut taken = Vec::new();
        for fault in &mut self.0 {
            if !fault.matches(method, path) {
                continue;
            }
            if let Some(times) = &mut fault.times {
                *times = times.saturating_sub(1);
            }
            taken.push(fault.clone());
            if fault.kind != FaultKind::Latency {
                break;
            }
        }
        self.0.retain(|fault| fault.times != Some(0));
        taken
    }
}

impl Fault {
    fn matches(&self, method: &str, path: &str) -> bool {
        let segments = |path: &str| {
            path.trim_matches('/')
                .split('/')
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let (wanted, given) = (segments(&self.path), segments(path));
        (self.method == "*" || self.method.eq_ignore_ascii_case(method))
            && wanted.len() == given.len()
            && wanted
                .iter()
                .zip(&given)
                .all(|(wanted, given)| wanted == "*" || wanted == given)
    }
}

/// An answer that never arrives.
#[must_use]
pub fn broken_off(how: BreakOff) -> Response {
    let mut answer = StatusCode::BAD_GATEWAY.into_response();
    answer.extensions_mut().insert(how);
    answer
}

/// Spoils an answer that was made.
#[must_use]
pub fn spoil(answer: Response, body: Bytes, kind: FaultKind) -> Response {
    let (mut head, _) = answer.into_parts();
    match kind {
        FaultKind::Latency | FaultKind::Status => Response::from_parts(head, Body::from(body)),
        FaultKind::Reset => broken_off(BreakOff::Reset),
        FaultKind::DropResponse => broken_off(BreakOff::Close),
        FaultKind::Garbage => {
            head.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(head, Body::from("<html>\u{fffd}{]not JSON"))
        }
        FaultKind::Truncate => {
            // At least one byte is announced that never comes.
            let announced = body.len().max(1);
            let sent = body.slice(..body.len() / 2);
            if let Ok(length) = HeaderValue::try_from(announced.to_string()) {
                head.headers.insert(header::CONTENT_LENGTH, length);
            }
            if head.status == StatusCode::NO_CONTENT {
                head.status = StatusCode::OK;
            }
            let half = HalfBody {
                sent: Some(sent),
                flushed: false,
            };
            Response::from_parts(head, Body::new(half))
        }
    }
}

/// A body that breaks off after what it is given.
struct HalfBody {
    sent: Option<Bytes>,
    flushed: bool,
}

impl HttpBody for HalfBody {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        if let Some(sent) = self.sent.take() {
            return Poll::Ready(Some(Ok(Frame::data(sent))));
        }
        if !self.flushed {
            // The listener writes out what it has when it has to wait.
            self.flushed = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(std::io::ErrorKind::UnexpectedEof.into())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(path: &str, kind: FaultKind, times: Option<u32>) -> Fault {
        Fault {
            method: "POST".to_owned(),
            path: path.to_owned(),
            kind,
            ms: None,
            status: None,
            times,
        }
    }

    #[test]
    fn a_star_matches_exactly_one_segment() {
        let refunds = fault("/payment-intents/*/refunds", FaultKind::Reset, None);
        assert!(refunds.matches("post", "/payment-intents/pi_1/refunds"));
        assert!(!refunds.matches("POST", "/payment-intents/refunds"));
        assert!(!refunds.matches("POST", "/payment-intents/a/b/refunds"));
        assert!(!refunds.matches("GET", "/payment-intents/pi_1/refunds"));
    }

    #[test]
    fn a_fault_happens_as_often_as_asked() {
        let mut faults = Faults::default();
        faults.add(fault("/a", FaultKind::Latency, Some(2)));
        faults.add(fault("/a", FaultKind::Garbage, Some(1)));
        let kinds = |faults: &mut Faults| {
            faults
                .take("POST", "/a")
                .into_iter()
                .map(|fault| fault.kind)
                .collect::<Vec<_>>()
        };
        assert_eq!(kinds(&mut faults), [FaultKind::Latency, FaultKind::Garbage]);
        assert_eq!(kinds(&mut faults), [FaultKind::Latency]);
        assert_eq!(kinds(&mut faults), []);
    }
}
