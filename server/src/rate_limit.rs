//! A token bucket for each peer address: card testing and mistakes in a loop are slowed, people never notice.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{Extensions, HeaderMap};
use tokio::time::Instant;

use crate::error::ApiError;

/// Requests that one address may send at once after a pause.
const BURST: f64 = 2000.0;
/// Requests a second that one address may go on with.
const PER_SECOND: f64 = 100.0;
/// Addresses remembered before those that have rested long enough are forgotten.
const REMEMBERED: usize = 10_000;

/// Counts requests by the address of the peer.
///
/// `X-Forwarded-For` is written by anybody, so it is read only if the peer itself is a proxy that the operator named, and
/// then from the right, up to the first address that is not such a proxy.
#[derive(Debug)]
pub struct RateLimit {
    trusted_proxies: Vec<IpAddr>,
    buckets: Mutex<HashMap<IpAddr, Bucket>>,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    tokens: f64,
    filled_at: Instant,
}

impl Bucket {
    fn filled(self, now: Instant) -> Self {
        let gained = now.duration_since(self.filled_at).as_secs_f64() * PER_SECOND;
        Self {
            tokens: (self.tokens + gained).min(BURST),
            filled_at: now,
        }
    }
}

impl RateLimit {
    /// Nobody has asked for anything yet.
    #[must_use]
    pub fn new(trusted_proxies: Vec<IpAddr>) -> Self {
        Self {
            trusted_proxies,
            buckets: Mutex::default(),
        }
    }

    fn allows(&self, address: IpAddr, now: Instant) -> bool {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= REMEMBERED {
            buckets.retain(|_, bucket| bucket.filled(now).tokens < BURST);
        }
        let full = Bucket {
            tokens: BURST,
            filled_at: now,
        };
        let bucket = buckets.entry(network(address)).or_insert(full);
        *bucket = bucket.filled(now);
        let allowed = bucket.tokens >= 1.0;
        if allowed {
            bucket.tokens -= 1.0;
        }
        allowed
    }

    fn client(&self, request: &Request) -> IpAddr {
        client(
            request.extensions(),
            request.headers(),
            &self.trusted_proxies,
        )
    }
}

/// Who sent the request: the peer, or, if that is one of `trusted_proxies`, whom it names.
pub(crate) fn client(
    extensions: &Extensions,
    headers: &HeaderMap,
    trusted_proxies: &[IpAddr],
) -> IpAddr {
    // Without a connection (a request made inside the program) everything counts as one peer.
    let peer = extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |ConnectInfo(address)| {
            address.ip().to_canonical()
        });
    if !trusted_proxies.contains(&peer) {
        return peer;
    }
    headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .rev()
        .map_while(|hop| hop.trim().parse::<IpAddr>().ok())
        .map(|hop| hop.to_canonical())
        .find(|hop| !trusted_proxies.contains(hop))
        .unwrap_or(peer)
}

/// A household or a machine: the address itself, or for IPv6 its /64, of which one customer holds every address.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64))),
    }
}

/// Middleware: answers 429 to a peer that asks faster than people can.
///
/// # Errors
/// [`ApiError`] with `too_many_requests`.
pub async fn slow_down(
    State(limit): State<Arc<RateLimit>>,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    if limit.allows(limit.client(&request), Instant::now()) {
        Ok(next.run(request).await)
    } else {
        Err(ApiError::too_many_requests())
    }
}

/// Middleware: the same for requests that change something; looking is free.
///
/// # Errors
/// [`ApiError`] with `too_many_requests`.
pub async fn slow_down_changes(
    limit: State<Arc<RateLimit>>,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    if request.method().is_safe() {
        return Ok(next.run(request).await);
    }
    slow_down(limit, request, next).await
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const PEER: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));

    fn request(peer: IpAddr, forwarded: &str) -> Request {
        let mut request = Request::new(axum::body::Body::empty());
        request
            .extensions_mut()
            .insert(ConnectInfo(SocketAddr::new(peer, 1)));
        request
            .headers_mut()
            .insert("x-forwarded-for", forwarded.parse().unwrap());
        request
    }

    #[test]
    fn a_peer_that_used_its_burst_waits_and_others_do_not() {
        let limit = RateLimit::new(Vec::new());
        let now = Instant::now();
        let allowed = (0..3000).filter(|_| limit.allows(PEER, now)).count();
        assert_eq!(allowed, 2000);
        assert!(limit.allows("192.0.2.2".parse().unwrap(), now));
        assert!(!limit.allows(PEER, now));
        assert!(limit.allows(PEER, now + Duration::from_secs(1)));
    }

    #[test]
    fn addresses_of_one_ipv6_customer_count_together() {
        let limit = RateLimit::new(Vec::new());
        let now = Instant::now();
        for _ in 0..2000 {
            limit.allows("2001:db8::1".parse().unwrap(), now);
        }
        assert!(!limit.allows("2001:db8::ffff".parse().unwrap(), now));
        assert!(limit.allows("2001:db8:0:1::1".parse().unwrap(), now));
    }

    #[test]
    fn forwarded_addresses_count_only_behind_a_named_proxy_and_from_the_right() {
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let open = RateLimit::new(Vec::new());
        assert_eq!(open.client(&request(PEER, "203.0.113.9")), PEER);
        let behind = RateLimit::new(vec![proxy]);
        assert_eq!(behind.client(&request(PEER, "203.0.113.9")), PEER);
        let forwarded = request(proxy, "203.0.113.66, 203.0.113.9, 10.0.0.1");
        assert_eq!(
            behind.client(&forwarded),
            "203.0.113.9".parse::<IpAddr>().unwrap()
        );
        assert_eq!(behind.client(&request(proxy, "nonsense")), proxy);
    }
}
