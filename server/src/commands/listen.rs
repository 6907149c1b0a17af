//! Taking a port, and the address under which this machine reaches it.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use tokio::net::TcpListener;
use url::Url;

use super::Failure;

/// Takes the port; `flag` is what chooses another.
pub(super) async fn listen(
    address: SocketAddr,
    flag: &'static str,
) -> Result<TcpListener, Failure> {
    TcpListener::bind(address)
        .await
        .map_err(|source| Failure::Listen {
            address,
            flag,
            source,
        })
}

/// `http://` and the port that was taken; every interface (0.0.0.0) is reached as this machine.
pub(super) fn address(listener: &TcpListener, flag: &'static str) -> Result<Url, Failure> {
    let mut address = listener.local_addr().map_err(|source| Failure::Listen {
        address: SocketAddr::from(([0, 0, 0, 0], 0)),
        flag,
        source,
    })?;
    if address.ip().is_unspecified() {
        address.set_ip(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    Ok(Url::parse(&format!("http://{address}"))?)
}
