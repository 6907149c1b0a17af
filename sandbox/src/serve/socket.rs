//! A TCP stream that can be told to end with a reset instead of an orderly goodbye.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};

/// The stream.
pub(super) struct Socket {
    stream: TcpStream,
    resetter: Resetter,
}

/// Tells the stream to end with a reset.
#[derive(Clone, Debug, Default)]
pub(super) struct Resetter(Arc<AtomicBool>);

impl Resetter {
    pub(super) fn arm(&self) {
        self.0.store(true, Ordering::Release);
    }
}

impl Socket {
    pub(super) fn new(stream: TcpStream) -> (Self, Resetter) {
        let resetter = Resetter::default();
        let socket = Self {
            stream,
            resetter: resetter.clone(),
        };
        (socket, resetter)
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        if self.resetter.0.load(Ordering::Acquire) {
            // Without it the client sees an early end, which is what it should see of a broken server too.
            let _ = self.stream.set_zero_linger();
        }
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
