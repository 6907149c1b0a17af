//! The live stream: what has changed elsewhere, so that what is on the screen is fetched again.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::console::live::{KEEP_ALIVE, KEEP_ALIVE_MS, LiveEvent, LiveKind, RELOAD};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, MessageEvent};

use crate::session::{self, Gate};
use crate::{api, browser};

/// How the stream stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connection {
    /// Not asked for yet.
    Starting,
    /// Changes arrive.
    Connected,
    /// The stream is cut. What is shown may be old; it is caught up when the stream is back.
    Reconnecting,
}

/// Between two tries when the browser has given up (milliseconds).
const PAUSE: i32 = 2_000;

/// Changes that come together are shown together (milliseconds).
const GATHER: i32 = 120;

/// How much later than it should the server may be heard of (milliseconds).
const LATE: i64 = 2_000;

const KINDS: [LiveKind; 8] = [
    LiveKind::Payment,
    LiveKind::Link,
    LiveKind::PhoneOrder,
    LiveKind::Hold,
    LiveKind::Customer,
    LiveKind::Attention,
    LiveKind::Staff,
    LiveKind::Settings,
];

#[derive(Clone)]
struct Stream {
    connection: RwSignal<Connection>,
    versions: Rc<[(LiveKind, RwSignal<u64>)]>,
    waiting: Rc<RefCell<Vec<LiveKind>>>,
    source: Rc<RefCell<Option<EventSource>>>,
    broken: Rc<Cell<bool>>,
    heard_at: Rc<Cell<i64>>,
    returns: RwSignal<u64>,
    asking: Rc<Cell<bool>>,
}

thread_local! {
    static STREAM: RefCell<Option<Stream>> = const { RefCell::new(None) };
}

/// Makes the signals, within the root owner. [`connect`] starts the stream.
pub(crate) fn begin() {
    let stream = Stream {
        connection: RwSignal::new(Connection::Starting),
        versions: KINDS.map(|kind| (kind, RwSignal::new(0))).into(),
        waiting: Rc::default(),
        source: Rc::default(),
        broken: Rc::default(),
        heard_at: Rc::default(),
        returns: RwSignal::new(0),
        asking: Rc::default(),
    };
    STREAM.set(Some(stream));
    browser::on_window("online", |_: web_sys::Event| ask_again());
}

#[expect(
    clippy::expect_used,
    reason = "begin() is called before anything is mounted"
)]
fn stream() -> Stream {
    STREAM.with_borrow(Clone::clone).expect("the live stream")
}

/// How the stream stands.
#[must_use]
pub fn connection() -> RwSignal<Connection> {
    stream().connection
}

/// Makes whoever reads it (a resource, an effect) run again when something of this kind has changed.
pub fn track(kind: LiveKind) {
    for (one, version) in stream().versions.iter() {
        if *one == kind {
            version.track();
        }
    }
}

/// Makes whoever reads it run again when the server can be reached again: what failed meanwhile is worth another try.
pub(crate) fn track_return() {
    stream().returns.track();
}

/// Says that what was refused or failed meanwhile is worth another try.
pub(crate) fn ask_again() {
    stream().returns.update(|returns| *returns += 1);
}

