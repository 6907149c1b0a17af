//! Measures the list of payments and the overview among a million. `cargo xtask bench --payments` runs it on both databases.

use std::fmt;
use std::time::{Duration, Instant};

use futures_util::{StreamExt as _, pin_mut};
use shared::console::Page;
use shared::console::payments::{PaymentLine, PaymentQuery, Sort, Source, StatusFilter};

use crate::DomainError;
use crate::app::App;
use crate::overview;
use crate::payments::{export, list};
use crate::store::payments::seed;

/// How often each question is asked.
const ROUNDS: i64 = 40;

/// The most that a page of the list may take, for 95 of 100.
const LIST: Duration = Duration::from_millis(100);

/// The most that the overview may take, for 95 of 100.
const OVERVIEW: Duration = Duration::from_millis(200);

/// How many pages on each list is read.
const PAGES: usize = 3;

/// What was measured of one kind of question.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Which question.
    pub name: &'static str,
    /// The most that 95 of 100 answers may take.
    pub limit: Duration,
    times: Vec<Duration>,
}

impl Figure {
    fn new(name: &'static str, limit: Duration, mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self { name, limit, times }
    }

    /// Whether it took longer than it may.
    #[must_use]
    pub fn is_too_slow(&self) -> bool {
        self.percentile(95) > self.limit
    }

    /// So many of a hundred answers took at most this long.
    #[must_use]
    pub fn percentile(&self, percent: usize) -> Duration {
        let at = (self.times.len() * percent).div_ceil(100).max(1) - 1;
        self.times.get(at).copied().unwrap_or_default()
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let milliseconds = |time: Duration| format!("{:.1}", time.as_secs_f64() * 1000.0);
        write!(
            f,
            "{:<44} p50 {:>7} ms   p95 {:>7} ms   most {:>7} ms",
            self.name,
            milliseconds(self.percentile(50)),
            milliseconds(self.percentile(95)),
            milliseconds(self.percentile(100)),
        )
    }
}

/// Fills the mirror up to `count` invented payments.
///
/// # Errors
/// [`DomainError::Conflict`] if it holds payments that nobody invented.
pub async fn seed(app: &App, count: i64) -> Result<(), DomainError> {
    let (held, invented) = seed::count(&app.store).await?;
    if held != invented {
        return Err(DomainError::Conflict(
            "This database holds payments of its own. Measure with an empty one.",
        ));
    }
    seed::invent(&app.store, invented, count, app.clock.now_ms()).await
}

/// Asks every kind of question, so often, several pages on, warm, and reports each.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn lists(
    app: &App,
    count: i64,
    mut report: impl FnMut(&Figure),
) -> Result<(), DomainError> {
    for (name, question) in questions(count) {
        ask(app, &question(0)).await?;
        let mut times = Vec::new();
        for round in 0..ROUNDS {
            let mut query = question(round);
            for _ in 0..PAGES {
                let began = Instant::now();
                let page = ask(app, &query).await?;
                times.push(began.elapsed());
                let Some(next) = page.next else { break };
                query.cursor = Some(next);
            }
        }
        report(&Figure::new(name, LIST, times));
    }
    Ok(())
}

/// Reckons what the overview shows, so often, warm.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn overview(app: &App) -> Result<Figure, DomainError> {
    let reckon = async || -> Result<(), DomainError> {
        overview::overview(app).await?;
        overview::attention(app).await?;
        Ok(())
    };
    reckon().await?;
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let began = Instant::now();
        reckon().await?;
        times.push(began.elapsed());
    }
    Ok(Figure::new("the overview", OVERVIEW, times))
}

async fn ask(app: &App, query: &PaymentQuery) -> Result<Page<PaymentLine>, DomainError> {
    list::list(app, query).await
}

/// Writes the whole list as CSV. Answers its lines, its bytes, and how long it took.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn csv(app: &App) -> Result<(usize, usize, Duration), DomainError> {
    let began = Instant::now();
    let file = export::pieces(app, &PaymentQuery::default()).await?;
    pin_mut!(file);
    let (mut lines, mut bytes) = (0, 0);
    while let Some(piece) = file.next().await {
        let piece = piece?;
        bytes += piece.len();
        lines += piece.iter().filter(|byte| **byte == b'\n').count();
    }
    Ok((lines, bytes, began.elapsed()))
}

