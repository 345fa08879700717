//! The connection to a client, and responses that are not delivered completely.

use std::{
    convert::Infallible,
    future, io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
};

use futures_util::{StreamExt as _, stream};
use http_body_util::{BodyExt as _, Full, StreamBody, combinators::UnsyncBoxBody};
use hyper::{
    Response, StatusCode,
    body::{Bytes, Frame},
    header::CONTENT_LENGTH,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};

use super::response::HttpResponse;

type Body = UnsyncBoxBody<Bytes, Infallible>;

/// A connection that a response body can close after its last byte was sent. A body that ends with an error
/// would discard what is still buffered.
pub(super) struct Wire {
    stream: TcpStream,
    breaker: Breaker,
}

#[derive(Clone, Default)]
pub(super) struct Breaker(Arc<AtomicBool>);

impl Wire {
    pub fn new(stream: TcpStream, breaker: Breaker) -> Self {
        Self { stream, breaker }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.breaker.0.load(Ordering::Relaxed) {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// What happens after the last byte of a response.
pub(super) enum End {
    /// The connection is used for the next request.
    Complete,
    /// The connection is closed.
    Closed,
    /// The connection stays open, and nothing is sent.
    Stalled,
}

/// A response, and how it ends.
pub(super) struct Outgoing {
    response: HttpResponse,
    end: End,
}

impl Outgoing {
    pub fn whole(response: HttpResponse) -> Self {
        Self { response, end: End::Complete }
    }

    /// A response that ends after this number of bytes of the announced length. A shorter body is sent completely.
    pub fn partial(mut response: HttpResponse, after: usize, end: End) -> Self {
        let length = response.body().len();
        if after >= length {
            return Self::whole(response);
        }
        response.headers_mut().insert(CONTENT_LENGTH, length.into());
        response.body_mut().truncate(after);
        Self { response, end }
    }

    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    pub fn into_response(self, breaker: Breaker) -> Response<Body> {
        self.response.map(|bytes| match self.end {
            End::Complete => Full::from(bytes).boxed_unsync(),
            End::Closed => endless(bytes, move || breaker.0.store(true, Ordering::Relaxed)),
            End::Stalled => endless(bytes, || {}),
        })
    }
}

/// A body that never ends after its last byte.
fn endless(bytes: Bytes, after: impl FnOnce() + Send + 'static) -> Body {
    let rest = stream::once(async move {
        after();
        future::pending().await
    });
    StreamBody::new(stream::iter([Ok(Frame::data(bytes))]).chain(rest)).boxed_unsync()
}
