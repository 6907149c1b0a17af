//! The live stream over a real connection: nothing is missed across a cut, nobody is told what is not for them.

use std::time::Duration;

use shared::Role;
use shared::console::live::{LiveEvent, LiveKind, READY, RELOAD};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::tcp::OwnedReadHalf;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use super::world::{Desk, World, on_each_database};
use crate::app::App;
use crate::{live, router, serve};

/// The whole server on a port, and a member of staff.
struct Server {
    address: std::net::SocketAddr,
    app: App,
    desk: Desk,
    following: CancellationToken,
    stop: oneshot::Sender<()>,
    task: tokio::task::JoinHandle<()>,
}

impl Server {
    async fn start(world: &World, role: Role) -> Self {
        let app = &world.app;
        let desk = world.desk(role).await;
        let router = router::router(app.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let streams = app.clone();
        let task = tokio::spawn(serve::serve(listener, router, async move {
            let _ = stopped.await;
            streams.close_streams();
        }));
        let following = CancellationToken::new();
        tokio::spawn(follow(app.clone(), following.clone()));
        Self {
            address,
            app: app.clone(),
            desk,
            following,
            stop,
            task,
        }
    }

    async fn connect(&self, last_event_id: Option<&str>) -> Stream {
        let (reader, mut writer) = TcpStream::connect(self.address).await.unwrap().into_split();
        let id = last_event_id.map_or_else(String::new, |id| format!("last-event-id: {id}\r\n"));
        let cookie = &self.desk.cookie;
        let request = format!(
            "GET /api/console/live HTTP/1.1\r\nhost: test\r\nconnection: close\r\naccept: text/event-stream\r\ncookie: {cookie}\r\n{id}\r\n"
        );
        writer.write_all(request.as_bytes()).await.unwrap();
        let mut stream = Stream {
            lines: BufReader::new(reader).lines(),
            _writer: writer,
        };
        let mut head = String::new();
        loop {
            match stream.line().await.as_deref() {
                None | Some("") => break,
                Some(line) => head.push_str(&format!("{line}\n")),
            }
        }
        if !head.starts_with("HTTP/1.1 429") {
            assert!(head.starts_with("HTTP/1.1 200"), "{head}");
            assert!(head.contains("text/event-stream"), "{head}");
            assert!(head.contains("cache-control: no-store"), "{head}");
            assert!(head.contains("x-accel-buffering: no"), "{head}");
        }
        stream
    }

    async fn tell(&self, kind: LiveKind, id: &str) {
        tell(&self.app, kind, id).await;
    }

    /// Tells something so that the stream looks up at once whether it still may.
    async fn rouse(&self) {
        self.tell(LiveKind::Payment, "pi_rouse").await;
    }

    async fn stop(self) {
        self.stop.send(()).unwrap();
        self.task.await.unwrap();
        self.following.cancel();
    }
}

async fn tell(app: &App, kind: LiveKind, id: &str) {
    let mut tx = app.store.begin().await.unwrap();
    let event = LiveEvent {
        kind,
        id: id.to_owned(),
    };
    live::tell(&mut tx, &event, app.clock.now_ms())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    live::hint(app);
}

/// What the background task does, as long as the test lasts.
async fn follow(app: App, until: CancellationToken) {
    loop {
        live::round(&app).await.unwrap();
        tokio::select! {
            () = until.cancelled() => return,
            () = app.wake.live.notified() => {}
            () = tokio::time::sleep(Duration::from_millis(400)) => {}
        }
    }
}

struct Stream {
    lines: tokio::io::Lines<BufReader<OwnedReadHalf>>,
    _writer: tokio::net::tcp::OwnedWriteHalf,
}

#[derive(Debug, Default, PartialEq)]
struct Frame {
    id: String,
    event: String,
    data: String,
}

impl Stream {
    async fn line(&mut self) -> Option<String> {
        tokio::time::timeout(Duration::from_secs(10), self.lines.next_line())
            .await
            .expect("a line within ten seconds")
            .ok()?
    }

    /// The next event; `None` at the end of the stream.
    async fn frame(&mut self) -> Option<Frame> {
        let mut frame = Frame::default();
        loop {
            let line = self.line().await?;
            if let Some(id) = line.strip_prefix("id: ") {
                frame.id = id.to_owned();
            } else if let Some(event) = line.strip_prefix("event: ") {
                frame.event = event.to_owned();
            } else if let Some(data) = line.strip_prefix("data: ") {
                frame.data = data.to_owned();
            } else if line.is_empty() && frame != Frame::default() {
                return Some(frame);
            }
        }
    }

