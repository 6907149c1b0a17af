//! `tatami sandbox`: plays Dojo for any shop, in any language.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use url::Url;

use super::listen::{address, listen};
use super::output::say;
use super::{Failure, shutdown};

/// How the sandbox is run alone.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Where it listens
    #[arg(long, env = "TATAMI_SANDBOX_LISTEN", default_value = "127.0.0.1:8081")]
    listen: SocketAddr,
    /// The address that shoppers and shops reach it by, if it differs from `listen`
    #[arg(long)]
    public_url: Option<Url>,
    /// A file that keeps everything over a restart; without it, everything is forgotten at the end
    #[arg(long)]
    data_file: Option<PathBuf>,
}

/// Runs until it is told to end.
pub(crate) async fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    let ending = shutdown::requested()?;
    let listener = listen(arguments.listen, "--listen").await?;
    let own = address(&listener, "--listen")?;
    let public_url = arguments.public_url.unwrap_or(own);
    say(format_args!("Sandbox   {}", public_url.join("/_sandbox")?));
    say(format_args!(
        "API       {public_url} with any key of the form sk_sandbox_…"
    ));
    let config = sandbox::Config {
        listener,
        public_url: Some(public_url),
        data_file: arguments.data_file,
        clock: sandbox::Clock::System,
        demo_key: None,
    };
    sandbox::serve(config, ending).await?;
    Ok(ExitCode::SUCCESS)
}
