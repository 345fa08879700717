//! A host that plays what a script says, byte by byte.
//!
//! A script says for each request, counted in the order of their arrival, what the host does with it: how much of it
//! is read, what is sent and when, and how the connection ends. Connections are served side by side, and a
//! kept-alive one takes one request after the other. Everything that arrives is recorded. The host holds the
//! [`Clock`] while it is at work.

mod request;
mod response;

use std::{
    collections::VecDeque,
    io,
    sync::{Arc, Mutex},
    time::Duration,
};

pub use request::RecordedRequest;
use response::Step;
pub use response::{End, Reads, ScriptedResponse};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
    sync::watch,
    task::JoinSet,
    time::{Instant, sleep},
};

use super::clock::{Clock, Hold, settle};

/// Bytes of a request's head that [`Reads::HalfOfHead`] reads.
const HALF_OF_HEAD: usize = 60;

/// When a host begins to accept connections. Before, they are refused.
#[derive(Clone, Copy)]
pub enum Listens {
    Always,
    After(Duration),
    Never,
}

/// What decides the response to a request.
#[derive(Clone)]
pub enum Responder {
    Fixed(ScriptedResponse),
    /// Depends on the request, all of which is read.
    Computed(Arc<dyn Fn(&RecordedRequest) -> ScriptedResponse + Send + Sync>),
}

impl Responder {
    pub fn computed(respond: impl Fn(&RecordedRequest) -> ScriptedResponse + Send + Sync + 'static) -> Self {
        Self::Computed(Arc::new(respond))
    }
}

type Script = Box<dyn FnMut(usize) -> Responder + Send>;

pub struct ScriptedHost {
    pub clock: Clock,
    base_url: String,
    shared: Arc<Shared>,
    /// Ends with the host.
    _serving: JoinSet<()>,
}

impl ScriptedHost {
    /// Starts a host with a clock of its own.
    pub fn start() -> Self {
        Self::start_with(&Clock::new(), Listens::Always)
    }

    pub fn start_with(clock: &Clock, listens: Listens) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let base_url = format!("http://{}", socket.local_addr().unwrap());
        let shared = Arc::new(Shared::new(clock.clone()));
        let mut serving = JoinSet::new();
        match listens {
            Listens::Always => {
                let listener = socket.listen(64).unwrap();
                serving.spawn(serve(Arc::clone(&shared), listener));
            }
            Listens::After(delay) => {
                let shared = Arc::clone(&shared);
                serving.spawn(async move {
                    sleep(delay).await;
                    serve(shared, socket.listen(64).unwrap()).await;
                });
            }
            Listens::Never => drop(serving.spawn(async move {
                // The port stays taken, so that nobody else listens to it.
                let _socket = socket;
                std::future::pending().await
            })),
        }
        Self { clock: clock.clone(), base_url, shared, _serving: serving }
    }

    /// Plays these responses, each once and in this order. What arrives afterwards is recorded and stalls.
    pub fn play(&self, responses: impl IntoIterator<Item = ScriptedResponse>) {
        let mut responses: VecDeque<_> = responses.into_iter().collect();
        let stall = ScriptedResponse::none().stall();
        self.script(move |_| Responder::Fixed(responses.pop_front().unwrap_or_else(|| stall.clone())));
    }

    /// Responds to every request in this way.
    pub fn respond(&self, respond: impl Fn(&RecordedRequest) -> ScriptedResponse + Send + Sync + 'static) {
        let responder = Responder::computed(respond);
        self.script(move |_| responder.clone());
    }

    /// Forgets what was recorded, and asks this script about every request by its number.
    pub fn script(&self, script: impl FnMut(usize) -> Responder + Send + 'static) {
        let mut state = self.shared.state.lock().unwrap();
        state.requests.clear();
        state.script = Box::new(script);
    }

    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }

    /// The requests that were recorded.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.shared.state.lock().unwrap().requests.clone()
    }

    /// Takes the requests that were recorded, so that the next one is number 0 again.
    pub fn take_requests(&self) -> Vec<RecordedRequest> {
        std::mem::take(&mut self.shared.state.lock().unwrap().requests)
    }

    /// Seconds since the host started.
    pub fn elapsed(&self) -> f64 {
        self.shared.elapsed()
    }

    /// Reports a client's progress to the host.
    pub fn progress(&self) -> impl FnMut(u64, Option<u64>) + Send + use<> {
        let received = self.shared.received.clone();
        move |bytes, _| _ = received.send_replace(bytes)
    }

    /// Awaits `call` while the clock moves whenever nothing is on its way.
    pub async fn run<T>(&self, call: impl Future<Output = T>) -> T {
        self.clock.run(call).await
    }
}

