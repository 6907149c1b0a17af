//! A PostgreSQL server of our own for the length of a test run: a folder and a port that nobody else has.

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::{process, tools};

/// Stopped and removed when dropped.
pub(crate) struct Postgres {
    bin: PathBuf,
    folder: TempDir,
    port: u16,
    user: Option<&'static str>,
}

impl Postgres {
    /// Finds or installs PostgreSQL, makes a cluster and starts it on loopback.
    pub(crate) fn start() -> Result<Self> {
        let bin = find_or_install()?;
        let folder = tempfile::Builder::new()
            .prefix("tatami-postgres-")
            .tempdir()?;
        let user = unprivileged_user()?;
        if let Some(user) = user {
            process::run(Command::new("chown").arg(user).arg(folder.path()))?;
        }
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let postgres = Self {
            bin,
            folder,
            port,
            user,
        };
        postgres.initialize()?;
        Ok(postgres)
    }

    /// Where tests connect, with the right to create databases.
    pub(crate) fn url(&self) -> String {
        format!("postgres://tatami@127.0.0.1:{}/postgres", self.port)
    }

    fn initialize(&self) -> Result<()> {
        let data = self.data();
        let mut make = self.command("initdb");
        make.args([
            "--username=tatami",
            "--auth=trust",
            "--no-sync",
            "--encoding=UTF8",
            "--pgdata",
        ])
        .arg(&data);
        process::run_with_progress("Making a PostgreSQL cluster for the tests", &mut make)?;
        let mut start = self.command("pg_ctl");
        // Nothing here outlives the run, so nothing has to reach the disk.
        let settings = format!(
            "-c listen_addresses=127.0.0.1 -p {} -c unix_socket_directories='' -c fsync=off -c max_connections=200",
            self.port
        );
        start.args([
            "start",
            "--wait",
            "--silent",
            "--options",
            &settings,
            "--log",
        ]);
        start
            .arg(self.folder.path().join("log"))
            .arg("--pgdata")
            .arg(&data);
        process::run(&mut start).context("The PostgreSQL server for the tests did not start.")
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// PostgreSQL refuses to run as root, so root runs it as somebody else.
    fn command(&self, program: &str) -> Command {
        let program = self.bin.join(program);
        let mut command = match self.user {
            None => Command::new(program),
            Some(user) => {
                let mut command = Command::new("runuser");
                command.args(["-u", user, "--"]).arg(program);
                command
            }
        };
        command.current_dir(self.folder.path());
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let mut stop = self.command("pg_ctl");
        stop.args(["stop", "--mode=immediate", "--silent", "--pgdata"])
            .arg(self.data());
        if let Err(error) = process::run(&mut stop) {
            eprintln!("{error:#}");
        }
    }
}

fn find_or_install() -> Result<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }
    const INSTEAD: &str =
        "The store is tested on PostgreSQL too, and its server programs were not found.";
    tools::install_debian_packages(&["postgresql"], INSTEAD)?;
    find().context(INSTEAD)
}

fn find() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let debian = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten();
    let versions = debian.flatten().map(|version| version.path().join("bin"));
    versions
        .chain(std::env::split_paths(&path))
        .find(|folder| has_server_programs(folder))
}

fn has_server_programs(folder: &Path) -> bool {
    ["initdb", "pg_ctl"]
        .iter()
        .all(|program| folder.join(program).is_file())
}

fn unprivileged_user() -> Result<Option<&'static str>> {
    if process::output(Command::new("id").arg("-u"))?.trim() != "0" {
        return Ok(None);
    }
    let exists = |user: &&str| process::output(Command::new("id").args(["-u", user])).is_ok();
    ["postgres", "nobody"]
        .into_iter()
        .find(exists)
        .map(Some)
        .context("There is no user to run PostgreSQL as.")
}
