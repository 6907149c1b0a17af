//! `tatami check`: what is wrong, and how to mend it. Changes nothing at Dojo.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use dojo::{Client, ClientConfig, Error, SearchPaymentIntentRequest, Subscription};
use server::config::DojoAccess;
use server::handlers::apple_pay;
use server::staff::trail;
use server::store::{Store, file};
use server::{Config, assets};
use shared::console::audit::AuditVerdict;
use url::Url;

use super::Failure;
use super::installation::Installation;
use super::output::say;

/// Which installation to look at.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(flatten)]
    installation: Installation,
}

/// What was found about one part.
enum Finding {
    /// It works.
    Fine(String),
    /// It works, and this is good to know.
    Note(String),
    /// It does not work; the sentence tells what to do.
    Wrong(String),
}

/// Looks at every part and says how each stands. Fails if one does not work.
pub(crate) async fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    let config = match arguments.installation.config() {
        Ok(config) => config,
        Err(error) => {
            report("configuration", &Finding::Wrong(error.to_string()));
            return Ok(ExitCode::FAILURE);
        }
    };
    let mut findings = vec![
        ("configuration", Finding::Fine("complete".to_owned())),
        ("address", public_address(&config)),
        ("shops", shops(&config)),
        ("frontend", frontend()),
        ("Apple Pay", apple_pay_file(&config.data_dir)),
        ("database", database(&config).await),
        ("audit trail", audit_trail(&config).await),
    ];
    match &config.dojo {
        None => findings.push((
            "Dojo",
            Finding::Note("no DOJO_API_KEY: `tatami serve` plays Dojo itself".to_owned()),
        )),
        Some(access) => findings.extend(dojo(access, config.public_url.as_ref()).await),
    }
    for (part, finding) in &findings {
        report(part, finding);
    }
    let wrong = findings
        .iter()
        .any(|(_, finding)| matches!(finding, Finding::Wrong(_)));
    Ok(if wrong {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn report(part: &str, finding: &Finding) {
    let (word, text) = match finding {
        Finding::Fine(text) => ("ok", text),
        Finding::Note(text) => ("note", text),
        Finding::Wrong(text) => ("WRONG", text),
    };
    say(format_args!("{word:<6} {part:<14} {text}"));
}

fn public_address(config: &Config) -> Finding {
    // A sandbox, also one that runs elsewhere, delivers to plain http too.
    let dojo = config.dojo.as_ref();
    let needs_https = dojo.is_some_and(|access| access.api_url.scheme() == "https");
    match &config.public_url {
        Some(url) if url.scheme() == "https" => Finding::Fine(url.to_string()),
        Some(url) if needs_https => Finding::Wrong(format!(
            "{url} is not https, so Dojo delivers no webhooks and wallets do not open; put a proxy with a certificate \
             in front and set public_url to its address"
        )),
        None if needs_https => Finding::Wrong(
            "set public_url to the https address that shoppers type; Dojo sends them and its webhooks there".to_owned(),
        ),
        Some(_) | None => Finding::Fine(format!("http on {}, for the sandbox", config.listen)),
    }
}

fn shops(config: &Config) -> Finding {
    match (&config.api_token, &config.callback) {
        (None, _) if config.dojo.is_none() => Finding::Note(
            "no api_token: `tatami serve` makes one for trying and prints it".to_owned(),
        ),
        (None, _) => Finding::Note("no api_token: no shop can open checkouts here".to_owned()),
        (Some(_), None) => Finding::Note(
            "no callback_url: shops have to ask whether a checkout was paid".to_owned(),
        ),
        (Some(_), Some(callback)) => Finding::Fine(format!("told at {}", callback.url)),
    }
}

fn frontend() -> Finding {
    match assets::shell() {
        Some(_) => Finding::Fine("built in".to_owned()),
        None => Finding::Wrong(
            "this program was built without it, so shoppers can pay on Dojo's page only; build with `cargo xtask run`"
                .to_owned(),
        ),
    }
}

fn apple_pay_file(data_dir: &Path) -> Finding {
    let path = data_dir.join(apple_pay::FILE);
    if path.is_file() {
        Finding::Fine(format!("{} is served", path.display()))
    } else {
        Finding::Note(format!(
            "not offered on this domain: download Dojo's domain file and put it at {}",
            path.display()
        ))
    }
}

async fn database(config: &Config) -> Finding {
    let mended = "see that the folder can be written to, or that database_url is right and the database runs";
    if let Err(error) = file::make_folder(&config.data_dir) {
        return Finding::Wrong(format!("{}: {error}; {mended}", config.data_dir.display()));
    }
    let store = match Store::open(&config.database_url).await {
        Ok(store) => store,
        Err(error) => return Finding::Wrong(format!("{}; {mended}", with_causes(&error))),
    };
    match store.ready().await {
        Ok(()) => Finding::Fine("answers, and its tables are up to date".to_owned()),
        Err(error) => Finding::Wrong(format!("{}; {mended}", with_causes(&error))),
    }
}

async fn audit_trail(config: &Config) -> Finding {
    let verdict = match Store::open(&config.database_url).await {
        Ok(store) => trail::verify(&store).await,
        Err(error) => Err(error),
    };
    match verdict {
        Ok(AuditVerdict {
            broken_at: Some(position),
            ..
        }) => Finding::Wrong(format!(
            "was changed behind the program's back, at entry {position}; compare with a backup and find out by whom"
        )),
        Ok(AuditVerdict { entries: 0, .. }) => Finding::Fine("has no entries yet".to_owned()),
        Ok(AuditVerdict { entries, hash, .. }) => Finding::Fine(format!(
            "{entries} entries, whole; the last has the hash {hash}"
        )),
        Err(error) => Finding::Wrong(with_causes(&error)),
    }
}

async fn dojo(access: &DojoAccess, public_url: Option<&Url>) -> Vec<(&'static str, Finding)> {
    let config = ClientConfig::new(access.api_url.clone(), access.api_key.clone());
    let client = match Client::new(config) {
        Ok(client) => client,
        Err(error) => return vec![("Dojo", Finding::Wrong(with_causes(&error)))],
    };
    let searched = client
        .search_payment_intents(&SearchPaymentIntentRequest::default())
        .await;
    if let Err(error) = searched {
        return vec![("Dojo", Finding::Wrong(mend(&error, &access.api_url)))];
    }
    let key = Finding::Fine(format!("{} takes the key", access.api_url));
    let webhooks = match client.subscriptions().await {
        Ok(subscriptions) => subscription(&subscriptions, public_url),
        Err(error) => Finding::Wrong(mend(&error, &access.api_url)),
    };
    vec![("Dojo", key), ("webhooks", webhooks)]
}

fn subscription(subscriptions: &[Subscription], public_url: Option<&Url>) -> Finding {
    let ours = public_url.and_then(|url| url.join("/webhooks/dojo").ok());
    let Some(ours) = ours else {
        return Finding::Wrong(
            "set public_url, so that Dojo can be told where to deliver".to_owned(),
        );
    };
    if subscriptions.iter().any(|one| one.url == ours.as_str()) {
        Finding::Fine(format!("delivered to {ours}"))
    } else {
        Finding::Note(format!(
            "not subscribed yet: `tatami serve` subscribes {ours} when it starts"
        ))
    }
}

fn mend(error: &Error, api_url: &Url) -> String {
    let what = with_causes(error);
    match error {
        Error::Unauthorized(_) => format!(
            "{what}; copy the secret key (sk_sandbox_… or sk_prod_…) from Dojo's developer portal into DOJO_API_KEY"
        ),
        Error::Unreachable(_) | Error::OutcomeUnknown(_) => {
            format!("{what}; see that this machine can reach {api_url}")
        }
        Error::Refused(_) | Error::NotFound(_) | Error::Conflict(_) => {
            format!("{what}; see that dojo_api_url is Dojo's address")
        }
    }
}

fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text = format!("{text}: {cause}");
        next = cause.source();
    }
    text
}
