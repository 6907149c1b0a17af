//! One open stream: what happened since, then what happens.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::Duration;

use axum::response::sse::Event;
use futures_util::stream::{self, Stream};
use shared::console::live::{LiveKind, READY, RELOAD};
use tokio::sync::watch;

use super::places::Place;
use crate::DomainError;
use crate::app::App;
use crate::staff::{Actor, session};
use crate::store::live::{self, Positioned};

/// How many events are fetched at once.
const BATCH: i64 = 200;

/// How far back a stream begins that knows no position (milliseconds): the page has fetched what it shows a moment ago.
const FIRST: i64 = 30_000;

/// How soon the browser comes back after a cut.
const COME_BACK: Duration = Duration::from_secs(1);

/// How often it is looked up whether the session still stands while nothing happens.
const LOOK_UP: Duration = Duration::from_secs(5);

/// What the browser has seen already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Since {
    /// Nothing: the page was opened just now.
    Now,
    /// Everything up to this position.
    Position(i64),
    /// It says something that is no position.
    Unknown,
}

/// Opens a stream for a member of staff.
///
/// # Errors
/// [`DomainError::TooMany`] if the session or the person has many open already; [`DomainError::Store`].
pub(crate) async fn open(
    app: &App,
    actor: &Actor,
    since: Since,
) -> Result<impl Stream<Item = Result<Event, Infallible>> + use<>, DomainError> {
    let place = app
        .live
        .places
        .take(&actor.session_id, &actor.staff_id)
        .ok_or(DomainError::TooMany(
            "Too many windows of the console are open. Close one and reload this one.",
        ))?;
    let receiver = app.live.newest.subscribe();
    let newest = live::newest(&app.store).await?;
    app.live.seen(newest);
    super::hint(app);
    let mut listener = Listener {
        app: app.clone(),
        actor: actor.clone(),
        position: newest,
        waiting: VecDeque::new(),
        newest: receiver,
        _place: place,
    };
    match since {
        Since::Position(position) if (0..=newest).contains(&position) => {
            listener.position = position;
            listener.announce(READY);
        }
        Since::Now => {
            let since = app.clock.now_ms() - FIRST;
            listener.position = live::before(&app.store, newest, since, BATCH).await?;
            listener.announce(READY);
        }
        // Another database than the one that gave the position, restored from a backup perhaps.
        Since::Position(_) | Since::Unknown => {
            listener.announce(READY);
            listener.announce(RELOAD);
        }
    }
    Ok(stream::unfold(listener, |mut listener| async move {
        let event = listener.next().await?;
        Some((Ok(event), listener))
    }))
}

struct Listener {
    app: App,
    actor: Actor,
    /// What was fetched last.
    position: i64,
    waiting: VecDeque<Event>,
    newest: watch::Receiver<i64>,
    _place: Place,
}

impl Listener {
    /// The next event; `None` ends the stream. Whoever is cut off comes back with what it saw last, so nothing is missed.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if self.app.live.closing.is_cancelled() {
                return None;
            }
            if let Some(event) = self.waiting.pop_front() {
                return Some(event);
            }
            let newest = *self.newest.borrow_and_update();
            if newest > self.position {
                self.stands().await?;
                self.fetch(newest).await?;
                continue;
            }
            tokio::select! {
                () = self.app.live.closing.cancelled() => return None,
                changed = self.newest.changed() => changed.ok()?,
                () = tokio::time::sleep(LOOK_UP) => self.stands().await?,
            }
        }
    }

    async fn fetch(&mut self, newest: i64) -> Option<()> {
        let rows = live::after(&self.app.store, self.position, BATCH).await;
        let rows = rows.map_err(|error| self.cut(&error)).ok()?;
        // Positions have no gaps but where old events were forgotten.
        if rows
            .first()
            .is_none_or(|first| first.position != self.position + 1)
        {
            self.position = newest;
            self.announce(RELOAD);
            return Some(());
        }
        for row in rows {
            self.position = row.position;
            self.push(&row);
        }
        Some(())
    }

    fn push(&mut self, row: &Positioned) {
        let own = row.event.kind == LiveKind::Staff && row.event.id == self.actor.staff_id;
        if row.event.kind.least_role() > self.actor.role && !own {
            return;
        }
        let event = Event::default().id(row.position.to_string());
        match event.json_data(&row.event) {
            Ok(event) => self.waiting.push_back(event),
            Err(cause) => tracing::error!(%cause, "a live event cannot be written"),
        }
    }

    fn announce(&mut self, name: &'static str) {
        let event = Event::default()
            .id(self.position.to_string())
            .event(name)
            .retry(COME_BACK)
            .data("{}");
        self.waiting.push_back(event);
    }

    /// `None` once the session has ended, was locked, or its owner disabled; takes over a changed role.
    async fn stands(&mut self) -> Option<()> {
        match session::at_work(&self.app, &self.actor.session_id).await {
            Ok(role) => {
                self.actor.role = role?;
                Some(())
            }
            Err(error) => {
                self.cut(&error);
                None
            }
        }
    }

    fn cut(&self, error: &DomainError) {
        tracing::info!(
            session_id = self.actor.session_id,
            reason = error.chain(),
            "a live stream is cut"
        );
    }
}