type Question = Box<dyn Fn(i64) -> PaymentQuery + Send>;

fn questions(count: i64) -> Vec<(&'static str, Question)> {
    // Another payment each time, anywhere in the list.
    let some = move |round: i64| (round * 7_919_993 + 17) % count.max(1) + 1;
    let q = |text: String| PaymentQuery {
        q: Some(text),
        ..PaymentQuery::default()
    };
    let sorted = |sort: Sort| PaymentQuery {
        sort: Some(sort),
        ..PaymentQuery::default()
    };
    fn always(query: PaymentQuery) -> Question {
        Box::new(move |_| query.clone())
    }
    vec![
        ("newest first", always(sorted(Sort::Newest))),
        ("oldest first", always(sorted(Sort::Oldest))),
        ("largest first", always(sorted(Sort::Largest))),
        (
            "status captured",
            always(PaymentQuery {
                status: Some(StatusFilter::Captured),
                ..PaymentQuery::default()
            }),
        ),
        (
            "status refunded, largest first",
            always(PaymentQuery {
                status: Some(StatusFilter::Refunded),
                sort: Some(Sort::Largest),
                ..PaymentQuery::default()
            }),
        ),
        (
            "status declined",
            always(PaymentQuery {
                status: Some(StatusFilter::Declined),
                ..PaymentQuery::default()
            }),
        ),
        (
            "status declined, smallest first",
            always(PaymentQuery {
                status: Some(StatusFilter::Declined),
                sort: Some(Sort::Smallest),
                ..PaymentQuery::default()
            }),
        ),
        (
            "declined links, one month",
            always(PaymentQuery {
                status: Some(StatusFilter::Declined),
                source: Some(Source::Link),
                period: Some(shared::console::payments::Period::Last30Days),
                ..PaymentQuery::default()
            }),
        ),
        (
            "phone, authorized, one person",
            always(PaymentQuery {
                source: Some(Source::Phone),
                status: Some(StatusFilter::Authorized),
                staff: Some("st_bench_3".into()),
                ..PaymentQuery::default()
            }),
        ),
        (
            "one person's, one month",
            always(PaymentQuery {
                staff: Some("st_bench_3".into()),
                period: Some(shared::console::payments::Period::Last30Days),
                ..PaymentQuery::default()
            }),
        ),
        (
            "between two amounts, refunded",
            always(PaymentQuery {
                status: Some(StatusFilter::Refunded),
                min: Some("50".into()),
                max: Some("60".into()),
                ..PaymentQuery::default()
            }),
        ),
        (
            "search: a reference",
            Box::new(move |round| q(format!("INV-2026-{}", 10_000_000 + some(round)))),
        ),
        (
            "search: a number",
            Box::new(move |round| q((10_000_000 + some(round)).to_string())),
        ),
        (
            "search: the beginning of a number",
            Box::new(move |round| q(((10_000_000 + some(round)) / 1000).to_string())),
        ),
        (
            "search: two digits",
            Box::new(move |round| q((10 + round % 90).to_string())),
        ),
        (
            "search: last four",
            Box::new(move |round| q((1000 + some(round) * 37 % 9000).to_string())),
        ),
        (
            "search: authorization code",
            Box::new(move |round| q((100_000 + some(round) * 7907 % 900_000).to_string())),
        ),
        ("search: a common name", always(q("smith".into()))),
        ("search: two common names", always(q("ada hopper".into()))),
        ("search: a word of all", always(q("inv".into()))),
        ("search: a word of old ones only", always(q("2024".into()))),
        (
            "search: an e-mail address",
            Box::new(move |round| q(format!("ada.lovelace{}@example.com", some(round) % 50_000))),
        ),
        (
            "search: an amount",
            Box::new(move |round| q(format!("£{}.{:02}", some(round) % 200 + 1, round % 100))),
        ),
        (
            "search: an id",
            Box::new(move |round| q(format!("pi_bench_{}", some(round)))),
        ),
        (
            "search: a name among refunds, largest first",
            always(PaymentQuery {
                q: Some("turing".into()),
                status: Some(StatusFilter::Refunded),
                sort: Some(Sort::Largest),
                ..PaymentQuery::default()
            }),
        ),
        ("search: nothing fits", always(q("nobody at all".into()))),
    ]
}

/// The most memory that the process has held so far, in bytes, where the system tells.
#[must_use]
pub fn most_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}