struct Shared {
    clock: Clock,
    start: Instant,
    received: watch::Sender<u64>,
    state: Mutex<State>,
}

struct State {
    script: Script,
    requests: Vec<RecordedRequest>,
    connections: usize,
}

impl Shared {
    fn new(clock: Clock) -> Self {
        let stall = Responder::Fixed(ScriptedResponse::none().stall());
        let script: Script = Box::new(move |_| stall.clone());
        Self {
            clock,
            start: Instant::now(),
            received: watch::Sender::new(0),
            state: Mutex::new(State { script, requests: Vec::new(), connections: 0 }),
        }
    }

    fn elapsed(&self) -> f64 {
        self.start.elapsed().as_secs_f64()
    }

    fn next_connection(&self) -> usize {
        let mut state = self.state.lock().unwrap();
        state.connections += 1;
        state.connections - 1
    }

    /// The number of the next request, and what happens to it.
    fn next_request(&self, connection: usize) -> (usize, Responder) {
        let mut state = self.state.lock().unwrap();
        let number = state.requests.len();
        state.requests.push(RecordedRequest { connection, at: self.elapsed(), ..Default::default() });
        (number, (state.script)(number))
    }

    /// Changes what is recorded of a request, unless it was forgotten.
    fn record(&self, number: usize, change: impl FnOnce(&mut RecordedRequest)) {
        if let Some(request) = self.state.lock().unwrap().requests.get_mut(number) {
            change(request);
        }
    }
}

async fn serve(shared: Arc<Shared>, listener: tokio::net::TcpListener) {
    let mut connections = JoinSet::new();
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        stream.set_nodelay(true).unwrap();
        let number = shared.next_connection();
        let connection = Connection { shared: Arc::clone(&shared), stream, number };
        connections.spawn(async move {
            // A client may close its connection at any time.
            let _ = connection.serve().await;
        });
    }
}

struct Connection {
    shared: Arc<Shared>,
    stream: TcpStream,
    number: usize,
}

impl Connection {
    async fn serve(mut self) -> io::Result<()> {
        let mut last = None;
        // A client may open a connection without a request.
        while self.stream.peek(&mut [0]).await? > 0 {
            let hold = self.shared.clock.hold();
            let (number, responder) = self.shared.next_request(self.number);
            last = Some(number);
            if !matches!(self.exchange(hold, number, responder).await, Ok(End::KeepAlive)) {
                break;
            }
        }
        let closed_at = self.shared.elapsed();
        if let Some(number) = last {
            self.shared.record(number, |request| request.closed_at = Some(closed_at));
        }
        Ok(())
    }

    /// Plays one response. Unless it keeps the connection alive, that is closed afterwards.
    async fn exchange(&mut self, mut hold: Hold, number: usize, responder: Responder) -> io::Result<End> {
        let reads =
            if let Responder::Fixed(response) = &responder { response.reads } else { Reads::Everything };
        let request = self.read(reads).await?;
        let response = match responder {
            Responder::Fixed(response) => response,
            Responder::Computed(respond) => respond(&request),
        };
        self.shared.record(number, |recorded| {
            let answered = response.status_code;
            *recorded =
                RecordedRequest { answered, at: recorded.at, connection: recorded.connection, ..request };
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
                settle(10).await;
                self.stream.set_zero_linger()?;
            }
            End::Stall => {
                settle(10).await;
                drop(hold);
                self.wait_for_close().await?;
            }
            End::KeepAlive => settle(10).await,
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
