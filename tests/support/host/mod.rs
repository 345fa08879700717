//! A host that plays what a script says, byte by byte.
//!
//! A script says for each request, counted in the order of their arrival, what the host does with it: how
//! much of it is read, what is sent and when, and how the connection ends. Connections are served side by
//! side, and a kept-alive one takes one request after the other. Everything that arrives is recorded. The
//! host holds the [`Clock`] while it is at work.

mod connection;
mod request;
mod response;

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use connection::Connection;
pub use request::RecordedRequest;
pub use response::{End, Reads, ScriptedResponse};
use tokio::{
    net::{TcpListener, TcpSocket},
    sync::watch,
    task::JoinSet,
    time::{Instant, sleep},
};

use super::clock::Clock;

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

type Script = Box<dyn FnMut(Arrival) -> Responder + Send>;

/// What a script knows of a request.
#[derive(Clone, Copy)]
pub struct Arrival {
    pub number: usize,
    /// Whether the connection has served an earlier request.
    pub is_reuse: bool,
}

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
                // The port remains bound, so that no other process can listen on it.
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

    /// Forgets what was recorded, and asks this script about every request.
    pub fn script(&self, script: impl FnMut(Arrival) -> Responder + Send + 'static) {
        let mut state = self.shared.state.lock().unwrap();
        state.take_requests();
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
        self.shared.state.lock().unwrap().take_requests()
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
    /// Requests that are not recorded any more.
    forgotten: usize,
    connections: usize,
}

impl State {
    fn take_requests(&mut self) -> Vec<RecordedRequest> {
        self.forgotten += self.requests.len();
        std::mem::take(&mut self.requests)
    }
}

impl Shared {
    fn new(clock: Clock) -> Self {
        let stall = Responder::Fixed(ScriptedResponse::none().stall());
        let script: Script = Box::new(move |_| stall.clone());
        Self {
            clock,
            start: Instant::now(),
            received: watch::Sender::new(0),
            state: Mutex::new(State { script, requests: Vec::new(), forgotten: 0, connections: 0 }),
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

    /// Records the next request, and returns its id and what happens to it.
    fn next_request(&self, connection: usize, is_reuse: bool) -> (usize, Responder) {
        let mut state = self.state.lock().unwrap();
        let number = state.requests.len();
        state.requests.push(RecordedRequest { connection, at: self.elapsed(), ..Default::default() });
        (state.forgotten + number, (state.script)(Arrival { number, is_reuse }))
    }

    /// Changes what is recorded of a request, unless it was forgotten.
    fn record(&self, id: usize, change: impl FnOnce(&mut RecordedRequest)) {
        let mut state = self.state.lock().unwrap();
        let number = id.checked_sub(state.forgotten);
        if let Some(request) = number.and_then(|number| state.requests.get_mut(number)) {
            change(request);
        }
    }
}

async fn serve(shared: Arc<Shared>, listener: TcpListener) {
    let mut connections = JoinSet::new();
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        stream.set_nodelay(true).unwrap();
        let number = shared.next_connection();
        connections.spawn(Connection::new(Arc::clone(&shared), stream, number).serve());
    }
}
