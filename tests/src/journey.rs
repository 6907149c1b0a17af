//! One journey: a stack and a browser of its own, and what must hold at the end of each.

use std::{
    cell::RefCell,
    panic::{AssertUnwindSafe, resume_unwind},
    path::PathBuf,
    rc::Rc,
};

use anyhow::{Context, Error, Result, ensure};
use futures_util::FutureExt;

use crate::{
    browser::Browser,
    network::Network,
    secrets::Secrets,
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
    let (stack, browser) = tokio::join!(Stack::start(settings), Browser::start());
    let journey = Journey {
        stack: stack?,
        browser: Rc::new(browser?),
        others: RefCell::default(),
    };
    let ended = AssertUnwindSafe(body(&journey)).catch_unwind().await;
    match ended {
        Ok(Ok(())) => journey.finish().await,
        Ok(Err(error)) => Err(journey.explain(error).await),
        Err(panic) => {
            eprintln!(
                "{:#}",
                journey.explain(Error::msg("the journey panicked")).await
            );
            resume_unwind(panic)
        }
    }
}

impl Journey {
    /// Another device of the same shopper, or of someone who was sent the link.
    ///
    /// # Errors
    /// If no second browser starts.
    pub async fn another_device(&self) -> Result<Rc<Browser>> {
        let browser = Rc::new(Browser::start().await?);
        self.others.borrow_mut().push(Rc::clone(&browser));
        Ok(browser)
    }

    async fn finish(self) -> Result<()> {
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
            let browser = Rc::into_inner(browser).context("a device is still in use")?;
            search(&browser.quit().await?, &self.stack, &secrets)?;
        }
        self.stack.terminate().await?;
        secrets.must_not_be_in_files(self.stack.folder())
    }

    /// Adds what a person would look at first.
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
            "{error:#}\n\naddress: {address}\npicture: {picture}\ntext: {text}\nconsole: {complaints}\nlog:\n{tail}"
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
            std::fs::write(&file, self.browser.picture().await?)?;
            Ok::<(), Error>(())
        };
        match kept.await {
            Ok(()) => file.display().to_string(),
            Err(error) => format!("none: {error:#}"),
        }
    }
}

fn search(network: &Network, stack: &Stack, secrets: &Secrets) -> Result<()> {
    let ours = stack.shop_url().origin();
    let exchanges = network.exchanges();
    let answers = exchanges
        .iter()
        .filter(|exchange| exchange.url.origin() == ours);
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
