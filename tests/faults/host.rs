//! A host that plays a fault, once or always, and behaves otherwise.

use std::{
    future::pending,
    io,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
    task::JoinSet,
    time::sleep,
};

use super::{
    clock::{Clock, settle},
    play::{Cut, End, Exchange, Read, Reply, Times},
    service::{self, Answer, header},
};

/// Time between two bytes of a drip.
const DRIP: Duration = Duration::from_secs(7);

/// A connection, and what has been read from it.
#[derive(Debug, Default)]
pub struct Asked {
    pub head: String,
    pub is_whole: bool,
    /// The status of the answer, of which some may be missing.
    pub answered: Option<u16>,
}

/// When a host begins to listen.
#[derive(Clone, Copy)]
pub enum Listens {
    Always,
    /// After the first attempt, and before any other.
    Late,
    Never,
}

pub struct Host {
    address: String,
    state: Arc<Mutex<State>>,
    /// Ends with the host.
    _serving: JoinSet<()>,
}

#[derive(Default)]
struct State {
    /// What is to be played, and how often.
    fault: Exchange,
    times: usize,
    asked: Vec<Asked>,
}

impl Host {
    /// One that says that the video is at `video`.
    pub async fn start(listens: Listens, video: &str, clock: &Clock) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let address = format!("http://{}", socket.local_addr().unwrap());
        let state = Arc::default();
        let actor = Actor { video: video.to_owned(), state: Arc::clone(&state), clock: clock.clone() };
        let mut serving = JoinSet::new();
        serving.spawn(actor.serve(socket, listens));
        settle().await;
        Self { address, state, _serving: serving }
    }

    /// Forgets what it has seen, and plays this next.
    pub fn play(&self, fault: Exchange, times: Times) {
        let times = if times == Times::Once { 1 } else { usize::MAX };
        *self.state.lock().unwrap() = State { fault, times, asked: Vec::new() };
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    /// The connections so far, which are forgotten.
    pub fn take_asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.state.lock().unwrap().asked)
    }
}

#[derive(Clone)]
struct Actor {
    video: String,
    state: Arc<Mutex<State>>,
    clock: Clock,
}

impl Actor {
    async fn serve(self, socket: TcpSocket, listens: Listens) {
        match listens {
            Listens::Always => {}
            // Nobody pauses for less than a second.
            Listens::Late => sleep(Duration::from_millis(500)).await,
            Listens::Never => pending().await,
        }
        let listener = socket.listen(8).unwrap();
        let mut connections = JoinSet::new();
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let (number, exchange) = self.state.lock().unwrap().next();
            let actor = self.clone();
            connections.spawn(async move {
                // A client may leave early.
                let _ = actor.exchange(stream, number, exchange).await;
            });
        }
    }

    async fn exchange(&self, mut stream: TcpStream, number: usize, exchange: Exchange) -> io::Result<()> {
        let work = self.clock.work();
        // Before anything happens to the connection, the client is to know that it is there.
        settle().await;
        self.read(&mut stream, number, exchange.read).await?;
        let (sent, rest) = exchange.reply.map_or_else(Default::default, |reply| self.reply(number, &reply));
        stream.write_all(&sent).await?;
        match exchange.end {
            End::Close => stream.shutdown().await?,
            End::Reset => {
                settle().await;
                return stream.set_zero_linger();
            }
            End::Silence => drop(work),
            End::Drip => {
                drop(work);
                drip(&mut stream, &rest).await?;
            }
        }
        stream.read_to_end(&mut Vec::new()).await.map(drop)
    }

    async fn read(&self, stream: &mut TcpStream, number: usize, read: Read) -> io::Result<()> {
        let most = match read {
            Read::Nothing => 0,
            Read::HalfOfHead => 60,
            Read::HalfOfBody | Read::All => usize::MAX,
        };
        let mut head = Vec::new();
        while head.len() < most && !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await?);
        }
        let head = String::from_utf8(head).unwrap();
        let length = header(&head, "content-length").map_or(0, |length| length.parse().unwrap());
        let length = if matches!(read, Read::HalfOfBody) { length / 2 } else { length };
        stream.read_exact(&mut vec![0; length]).await?;
        let asked = &mut self.state.lock().unwrap().asked[number];
        (asked.head, asked.is_whole) = (head, matches!(read, Read::All));
        Ok(())
    }

    /// What is sent of a reply, and what may drip after it.
    fn reply(&self, number: usize, reply: &Reply) -> (Vec<u8>, Vec<u8>) {
        let asked = &mut self.state.lock().unwrap().asked[number];
        let mut answer = service::answer(&asked.head, &self.video);
        if let Some(body) = service::other(&reply.body, &asked.head) {
            answer.body = body;
        }
        answer.status = reply.status.unwrap_or(answer.status);
        answer.headers.retain(|(name, _)| reply.headers.iter().all(|(other, _)| name != other));
        answer.headers.extend(reply.headers.iter().cloned());
        asked.answered = Some(answer.status);
        let head = head(&answer, reply.is_unannounced);
        let at = match reply.cut {
            Cut::Nowhere => head.len() + answer.body.len(),
            Cut::InHead => head.len() / 2,
            Cut::AfterHead => head.len(),
            Cut::BeforeId => head.len() + 12,
            Cut::Half => head.len() + answer.body.len() / 2,
        };
        let mut sent = head.into_bytes();
        sent.extend(answer.body);
        let rest = sent.split_off(at);
        (sent, rest)
    }
}

impl State {
    /// The number of a connection, and what is to happen to it.
    fn next(&mut self) -> (usize, Exchange) {
        self.asked.push(Asked::default());
        let number = self.asked.len() - 1;
        let exchange = if number < self.times { self.fault.clone() } else { Exchange::default() };
        (number, exchange)
    }
}

fn head(answer: &Answer, is_unannounced: bool) -> String {
    let mut head = format!("HTTP/1.1 {} \r\nconnection: close\r\n", answer.status);
    if !is_unannounced {
        head += &format!("content-length: {}\r\n", answer.body.len());
    }
    for (name, value) in &answer.headers {
        head += &format!("{name}: {value}\r\n");
    }
    head + "\r\n"
}

async fn drip(stream: &mut TcpStream, bytes: &[u8]) -> io::Result<()> {
    for byte in bytes {
        sleep(DRIP).await;
        stream.write_all(&[*byte]).await?;
    }
    Ok(())
}
