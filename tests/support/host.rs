//! A host that answers as it is told, byte by byte, and on a paused clock at exact times.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::{
    io, mem,
    sync::{Arc, Mutex, mpsc},
    time::Duration,
};

use aimlapi_kling::{Client, Job, Video, WaitPolicy};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::watch,
    time::{Instant, sleep, timeout},
};

use crate::support::KEY;

/// The generation id of every job here.
pub const ID: &str = "abc";

/// What the host does on one connection, once a request's head has come.
#[derive(Clone)]
pub struct Exchange {
    head: String,
    acts: Vec<Act>,
    ending: Ending,
    pause: Duration,
}

#[derive(Clone)]
enum Act {
    Send(Vec<u8>),
    /// Waits until the client has told of exactly so many bytes.
    Until(u64),
    /// Lets the clock run.
    Run(Duration),
}

#[derive(Clone)]
enum Ending {
    Close,
    Reset,
    /// Keeps the connection until the client leaves it.
    Stall,
}

impl Exchange {
    /// A reply with this status, such as `200 OK`.
    pub fn new(status: &str) -> Self {
        let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\n");
        Self { head, acts: Vec::new(), ending: Ending::Close, pause: Duration::ZERO }
    }

    /// No reply at all.
    pub fn silent() -> Self {
        Self { head: String::new(), ..Self::new("") }
    }

    pub fn json(body: &Value) -> Self {
        let body = body.to_string();
        Self::new("200 OK").header("content-length", body.len()).send(body)
    }

    pub fn header(mut self, name: &str, value: impl ToString) -> Self {
        self.head += &format!("{name}: {}\r\n", value.to_string());
        self
    }

    pub fn send(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.acts.push(Act::Send(bytes.as_ref().to_vec()));
        self
    }

    /// Waits until the client has told of exactly so many bytes on its disk.
    pub fn until(mut self, bytes: u64) -> Self {
        self.acts.push(Act::Until(bytes));
        self
    }

    /// Lets the clock run for so many seconds.
    pub fn run(mut self, seconds: u64) -> Self {
        self.acts.push(Act::Run(Duration::from_secs(seconds)));
        self
    }

    /// Ends with a reset, where it would end as every connection does.
    pub fn reset(mut self) -> Self {
        self.ending = Ending::Reset;
        self
    }

    /// Never ends by itself.
    pub fn stall(mut self) -> Self {
        self.ending = Ending::Stall;
        self
    }

    /// Lets the clock run for so many seconds between the end of it and the next one.
    pub fn pause(mut self, seconds: u64) -> Self {
        self.pause = Duration::from_secs(seconds);
        self
    }
}

/// A request.
#[derive(Clone, Debug)]
pub struct Asked {
    pub head: String,
    /// When it came, in seconds from the beginning.
    pub at: f64,
    /// When the client closed the connection.
    pub left: Option<f64>,
}

