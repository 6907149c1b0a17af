//! A server that answers what it is told to, byte by byte, and remembers what it was asked.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use dojo::{Client, ClientConfig, Error, Timeouts};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::AbortHandle,
};

pub(crate) const KEY: &str = "sk_sandbox_k3y-of_the.account";

/// What becomes of a request, once it has been read whole.
pub(crate) enum Reply {
    /// A well-formed answer, on a connection that stays open.
    Json(u16, &'static str),
    /// These bytes, then the end of the connection.
    Raw(Vec<u8>),
    /// The connection is torn down.
    Reset,
    /// Nothing, for as long as the caller cares to wait.
    Silence,
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// Such as `GET /webhooks`.
    pub(crate) line: String,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self
            .headers
            .iter()
            .filter(|(known, _)| known.eq_ignore_ascii_case(name));
        let value = values.next().map(|(_, value)| value.as_str());
        assert!(values.next().is_none(), "{name} was sent twice");
        value
    }
}

#[derive(Default)]
struct Book {
    replies: Mutex<VecDeque<Reply>>,
    seen: Mutex<Vec<Seen>>,
    connections: Mutex<usize>,
}

pub(crate) struct Stub {
    address: SocketAddr,
    book: Arc<Book>,
    task: AbortHandle,
}

impl Stub {
    pub(crate) async fn start(replies: impl IntoIterator<Item = Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let book = Arc::new(Book {
            replies: Mutex::new(replies.into_iter().collect()),
            ..Book::default()
        });
        let for_task = Arc::clone(&book);
        let task = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                *for_task.connections.lock().unwrap() += 1;
                tokio::spawn(converse(stream, Arc::clone(&for_task)));
            }
        });
        Self {
            address,
            book,
            task: task.abort_handle(),
        }
    }

    /// A client that talks to this stub.
    pub(crate) fn client(&self) -> Client {
        client_of(&format!("http://{}", self.address), Timeouts::default())
    }

    /// One that gives up after two seconds.
    pub(crate) fn impatient_client(&self) -> Client {
        let timeouts = Timeouts {
            total: Duration::from_secs(2),
            ..Timeouts::default()
        };
        client_of(&format!("http://{}", self.address), timeouts)
    }

    /// One that expects TLS, which this stub does not speak.
    pub(crate) fn tls_client(&self) -> Client {
        client_of(&format!("https://{}", self.address), Timeouts::default())
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.book.seen.lock().unwrap().clone()
    }

    /// The only request that came.
    pub(crate) fn only(&self) -> Seen {
        let seen = self.seen();
        assert_eq!(seen.len(), 1, "{seen:#?}");
        seen[0].clone()
    }

    pub(crate) fn connections(&self) -> usize {
        *self.book.connections.lock().unwrap()
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A client of an address where nobody listens.
pub(crate) async fn client_of_nobody() -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    client_of(&format!("http://{address}"), Timeouts::default())
}

fn client_of(address: &str, timeouts: Timeouts) -> Client {
    let mut config = ClientConfig::new(address.parse().unwrap(), KEY.into());
    config.timeouts = timeouts;
    Client::new(config).unwrap()
}

async fn converse(mut stream: TcpStream, book: Arc<Book>) {
    while let Some(seen) = request(&mut stream).await {
        book.seen.lock().unwrap().push(seen);
        let reply = book.replies.lock().unwrap().pop_front();
        match reply.expect("more requests than replies") {
            Reply::Json(status, body) => {
                stream.write_all(&json(status, body)).await.unwrap();
            }
            Reply::Raw(bytes) => {
                // The caller may hang up on an answer that is too long.
                let _ = stream.write_all(&bytes).await;
                return;
            }
            Reply::Reset => {
                stream.set_zero_linger().unwrap();
                return;
            }
            Reply::Silence => {
                let _ = stream.read(&mut [0; 64]).await;
                return;
            }
        }
    }
}

/// `None` once the caller has hung up, or does not speak HTTP.
async fn request(stream: &mut TcpStream) -> Option<Seen> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let byte = stream.read_u8().await.ok()?;
        head.push(byte);
        if head.len() == 1 && !byte.is_ascii_uppercase() {
            return None;
        }
    }
    let head = String::from_utf8(head).unwrap();
    let mut lines = head.trim_end().split("\r\n");
    let line = lines
        .next()
        .unwrap()
        .trim_end_matches(" HTTP/1.1")
        .to_owned();
    let headers: Vec<(String, String)> = lines
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let mut seen = Seen {
        line,
        headers,
        body: String::new(),
    };
    let length = seen
        .header("content-length")
        .map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    seen.body = String::from_utf8(body).unwrap();
    Some(seen)
}

/// A well-formed answer.
pub(crate) fn json(status: u16, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}").into_bytes()
}

/// Runs one call against one answer, and gives back what was sent.
pub(crate) async fn sent<T>(
    answer: (u16, &'static str),
    call: impl AsyncFnOnce(Client) -> Result<T, Error>,
) -> Seen {
    let stub = Stub::start([Reply::Json(answer.0, answer.1)]).await;
    if let Err(error) = call(stub.client()).await {
        panic!("{error:?} after {:?}", stub.seen());
    }
    stub.only()
}
