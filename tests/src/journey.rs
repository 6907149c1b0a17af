//! One journey: a stack and a browser of its own, and what must hold at the end of each.

use std::{
    cell::RefCell,
    panic::{AssertUnwindSafe, resume_unwind},
    path::PathBuf,
    rc::Rc,
};

use anyhow::{Error, Result, ensure};
use futures_util::FutureExt;
use reqwest::Url;

use crate::{
    browser::Browser,
    device::Width,
    network::Network,
    order::Order,
    pages::CheckoutPage,
    secrets::Secrets,
    shop_api::Opened,
    stack::{Settings, Stack},
};

/// What a journey has at hand.
#[derive(Debug)]
pub struct Journey {
    /// The server and the sandbox.
    pub stack: Stack,
    /// The shopper's device.
    pub browser: Rc<Browser>,
    others: RefCell<Vec<Rc<Browser>>>,
}

/// Runs a journey; afterwards nothing secret may be found and no page may have complained.
///
/// # Errors
/// What failed, with the address, the text and the log of that moment.
pub async fn journey(body: impl AsyncFnOnce(&Journey) -> Result<()>) -> Result<()> {
    journey_with(Settings::default(), body).await
}

/// As [`journey`], with settings for the server.
///
/// # Errors
/// As [`journey`].
pub async fn journey_with(
    settings: Settings,
    body: impl AsyncFnOnce(&Journey) -> Result<()>,
) -> Result<()> {
    let journey = Journey::start(settings).await?;
    let ended = AssertUnwindSafe(body(&journey)).catch_unwind().await;
    match ended {
        Ok(Ok(())) => journey.finish().await,
        Ok(Err(error)) => {
            let explained = journey.explain(error).await;
            journey.quit_browsers().await;
            Err(explained)
        }
        Err(panic) => {
            eprintln!(
                "{:#}",
                journey.explain(Error::msg("the journey panicked")).await
            );
            journey.quit_browsers().await;
            resume_unwind(panic)
        }
    }
}

impl Journey {
    /// Starts a stack and a browser.
    ///
    /// # Errors
    /// If either does not start.
    pub async fn start(settings: Settings) -> Result<Self> {
        let (stack, browser) = tokio::join!(Stack::start(settings), Browser::start());
        Ok(Self {
            stack: stack?,
            browser: Rc::new(browser?),
            others: RefCell::default(),
        })
    }

    /// Another device of the same shopper, or of someone who was sent the link.
    ///
    /// # Errors
    /// If no second browser starts.
    pub async fn another_device(&self) -> Result<Rc<Browser>> {
        let browser = Rc::new(Browser::start().await?);
        self.others.borrow_mut().push(Rc::clone(&browser));
        Ok(browser)
    }

    /// Opens a checkout as a shop would, and its page as the shopper would.
    ///
    /// # Errors
    /// If either does not open.
    pub async fn open(&self, order: &Order) -> Result<(Opened, CheckoutPage<'_>)> {
        let opened = self.stack.shop_api()?.open(order).await?;
        let page = CheckoutPage::open(&self.browser, &opened.url).await?;
        Ok((opened, page))
    }

    /// Dojo has exactly one payment, of this many pence, and the server's database says the same.
    ///
    /// # Errors
    /// What differs.
    pub async fn paid_once(&self, checkout: &str, total: i64) -> Result<()> {
        self.stack.sandbox()?.expect_captured(1, total).await?;
        let mut database = self.stack.database().await?;
        let status = database
            .text("SELECT status FROM checkouts WHERE id = $1", checkout)
            .await?;
        ensure!(
            status == "paid",
            "the database says that the checkout is {status}"
        );
        let paid = "SELECT COALESCE(SUM(total_amount), 0) FROM payments WHERE checkout_id = $1 AND status = 'Captured'";
        let paid = database.number(paid, checkout).await?;
        ensure!(paid == total, "the database has {paid} paid, not {total}");
        Ok(())
    }

    /// Neither Dojo nor the database has a payment.
    ///
    /// # Errors
    /// What there is.
    pub async fn nothing_paid(&self, checkout: &str) -> Result<()> {
        self.stack.sandbox()?.expect_captured(0, 0).await?;
        let paid = "SELECT COUNT(*) FROM checkouts WHERE id = $1 AND status = 'paid'";
        let paid = self.stack.database().await?.number(paid, checkout).await?;
        ensure!(paid == 0, "the database says that it is paid");
        Ok(())
    }

    /// Ends the stack and the devices; nothing secret may be found, and no page may have complained.
    ///
    /// # Errors
    /// What was found.
    pub async fn finish(self) -> Result<()> {
        let sandbox = self.stack.sandbox()?;
        let secrets = Secrets::new(&self.stack.sandbox_key()?, sandbox.webhook_secrets().await?);
        let mut browsers = self.others.into_inner();
        browsers.push(self.browser);
        for browser in browsers {
            let complaints = browser.complaints().await?;
            ensure!(
                complaints.is_empty(),
                "the console says:\n{}",
                complaints.join("\n")
            );
            browser.quit().await?;
            search(browser.network(), self.stack.sandbox_url(), &secrets)?;
        }
        self.stack.terminate().await?;
        secrets.must_not_be_in_files(self.stack.folder())
    }

    /// What failed is known already, so a browser that does not quit is left to be killed.
    async fn quit_browsers(&self) {
        let mut browsers = self.others.take();
        browsers.push(Rc::clone(&self.browser));
        for browser in browsers {
            let _ = browser.quit().await;
        }
    }

    /// Adds what a person would look at; what failed comes last, where the end of a long output shows it.
    async fn explain(&self, error: Error) -> Error {
        let picture = self.keep_picture().await;
        let address = self.browser.address().await.unwrap_or_default();
        let complaints = self
            .browser
            .complaints()
            .await
            .unwrap_or_default()
            .join("\n");
        let _ = self.browser.leave_frames().await;
        let text = self.browser.text().await.unwrap_or_default();
        let log = self.stack.log();
        let lines: Vec<&str> = log.lines().collect();
        let tail = lines
            .get(lines.len().saturating_sub(40)..)
            .unwrap_or_default()
            .join("\n");
        Error::msg(format!(
            "log:\n{tail}\n\naddress: {address}\npicture: {picture}\ntext: {text}\nconsole: {complaints}\n\n{error:#}"
        ))
    }

    async fn keep_picture(&self) -> String {
        let name = std::thread::current()
            .name()
            .unwrap_or("journey")
            .replace("::", "--");
        let folder = std::env::temp_dir().join("tatami-journeys");
        let file: PathBuf = folder.join(format!("{name}.png"));
        let kept = async {
            std::fs::create_dir_all(&folder)?;
            std::fs::write(&file, self.browser.picture(Width::Desktop).await?)?;
            Ok::<(), Error>(())
        };
        match kept.await {
            Ok(()) => file.display().to_string(),
            Err(error) => format!("none: {error:#}"),
        }
    }
}

/// Every answer that is not Dojo's is one of ours.
fn search(network: &Network, dojo: &Url, secrets: &Secrets) -> Result<()> {
    let exchanges = network.exchanges();
    let answers = exchanges
        .iter()
        .filter(|exchange| exchange.url.origin() != dojo.origin());
    let mut searched = 0;
    for answer in answers {
        secrets.must_not_be_in_answer(answer)?;
        searched += 1;
    }
    ensure!(
        searched > 0 || exchanges.is_empty(),
        "no answer of ours was recorded"
    );
    Ok(())
}