impl Asked {
    pub fn path(&self) -> &str {
        self.head.split(' ').nth(1).unwrap()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

pub struct Host {
    address: String,
    listener: Mutex<Option<TcpListener>>,
    start: Instant,
    asked: Arc<Mutex<Vec<Asked>>>,
    progress: watch::Sender<u64>,
    hold: Mutex<Option<Hold>>,
}

impl Host {
    /// Binds, and holds the clock from now on.
    pub fn bind() -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        Self {
            address: format!("http://{}", listener.local_addr().unwrap()),
            listener: Mutex::new(Some(TcpListener::from_std(listener).unwrap())),
            start: Instant::now(),
            asked: Arc::default(),
            progress: watch::Sender::new(0),
            hold: Mutex::new(Some(Hold::new())),
        }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Answers the connections to come, one after the other.
    pub fn serve(&self, script: Vec<Exchange>) {
        let mut actor = Actor {
            listener: self.listener.lock().unwrap().take().expect("a host has one script"),
            start: self.start,
            asked: self.asked.clone(),
            progress: self.progress.subscribe(),
            hold: self.hold.lock().unwrap().take(),
        };
        tokio::spawn(async move { actor.perform(script).await });
    }

    /// Answers for the job that it is done, then as the script says. The job's reply is the first
    /// request.
    pub async fn video(&self, script: Vec<Exchange>) -> Video {
        self.video_that_says(json!({ "url": self.url("/1.mp4") }), script).await
    }

    pub async fn video_that_says(&self, video: Value, mut script: Vec<Exchange>) -> Video {
        script.insert(0, completed(video));
        self.serve(script);
        let video = client(&self.address).wait(&Job::from_id(ID)).await.unwrap();
        self.asked.lock().unwrap().clear();
        video
    }

    /// Tells the host how far the client is.
    pub fn progress(&self) -> impl FnMut(u64, Option<u64>) + Send + use<> {
        let progress = self.progress.clone();
        move |bytes, _| _ = progress.send_replace(bytes)
    }

    /// The requests, but for the one with which [`video`](Self::video) began.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// When they came, in seconds, and from which byte on they asked for the video.
    pub fn ranges(&self) -> Vec<(f64, Option<u64>)> {
        let from = |asked: &Asked| {
            asked
                .header("range")?
                .strip_prefix("bytes=")
                .and_then(|range| range.strip_suffix('-')?.parse().ok())
        };
        self.asked().iter().map(|asked| (asked.at, from(asked))).collect()
    }

    /// Seconds since the beginning.
    pub fn elapsed(&self) -> f64 {
        self.start.elapsed().as_secs_f64()
    }
}

/// The reply for a job that is done.
pub fn completed(video: Value) -> Exchange {
    Exchange::json(&json!({ "id": ID, "status": "completed", "video": video }))
}

/// A client that waits for nothing.
pub fn client(base_url: &str) -> Client {
    let policy = WaitPolicy::new().first(Duration::ZERO);
    Client::builder(KEY).base_url(base_url).wait_policy(policy).build().unwrap()
}

struct Actor {
    listener: TcpListener,
    start: Instant,
    asked: Arc<Mutex<Vec<Asked>>>,
    progress: watch::Receiver<u64>,
    hold: Option<Hold>,
}

impl Actor {
    async fn perform(&mut self, script: Vec<Exchange>) {
        let mut pause = Duration::ZERO;
        for mut exchange in script {
            let next = mem::take(&mut exchange.pause);
            let stream = self.accept(pause).await.unwrap();
            // A client may leave early.
            let _ = self.answer(stream, exchange).await;
            if let Some(asked) = self.asked.lock().unwrap().last_mut() {
                asked.left = Some(self.start.elapsed().as_secs_f64());
            }
            pause = next;
        }
        self.hold = None;
        // What comes beyond the script is seen, and not answered.
        while let Ok((mut stream, _)) = self.listener.accept().await {
            let _ = self.read_head(&mut stream).await;
        }
    }

    /// The next connection, which is to come after exactly this pause. The clock runs only during
    /// it: while something is on its way through a socket, it would jump.
    async fn accept(&mut self, pause: Duration) -> io::Result<TcpStream> {
        let mut early = None;
        if !pause.is_zero() {
            self.hold = None;
            early = timeout(pause, self.listener.accept()).await.ok();
            self.hold = Some(Hold::new());
        }
        let accepted = match early {
            Some(accepted) => accepted,
            None => self.listener.accept().await,
        };
        accepted.map(|(stream, _)| stream)
    }

    async fn read_head(&self, stream: &mut TcpStream) -> io::Result<()> {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await?);
        }
        let (head, at) = (String::from_utf8(head).unwrap(), self.start.elapsed().as_secs_f64());
        self.asked.lock().unwrap().push(Asked { head, at, left: None });
        Ok(())
    }

    async fn answer(&mut self, mut stream: TcpStream, exchange: Exchange) -> io::Result<()> {
        self.read_head(&mut stream).await?;
        if !exchange.head.is_empty() {
            stream.write_all(format!("{}\r\n", exchange.head).as_bytes()).await?;
        }
        for act in exchange.acts {
            match act {
                Act::Send(bytes) => stream.write_all(&bytes).await?,
                Act::Until(bytes) => drop(self.progress.wait_for(|there| *there == bytes).await),
                Act::Run(span) => {
                    self.hold = None;
                    sleep(span).await;
                    self.hold = Some(Hold::new());
                }
            }
        }
        match exchange.ending {
            Ending::Close => stream.shutdown().await?,
            Ending::Reset => {
                stream.set_zero_linger()?;
                drop(stream);
                return let_the_client_notice().await;
            }
            Ending::Stall => {}
        }
        // The client goes on without a socket only when it has closed this one.
        stream.read_to_end(&mut Vec::new()).await.map(drop)
    }
}

/// A reset leaves nothing to wait for; a few turns of the runtime are enough.
async fn let_the_client_notice() -> io::Result<()> {
    for _ in 0..20 {
        tokio::task::spawn_blocking(|| ()).await?;
    }
    Ok(())
}

/// Holds a paused clock, as [`HeldClock`](crate::support::HeldClock) does, but not for ever: a
/// client that pauses for longer than it should is then seen to come late.
struct Hold(#[allow(dead_code, reason = "dropping it lets go")] mpsc::Sender<()>);

impl Hold {
    fn new() -> Self {
        let (held, released) = mpsc::channel();
        tokio::task::spawn_blocking(move || released.recv_timeout(Duration::from_secs(60)));
        Self(held)
    }
}
