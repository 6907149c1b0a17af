//! Child processes: run to the end with progress, or kept until dropped.

use std::{
    io::{BufRead, BufReader, IsTerminal, Read, Write},
    process::{Child, Command, Stdio},
    sync::mpsc::{self, RecvTimeoutError},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

/// Runs a command whose output the reader wants to see, and fails if it fails.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let name = name(command);
    let status = command
        .status()
        .with_context(|| format!("{name} could not be started."))?;
    if !status.success() {
        bail!("{name} failed ({status}).");
    }
    Ok(())
}

/// What a command prints on its standard output.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let name = name(command);
    let output = command
        .stderr(Stdio::null())
        .output()
        .with_context(|| format!("{name} could not be started."))?;
    if !output.status.success() {
        bail!("{name} failed ({}).", output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("{name} printed no text."))
}

/// Runs a long command behind one line that tells what it does and for how long; its output is shown if it fails.
pub(crate) fn run_with_progress(what: &str, command: &mut Command) -> Result<()> {
    let name = name(command);
    let started = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{name} could not be started."))?;
    let (lines, received) = mpsc::channel();
    forward(child.stdout.take(), lines.clone());
    forward(child.stderr.take(), lines);

    let mut progress = Progress::new(what, started);
    let mut printed = Vec::new();
    loop {
        match received.recv_timeout(Duration::from_secs(1)) {
            Ok(line) => {
                progress.show(Some(&line));
                printed.push(line);
            }
            Err(RecvTimeoutError::Timeout) => progress.show(None),
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    let status = child.wait()?;
    progress.finish(status.success());
    if !status.success() {
        let tail = printed.len().saturating_sub(60);
        bail!("{}\n{name} failed ({status}).", printed[tail..].join("\n"));
    }
    Ok(())
}

/// A child that is killed when it goes out of scope.
pub(crate) struct Background(Child);

impl Background {
    pub(crate) fn spawn(command: &mut Command) -> Result<Self> {
        let name = name(command);
        Ok(Self(command.spawn().with_context(|| {
            format!("{name} could not be started.")
        })?))
    }

    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.0
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        // Both fail only if it has ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn name(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .take(3)
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

fn forward(stream: Option<impl Read + Send + 'static>, lines: mpsc::Sender<String>) {
    let Some(stream) = stream else { return };
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if lines.send(line).is_err() {
                return;
            }
        }
    });
}

/// One line on a terminal that is written over; in a log, a line now and then.
struct Progress<'a> {
    what: &'a str,
    started: Instant,
    last_shown: Option<Instant>,
    last_line: String,
    terminal: bool,
}

impl<'a> Progress<'a> {
    fn new(what: &'a str, started: Instant) -> Self {
        let mut progress = Self {
            what,
            started,
            last_shown: None,
            last_line: String::new(),
            terminal: std::io::stderr().is_terminal(),
        };
        progress.show(None);
        progress
    }

    fn show(&mut self, line: Option<&str>) {
        if let Some(line) = line {
            self.last_line = line.trim().chars().take(60).collect();
        }
        let pause = Duration::from_secs(if self.terminal { 1 } else { 30 });
        if self.last_shown.is_some_and(|shown| shown.elapsed() < pause) {
            return;
        }
        self.last_shown = Some(Instant::now());
        let seconds = self.started.elapsed().as_secs();
        if self.terminal {
            eprint!("\r\x1b[2K{} … {seconds} s  {}", self.what, self.last_line);
            let _ = std::io::stderr().flush();
        } else if seconds == 0 {
            eprintln!("{} …", self.what);
        } else {
            eprintln!("{} … {seconds} s  {}", self.what, self.last_line);
        }
    }

    fn finish(&self, success: bool) {
        let start = if self.terminal { "\r\x1b[2K" } else { "" };
        let word = if success { "done" } else { "failed" };
        eprintln!(
            "{start}{} … {word} in {} s",
            self.what,
            self.started.elapsed().as_secs()
        );
    }
}