    async fn change(&mut self) -> (String, LiveEvent) {
        let frame = self.frame().await.unwrap();
        assert_eq!(frame.event, "", "{frame:?}");
        (frame.id, serde_json::from_str(&frame.data).unwrap())
    }
}

#[tokio::test]
async fn a_stream_that_was_cut_goes_on_where_it_was_and_misses_nothing() {
    on_each_database(async |world| {
        let server = Server::start(&world, Role::Viewer).await;
        let writing = tokio::spawn({
            let app = world.app.clone();
            async move {
                for at in 0..60 {
                    tell(&app, LiveKind::Payment, &format!("pi_{at}")).await;
                }
            }
        });
        let (mut seen, mut last) = (Vec::new(), "0".to_owned());
        while seen.len() < 60 {
            let mut stream = server.connect(Some(&last)).await;
            assert_eq!(stream.frame().await.unwrap().event, READY);
            // Seven events, and the line breaks.
            for _ in 0..7.min(60 - seen.len()) {
                let (id, event) = stream.change().await;
                last = id;
                seen.push(event.id);
            }
        }
        writing.await.unwrap();
        let all: Vec<String> = (0..60).map(|at| format!("pi_{at}")).collect();
        assert_eq!(seen, all);
        server.stop().await;
    })
    .await;
}

#[tokio::test]
async fn an_event_of_another_process_arrives_within_a_second() {
    on_each_database(async |world| {
        let other = world.another_process().await;
        let server = Server::start(&world, Role::Viewer).await;
        let mut stream = server.connect(None).await;
        stream.frame().await.unwrap();
        let told = std::time::Instant::now();
        tell(&other, LiveKind::Link, "ln_1").await;
        assert_eq!(stream.change().await.1.id, "ln_1");
        assert!(told.elapsed() < Duration::from_secs(1));
        server.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_new_stream_begins_a_moment_ago_and_an_unknown_position_means_reload() {
    on_each_database(async |world| {
        let server = Server::start(&world, Role::Viewer).await;
        server.tell(LiveKind::Payment, "pi_old").await;
        world.clock.advance(60);
        server.tell(LiveKind::Payment, "pi_new").await;
        let mut fresh = server.connect(None).await;
        assert_eq!(fresh.frame().await.unwrap().event, READY);
        assert_eq!(fresh.change().await.1.id, "pi_new");
        for unknown in ["99", "-1", "x", ""] {
            let mut stream = server.connect(Some(unknown)).await;
            assert_eq!(stream.frame().await.unwrap().event, READY);
            let reload = stream.frame().await.unwrap();
            assert_eq!((&*reload.event, &*reload.id), (RELOAD, "2"), "{unknown}");
        }
        server.stop().await;
    })
    .await;
}

#[tokio::test]
async fn whoever_was_away_for_too_long_is_told_to_reload() {
    on_each_database(async |world| {
        tell(&world.app, LiveKind::Payment, "pi_1").await;
        tell(&world.app, LiveKind::Payment, "pi_2").await;
        world.clock.advance(3 * 24 * 60 * 60);
        live::round(&world.app).await.unwrap();
        let server = Server::start(&world, Role::Viewer).await;
        server.tell(LiveKind::Payment, "pi_3").await;
        let mut late = server.connect(Some("1")).await;
        assert_eq!(late.frame().await.unwrap().event, READY);
        let reload = late.frame().await.unwrap();
        assert_eq!((&*reload.event, &*reload.id), (RELOAD, "3"));
        let mut in_time = server.connect(Some("2")).await;
        assert_eq!(in_time.frame().await.unwrap().event, READY);
        assert_eq!(in_time.change().await.1.id, "pi_3");
        server.stop().await;
    })
    .await;
}

#[tokio::test]
async fn what_is_for_owners_is_told_to_owners() {
    for (role, told) in [(Role::Manager, false), (Role::Owner, true)] {
        on_each_database(async |world: World| {
            let server = Server::start(&world, role).await;
            let mut stream = server.connect(None).await;
            stream.frame().await.unwrap();
            server.tell(LiveKind::Staff, "st_2").await;
            server.tell(LiveKind::Payment, "pi_1").await;
            let (_, first) = stream.change().await;
            assert_eq!(first.kind == LiveKind::Staff, told, "{role}");
            server.stop().await;
        })
        .await;
    }
}

#[tokio::test]
async fn everybody_is_told_what_changed_about_themselves() {
    on_each_database(async |world: World| {
        let server = Server::start(&world, Role::Clerk).await;
        let mut stream = server.connect(None).await;
        stream.frame().await.unwrap();
        let own = server.desk.actor.staff_id.clone();
        server.tell(LiveKind::Staff, &own).await;
        assert_eq!(stream.change().await.1.id, own);
        server.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_stop_ends_the_streams_and_a_session_has_only_so_many() {
    on_each_database(async |world: World| {
        let server = Server::start(&world, Role::Viewer).await;
        let mut streams = Vec::new();
        for _ in 0..8 {
            let mut stream = server.connect(None).await;
            assert_eq!(stream.frame().await.unwrap().event, READY);
            streams.push(stream);
        }
        let mut refused = server.connect(None).await;
        assert!(refused.line().await.unwrap().contains("too_many_requests"));
        let asked = std::time::Instant::now();
        server.stop().await;
        assert!(asked.elapsed() < Duration::from_secs(5));
        for mut stream in streams {
            assert_eq!(stream.frame().await, None);
        }
    })
    .await;
}

#[tokio::test]
async fn a_stream_ends_with_its_session_and_while_the_console_is_locked() {
    on_each_database(async |world: World| {
        for (method, path) in [("lock", "/session/lock"), ("sign out", "/session")] {
            let server = Server::start(&world, Role::Clerk).await;
            let mut stream = server.connect(None).await;
            stream.frame().await.unwrap();
            let answer = match method {
                "lock" => server.desk.post(path, serde_json::json!({})).await,
                _ => server.desk.delete(path).await,
            };
            assert!(answer.status.is_success(), "{answer:?}");
            assert_eq!(stream.frame().await, None, "{method}");
            server.following.cancel();
            std::mem::forget(server.stop);
            world.clock.advance(60);
        }
    })
    .await;
}

#[tokio::test]
async fn a_stream_alone_does_not_keep_the_console_from_locking() {
    on_each_database(async |world: World| {
        let server = Server::start(&world, Role::Viewer).await;
        world.clock.advance(14 * 60);
        let mut stream = server.connect(None).await;
        stream.frame().await.unwrap();
        world.clock.advance(2 * 60);
        server.rouse().await;
        assert_eq!(stream.frame().await, None);
        server.stop().await;
    })
    .await;
}
