//! `tatami serve`: takes payments.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use secrecy::{ExposeSecret as _, SecretString};
use server::clock::SystemClock;
use server::staff::{self, FirstStart};
use server::{App, assets, router, serve};
use url::Url;

use super::embedded_sandbox::EmbeddedSandbox;
use super::installation::Installation;
use super::kept_secret::kept_secret;
use super::listen::{address, listen};
use super::output::say;
use super::{Failure, shutdown};

/// Which installation to serve.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(flatten)]
    installation: Installation,
}

/// Runs until it is told to end, and loses nothing that was begun.
pub(crate) async fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    let mut config = arguments.installation.config()?;
    let ending = shutdown::requested()?;
    make_folder(&config.data_dir)?;
    let listener = listen(config.listen, "--listen").await?;
    let public_url = match &config.public_url {
        Some(url) => url.clone(),
        None => address(&listener, "--listen")?,
    };
    let mut trial_token = None;
    let (access, mut sandbox) = match config.dojo.clone() {
        Some(access) => (access, None),
        None => {
            let sandbox = EmbeddedSandbox::start(&config).await?;
            // Whoever tries the API for shops should not have to configure something first.
            if config.api_token.is_none() {
                let token = kept_secret(&config.data_dir.join("api.token"), "tatami_")?;
                config.api_token = Some(token.clone());
                trial_token = Some(token);
            }
            (sandbox.access.clone(), Some(sandbox))
        }
    };
    let app = App::new(config, public_url.clone(), access, Arc::new(SystemClock))
        .await
        .map_err(Failure::Server)?;
    announce(&public_url, sandbox.as_ref(), trial_token.as_ref())?;
    let first = staff::first_start(&app).await.map_err(Failure::Server)?;
    announce_console(&public_url, &first)?;
    let background = app.start_background();
    let mut failure = None;
    let streams = app.clone();
    let ending = async {
        match &mut sandbox {
            Some(sandbox) => tokio::select! {
                () = ending => {}
                failed = sandbox.failed() => failure = Some(failed),
            },
            None => ending.await,
        }
        streams.close_streams();
    };
    serve::serve(listener, router::router(app), ending).await;
    // What is in hand still needs Dojo, or what plays it.
    background.stop().await;
    match (failure, sandbox) {
        (Some(failure), _) => return Err(failure),
        (None, Some(sandbox)) => sandbox.stop().await?,
        (None, None) => {}
    }
    Ok(ExitCode::SUCCESS)
}

/// Keys and payments lie there, so nobody else may look into a folder that is made for them.
fn make_folder(path: &Path) -> Result<(), Failure> {
    let mut folder = std::fs::DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder
        .create(path)
        .map_err(|source| Failure::DataDirectory {
            path: path.to_owned(),
            source,
        })
}

/// Tells how to get into the console: with the demo staff, or by setting it up.
fn announce_console(public_url: &Url, first: &FirstStart) -> Result<(), Failure> {
    say(format_args!("Console   {}", public_url.join("/console")?));
    match first {
        FirstStart::Staffed => {}
        FirstStart::Demo(staff) => {
            for one in staff {
                let role = one.role.to_string();
                say(format_args!(
                    "  {role:<8} {}  {}",
                    one.email_address, one.password
                ));
            }
        }
        FirstStart::SetUp(path) => {
            say(format_args!("Set up    {}", public_url.join(path)?));
            say("          makes the first owner: works once, for a day; start again for another");
        }
    }
    Ok(())
}

/// The addresses go to standard output, for people and for programs that wait for them; everything else is a log line.
fn announce(
    public_url: &Url,
    sandbox: Option<&EmbeddedSandbox>,
    trial_token: Option<&SecretString>,
) -> Result<(), Failure> {
    say(format_args!("Shop      {public_url}"));
    if let Some(sandbox) = sandbox {
        say(format_args!(
            "Sandbox   {}",
            sandbox.access.api_url.join("/_sandbox")?
        ));
    }
    if let Some(token) = trial_token {
        say(format_args!("API token {}", token.expose_secret()));
    }
    if assets::shell().is_none() {
        tracing::warn!(
            "this program was built without the frontend: shoppers can pay on Dojo's page only. \
             Build it with `cargo xtask run`."
        );
    }
    Ok(())
}
