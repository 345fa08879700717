//! One connection of a scripted host.

use std::{io, sync::Arc};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use super::{
    Responder, Shared,
    request::RecordedRequest,
    response::{End, Reads, Step},
};
use crate::support::clock::{Hold, settle};

/// Bytes of a request's head that [`Reads::HalfOfHead`] reads.
const HALF_OF_HEAD: usize = 60;

/// Turns of the runtime in which everything that was sent arrives.
const TURNS: usize = 10;

pub(super) struct Connection {
    shared: Arc<Shared>,
    stream: TcpStream,
    number: usize,
}

impl Connection {
    pub(super) fn new(shared: Arc<Shared>, stream: TcpStream, number: usize) -> Self {
        Self { shared, stream, number }
    }

    /// Serves one request after the other, until one side closes the connection.
    pub(super) async fn serve(mut self) {
        let mut last = None;
        // A client may open a connection without sending a request.
        while self.stream.peek(&mut [0]).await.is_ok_and(|bytes| bytes > 0) {
            let hold = self.shared.clock.hold();
            let (id, responder) = self.shared.next_request(self.number, last.is_some());
            last = Some(id);
            // A client may close the connection at any time.
            if !matches!(self.exchange(hold, id, responder).await, Ok(End::KeepAlive)) {
                break;
            }
        }
        let closed_at = self.shared.elapsed();
        if let Some(id) = last {
            self.shared.record(id, |request| request.closed_at = Some(closed_at));
        }
    }

    /// Plays one response. Unless it keeps the connection alive, that is closed afterwards.
    async fn exchange(&mut self, mut hold: Hold, id: usize, responder: Responder) -> io::Result<End> {
        let reads =
            if let Responder::Fixed(response) = &responder { response.reads } else { Reads::Everything };
        let request = self.read(reads).await?;
        let response = match responder {
            Responder::Fixed(response) => response,
            Responder::Computed(respond) => respond(&request),
        };
        self.shared.record(id, |recorded| {
            let response_status = response.status_code;
            *recorded = RecordedRequest {
                response_status,
                at: recorded.at,
                connection: recorded.connection,
                ..request
            };
        });
        self.stream.write_all(&response.head()).await?;
        for step in response.steps {
            match step {
                Step::Send(bytes) => self.stream.write_all(&bytes).await?,
                Step::UntilReceived(bytes) => {
                    let mut received = self.shared.received.subscribe();
                    let _ = received.wait_for(|received| *received == bytes).await;
                }
                Step::Pause(pause) => hold = hold.pause(&self.shared.clock, pause).await,
            }
        }
        self.finish(hold, response.end).await
    }

    async fn finish(&mut self, hold: Hold, end: End) -> io::Result<End> {
        match end {
            End::Close => {
                self.stream.shutdown().await?;
                self.wait_for_close().await?;
            }
            End::Reset => {
                settle(TURNS).await;
                self.stream.set_zero_linger()?;
            }
            End::Stall => {
                settle(TURNS).await;
                drop(hold);
                self.wait_for_close().await?;
            }
            End::KeepAlive => settle(TURNS).await,
        }
        Ok(end)
    }

    async fn wait_for_close(&mut self) -> io::Result<()> {
        self.stream.read_to_end(&mut Vec::new()).await.map(drop)
    }

    async fn read(&mut self, reads: Reads) -> io::Result<RecordedRequest> {
        let max_head = match reads {
            Reads::Nothing => 0,
            Reads::HalfOfHead => HALF_OF_HEAD,
            Reads::HalfOfBody | Reads::Everything => usize::MAX,
        };
        let mut head = Vec::new();
        while head.len() < max_head && !head.ends_with(b"\r\n\r\n") {
            head.push(self.stream.read_u8().await?);
        }
        let head = String::from_utf8(head).expect("a client sends ASCII");
        let mut request = RecordedRequest { head, ..Default::default() };
        let length = request.header("content-length").map_or(0, |length| length.parse().unwrap());
        request.is_complete = matches!(reads, Reads::Everything);
        request.body = vec![0; if matches!(reads, Reads::HalfOfBody) { length / 2 } else { length }];
        self.stream.read_exact(&mut request.body).await?;
        Ok(request)
    }
}
