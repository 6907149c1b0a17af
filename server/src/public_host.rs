//! Which hosts are out in the internet. An address that somebody types into the console must not lead our signed requests to a
//! machine of our own network, such as a cloud's metadata service at 169.254.169.254.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// Whether the address's host may be out in the internet: an IP address that is, or a name that is not one of our own network.
/// What a name leads to is seen only when it is looked up: [`PublicResolver`].
pub(crate) fn is_public(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => is_public_v4(address),
        Some(Host::Ipv6(address)) => is_public_v6(address),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            let last = name.rsplit('.').next().unwrap_or_default();
            // The parser of addresses has made the name lower-case.
            !matches!(last, "localhost" | "internal")
        }
        None => false,
    }
}

fn is_public_ip(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// IANA's special-purpose registry (RFC 6890), as far as it matters here.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    // 0.0.0.0/8 is "this network", 100.64.0.0/10 a provider's own (RFC 6598), and 240.0.0.0/4 reserved.
    let special = first == 0 || first >= 240 || (first == 100 && second & 0xc0 == 64);
    !(special
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast())
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(inner) = address.to_ipv4().or_else(|| translated(address)) {
        return is_public_v4(inner);
    }
    !(address.is_unique_local() || address.is_unicast_link_local() || address.is_multicast())
}

/// The IPv4 address behind a translator's well-known prefix `64:ff9b::/96` (RFC 6052).
fn translated(address: Ipv6Addr) -> Option<Ipv4Addr> {
    match address.octets() {
        [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, a, b, c, d] => {
            Some(Ipv4Addr::new(a, b, c, d))
        }
        _ => None,
    }
}

/// Looks names up, and keeps only what is out in the internet, so that a name cannot lead inwards later either.
#[derive(Debug)]
pub(crate) struct PublicResolver;

impl Resolve for PublicResolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<SocketAddr> =
                found.filter(|address| is_public_ip(address.ip())).collect();
            if public.is_empty() {
                return Err("the name leads to no address in the internet".into());
            }
            let public: Addrs = Box::new(public.into_iter());
            Ok(public)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(host: &str) -> bool {
        is_public(&Url::parse(&format!("https://{host}/paid")).unwrap())
    }

    #[test]
    fn our_own_network_is_not_the_internet() {
        for inside in [
            "127.0.0.1",
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "2130706433",
            "[::1]",
            "[::]",
            "[fe80::1]",
            "[fd00:ec2::254]",
            "[ff02::1]",
            "[::ffff:10.0.0.1]",
            "[64:ff9b::a9fe:a9fe]",
            "localhost",
            "LOCALHOST.",
            "shop.localhost",
            "metadata.google.internal",
        ] {
            assert!(!judge(inside), "{inside}");
        }
        for outside in [
            "shop.example",
            "localhost.example",
            "internal.example",
            "8.8.8.8",
            "172.32.0.1",
            "100.128.0.1",
            "[2606:4700::1111]",
            "[::ffff:8.8.8.8]",
        ] {
            assert!(judge(outside), "{outside}");
        }
    }

    #[tokio::test]
    async fn a_name_that_leads_inwards_is_not_resolved() {
        let name = "localhost".parse().unwrap();
        assert!(PublicResolver.resolve(name).await.is_err());
    }
}
