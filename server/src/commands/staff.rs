//! `tatami staff`: lets people in from the command line, for whoever is locked out.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use server::clock::{Clock as _, SystemClock};
use server::staff::links::{self, MadeLink, Person};
use server::{Config, DomainError};
use shared::console::team::PersonName;
use shared::{EmailAddress, Role};
use url::Url;

use super::Failure;
use super::installation::Installation;
use super::output::say;

/// What to do, and for which installation.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Prints a link with which somebody new chooses a password; it works once, for seven days
    Add {
        /// As colleagues know them
        #[arg(long, value_parser = name)]
        name: PersonName,
        /// With what they will sign in
        #[arg(long, value_parser = email_address)]
        email: EmailAddress,
        /// owner, manager, clerk or viewer
        #[arg(long, value_parser = role)]
        role: Role,
        #[command(flatten)]
        installation: Installation,
    },
    /// Prints a link with which somebody chooses a new password; it works once, for a day
    Reset {
        /// With what they sign in
        #[arg(long, value_parser = email_address)]
        email: EmailAddress,
        #[command(flatten)]
        installation: Installation,
    },
}

/// Makes the link and prints it.
pub(crate) async fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    let now = SystemClock.now_ms();
    let (config, made) = match arguments.command {
        Command::Add {
            name,
            email,
            role,
            installation,
        } => {
            let (config, store) = installation.open().await?;
            let person = Person {
                name: name.as_str(),
                email_address: email.as_str(),
                role,
            };
            let made = links::add(&store, config.dojo.is_none(), person, now).await;
            (config, made.map_err(Failure::Database)?)
        }
        Command::Reset {
            email,
            installation,
        } => {
            let (config, store) = installation.open().await?;
            let sandbox = config.dojo.is_none();
            let made = links::reset_by_email(&store, sandbox, email.as_str(), now).await;
            let made = made.map_err(|error| match error {
                DomainError::NotFound => Failure::NoSuchStaff(email),
                other => Failure::Database(other),
            });
            (config, made?)
        }
    };
    tell(&config, &made)?;
    Ok(ExitCode::SUCCESS)
}

fn tell(config: &Config, made: &MadeLink) -> Result<(), Failure> {
    let base = match &config.public_url {
        Some(url) => url.clone(),
        None => Url::parse(&format!("http://{}", config.listen))?,
    };
    say(base.join(&made.path)?);
    eprintln!("Give it to nobody else: it works once, for whoever opens it first.");
    Ok(())
}

fn name(text: &str) -> Result<PersonName, String> {
    PersonName::try_from(text.to_owned()).map_err(|error| error.to_string())
}

fn email_address(text: &str) -> Result<EmailAddress, String> {
    EmailAddress::try_from(text.to_owned()).map_err(|error| error.to_string())
}

fn role(text: &str) -> Result<Role, String> {
    Role::named(text).ok_or_else(|| "Choose owner, manager, clerk or viewer.".to_owned())
}
