//! What the project promises in figures, measured.

use std::{net::IpAddr, time::Duration};

use anyhow::{Context, Result, ensure};
use futures_util::{StreamExt, TryStreamExt, stream};
use reqwest::Url;
use tokio::time::{Instant, interval};

use crate::{
    browser::Browser,
    launch::{prepare_tls, serve},
    network::Exchange,
    order::Order,
    pages::CheckoutPage,
    program::Program,
    shop_api::{Opened, ShopApi},
    stack::{API_TOKEN, Settings, Stack},
    wait::PATIENCE,
};

/// Cold start to the first 200, at most.
pub const COLD_START: Duration = Duration::from_millis(300);
/// Resident memory after 1,000 checkouts, at most, in bytes.
pub const MEMORY: u64 = 60 * 1024 * 1024;
/// Everything that our origin sends for one usable card form, at most, in bytes.
pub const PAGE_WEIGHT: usize = 80_000;

/// Requests that are under way at a time.
const CONCURRENCY: usize = 4;

/// Starts the server in a fresh folder and says how long its first 200 took.
///
/// # Errors
/// If it does not come.
pub async fn cold_start() -> Result<Duration> {
    prepare_tls();
    let client = reqwest::Client::builder()
        .no_proxy()
        .pool_max_idle_per_host(0)
        .build()?;
    let folder = tempfile::Builder::new()
        .prefix("tatami-figures-")
        .tempdir()?;
    let (listen, sandbox) = (free_address()?, free_address()?);
    let ready = Url::parse(&format!("http://{listen}/readyz"))?;
    let started = Instant::now();
    let mut program: Program = serve(folder.path(), &Settings::default(), &listen, &sandbox)?;
    let mut ticks = interval(Duration::from_millis(2));
    loop {
        ticks.tick().await;
        let answer = client.get(ready.clone()).send().await;
        if answer.is_ok_and(|answer| answer.status().is_success()) {
            break;
        }
        ensure!(
            started.elapsed() < PATIENCE,
            "the server does not become ready"
        );
    }
    let took = started.elapsed();
    program.terminate().await?;
    Ok(took)
}

/// The middle one of several measurements.
#[must_use]
pub fn median(durations: &[Duration]) -> Duration {
    at_share(durations, 50)
}

/// The one that so many per cent do not exceed.
#[must_use]
pub fn at_share(durations: &[Duration], per_cent: usize) -> Duration {
    let mut sorted = durations.to_vec();
    sorted.sort_unstable();
    let at = (sorted.len() * per_cent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(at).copied().unwrap_or_default()
}

/// Opens so many checkouts through the API; how long each took.
///
/// # Errors
/// If the server refuses one.
pub async fn open_checkouts(stack: &Stack, count: usize) -> Result<Vec<(Opened, Duration)>> {
    let shops = shops(stack)?;
    let order = Order::of(1250);
    stream::iter(0..count)
        .map(|at| {
            let (shop, order) = (shops.get(at % shops.len()), &order);
            async move {
                let started = Instant::now();
                let opened = shop.context("there are shops")?.open(order).await?;
                Ok((opened, started.elapsed()))
            }
        })
        .buffered(CONCURRENCY)
        .try_collect()
        .await
}

/// Loads so many checkout pages; how long each took.
///
/// # Errors
/// If the server refuses one.
pub async fn load_pages(opened: &[(Opened, Duration)]) -> Result<Vec<Duration>> {
    let clients: Vec<reqwest::Client> = sources().map(client).collect::<Result<_>>()?;
    stream::iter(opened.iter().enumerate())
        .map(|(at, (opened, _))| {
            let client = clients.get(at % clients.len());
            async move {
                let started = Instant::now();
                let page = client
                    .context("there are clients")?
                    .get(&opened.url)
                    .send()
                    .await?;
                ensure!(
                    page.status().is_success(),
                    "{}: {}",
                    opened.url,
                    page.status()
                );
                page.bytes().await?;
                Ok(started.elapsed())
            }
        })
        .buffered(CONCURRENCY)
        .try_collect()
        .await
}

/// What the server holds in memory now, in bytes.
///
/// # Errors
/// If it does not run, or the system does not tell.
pub async fn resident_memory(stack: &Stack) -> Result<u64> {
    let id = stack.process_id().await.context("the server has ended")?;
    let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
    Ok(kilobytes.context("no VmRSS")?.parse::<u64>()? * 1024)
}

/// What our origin sent to a browser that had nothing, until the card form could be used.
#[derive(Clone, Debug)]
pub struct PageWeight {
    /// Path and bytes on the wire, body only, in the order of arrival.
    pub parts: Vec<(String, usize)>,
    /// Requests for data, after the HTML.
    pub data_requests: usize,
}

impl PageWeight {
    /// All of it.
    #[must_use]
    pub fn total(&self) -> usize {
        self.parts.iter().map(|(_, bytes)| bytes).sum()
    }
}

/// Opens a checkout in a fresh browser and waits until a card can be typed.
///
/// # Errors
/// If it cannot.
pub async fn page_weight(stack: &Stack, browser: &Browser) -> Result<PageWeight> {
    let opened = stack.shop_api()?.open(&Order::of(1250)).await?;
    browser.network().forget_exchanges();
    let page = CheckoutPage::open(browser, &opened.url).await?;
    page.type_card(crate::cards::VISA).await?;
    let ours = stack.shop_url().origin();
    let exchanges = browser.network().exchanges();
    let ours: Vec<&Exchange> = exchanges
        .iter()
        .filter(|exchange| exchange.url.origin() == ours)
        .collect();
    let data = |exchange: &&&Exchange| exchange.url.path().starts_with("/api/");
    Ok(PageWeight {
        parts: ours
            .iter()
            .map(|exchange| (exchange.url.path().to_owned(), exchange.body.len()))
            .collect(),
        data_requests: ours.iter().filter(data).count(),
    })
}

/// Several callers, so that the limit for one of them is not what is measured.
fn shops(stack: &Stack) -> Result<Vec<ShopApi>> {
    sources()
        .map(|source| {
            Ok(ShopApi::with_client(
                client(source)?,
                stack.shop_url().clone(),
                API_TOKEN,
            ))
        })
        .collect()
}

fn sources() -> impl Iterator<Item = IpAddr> {
    (1..=8).map(|last| IpAddr::from([127, 0, 1, last]))
}

fn client(source: IpAddr) -> Result<reqwest::Client> {
    prepare_tls();
    Ok(reqwest::Client::builder()
        .no_proxy()
        .local_address(source)
        .build()?)
}

fn free_address() -> Result<String> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    Ok(listener.local_addr()?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_taken_from_the_sorted_measurements() {
        let measured: Vec<Duration> = [5, 1, 4, 2, 3].map(Duration::from_millis).to_vec();
        assert_eq!(median(&measured), Duration::from_millis(3));
        assert_eq!(at_share(&measured, 95), Duration::from_millis(5));
        assert_eq!(median(&[]), Duration::ZERO);
    }
}