/// Opens the stream, unless it is open.
pub(crate) fn connect() {
    let stream = stream();
    if stream.source.borrow().is_some() {
        return;
    }
    let Ok(source) = EventSource::new("/api/console/live") else {
        return;
    };
    stream.heard_at.set(browser::now_ms());
    let opened = Closure::<dyn FnMut()>::new({
        let stream = stream.clone();
        move || {
            stream.heard_at.set(browser::now_ms());
            if stream.connection.get_untracked() == Connection::Reconnecting {
                ask_again();
            }
            stream.connection.set(Connection::Connected);
            if stream.broken.replace(false) {
                // A new stream knows nothing of what the old one missed.
                tell_all(&stream);
            }
        }
    });
    let failed = Closure::<dyn FnMut()>::new({
        let stream = stream.clone();
        let source = source.clone();
        move || lost(&stream, &source)
    });
    let changed = Closure::<dyn FnMut(MessageEvent)>::new({
        let stream = stream.clone();
        move |event: MessageEvent| {
            stream.heard_at.set(browser::now_ms());
            let text = event.data().as_string().unwrap_or_default();
            match serde_json::from_str::<LiveEvent>(&text) {
                Ok(event) => {
                    follow_oneself(&stream, &event);
                    tell(&stream, event.kind);
                }
                Err(_) => tell_all(&stream),
            }
        }
    });
    let reload = Closure::<dyn FnMut()>::new({
        let stream = stream.clone();
        move || tell_all(&stream)
    });
    let alive = Closure::<dyn FnMut()>::new({
        let stream = stream.clone();
        move || stream.heard_at.set(browser::now_ms())
    });
    source.set_onopen(Some(opened.as_ref().unchecked_ref()));
    source.set_onerror(Some(failed.as_ref().unchecked_ref()));
    source.set_onmessage(Some(changed.as_ref().unchecked_ref()));
    // The events' names are fixed, so listening cannot fail.
    let _ = source
        .add_event_listener_with_callback(KEEP_ALIVE, alive.as_ref().unchecked_ref())
        .and(source.add_event_listener_with_callback(RELOAD, reload.as_ref().unchecked_ref()));
    opened.forget();
    failed.forget();
    changed.forget();
    reload.forget();
    alive.forget();
    *stream.source.borrow_mut() = Some(source);
}

/// Closes the stream: while the console is locked, nothing is told.
pub(crate) fn disconnect() {
    let stream = stream();
    if let Some(source) = stream.source.take() {
        source.close();
        stream.broken.set(true);
    }
}

/// Looks whether the stream has fallen silent; if so, says so and opens another.
pub(crate) fn check() {
    let stream = stream();
    // After such a silence the server hangs, or the line was cut without a word.
    let silence = 2 * i64::from(KEEP_ALIVE_MS) + LATE;
    if browser::now_ms() - stream.heard_at.get() < silence {
        return;
    }
    if let Some(source) = stream.source.take() {
        source.close();
        stream.connection.set(Connection::Reconnecting);
        stream.broken.set(true);
        connect();
    }
}

fn lost(stream: &Stream, source: &EventSource) {
    stream.connection.set(Connection::Reconnecting);
    // The session may have ended or been locked elsewhere, and the browser does not say why a stream was refused.
    ask(stream);
    // The browser comes back by itself with the last id that it saw, unless the server refused it.
    if source.ready_state() != EventSource::CLOSED {
        return;
    }
    source.close();
    stream.broken.set(true);
    let held = stream.source.take();
    if held.is_some() {
        browser::after(PAUSE, || {
            if session::gate().get_untracked() == Gate::Open {
                connect();
            }
        });
    }
}

/// Whoever is signed in may have been given another role, or be signed out.
fn follow_oneself(stream: &Stream, event: &LiveEvent) {
    let own = session::current_untracked().is_some_and(|session| session.staff_id == event.id);
    if own && event.kind == LiveKind::Staff {
        ask(stream);
    }
}

/// Asks how the session stands, unless that is being asked. An answer that is not [`Gate::Open`] closes the stream.
fn ask(stream: &Stream) {
    if stream.asking.replace(true) {
        return;
    }
    let asking = stream.asking.clone();
    spawn_local(async move {
        // Should the server not be reached, the next try to connect asks again.
        let _: Result<(), api::Error> = session::ask().await;
        asking.set(false);
    });
}

fn tell(stream: &Stream, kind: LiveKind) {
    let mut waiting = stream.waiting.borrow_mut();
    if waiting.contains(&kind) {
        return;
    }
    waiting.push(kind);
    if waiting.len() == 1 {
        let stream = stream.clone();
        browser::after(GATHER, move || {
            let kinds = stream.waiting.take();
            for (kind, version) in stream.versions.iter() {
                if kinds.contains(kind) {
                    version.update(|version| *version += 1);
                }
            }
        });
    }
}

fn tell_all(stream: &Stream) {
    for kind in KINDS {
        tell(stream, kind);
    }
}
