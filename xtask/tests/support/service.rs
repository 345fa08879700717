//! A service on 127.0.0.1 that answers with prepared responses.

use std::collections::{BTreeMap, VecDeque};
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use serde_json::{Value, json};

/// A response, as it is sent; none if the connection stays open without one.
type Response = Option<Vec<u8>>;

/// A service with a catalogue and live documents.
pub struct ScriptedService {
    address: SocketAddr,
    responses: Arc<Mutex<BTreeMap<String, Response>>>,
    /// Responses that are sent before those, each of them once.
    first: Arc<Mutex<BTreeMap<String, VecDeque<Vec<u8>>>>>,
    requests: Arc<Mutex<Vec<String>>>,
    thread: Option<JoinHandle<()>>,
}

/// The target of the request for the catalogue.
pub const CATALOGUE: &str = "/v1/models?include=modalities";

impl ScriptedService {
    /// A service that answers every request with 404.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let responses = Arc::new(Mutex::new(BTreeMap::<String, Response>::new()));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let first = Arc::new(Mutex::new(BTreeMap::<String, VecDeque<Vec<u8>>>::new()));
        let (served, before, seen) = (Arc::clone(&responses), Arc::clone(&first), Arc::clone(&requests));
        let thread = std::thread::spawn(move || {
            let mut open = Vec::new();
            for connection in listener.incoming() {
                let connection = connection.unwrap();
                let Some(request) = receive(&connection) else { return };
                let target = request.split(' ').nth(1).unwrap().to_owned();
                seen.lock().unwrap().push(request);
                if let Some(response) = before.lock().unwrap().get_mut(&target).and_then(VecDeque::pop_front)
                {
                    drop((&connection).write_all(&response));
                    continue;
                }
                match served
                    .lock()
                    .unwrap()
                    .get(&target)
                    .cloned()
                    .unwrap_or_else(|| Some(response("404 Not Found", "application/json", "{}")))
                {
                    // The client may close the connection before it has received everything.
                    Some(response) => drop((&connection).write_all(&response)),
                    None => open.push(connection),
                }
            }
        });
        Self { address, responses, first, requests, thread: Some(thread) }
    }

    /// A service that lists the models in `documents` and has their live documents.
    pub fn of<'a>(documents: impl IntoIterator<Item = (&'a str, &'a Value)>) -> Self {
        let service = Self::start();
        let mut entries = Vec::new();
        for (id, document) in documents {
            entries.push(service.entry(id, &[]));
            service.put_json(&Self::document(id), document);
        }
        service.list(&entries);
        service
    }

    /// An entry of the catalogue.
    pub fn entry(&self, id: &str, aliases: &[&str]) -> Value {
        json!({
            "id": id,
            "aliases": aliases,
            "type": "video",
            "info": { "name": id, "developer": "Kling AI", "docsJson": format!("{}{}", self.url(), Self::document(id)) },
            "tags": [],
        })
    }

    /// The target of the request for the live document of a model.
    pub fn document(id: &str) -> String {
        format!("/docs-json?model={}&endpoint=video", id.replace('/', "%2F"))
    }

    /// Sets the entries of the catalogue.
    pub fn list(&self, entries: &[Value]) {
        self.put_json(CATALOGUE, &json!({ "object": "list", "data": entries }));
    }

    /// Sets a response of JSON.
    pub fn put_json(&self, target: &str, body: &Value) {
        self.put(target, "200 OK", "application/json", &body.to_string());
    }

    /// Sets a response.
    pub fn put(&self, target: &str, status: &str, kind: &str, body: &str) {
        self.put_bytes(target, response(status, kind, body));
    }

    /// Sets the bytes of a response.
    pub fn put_bytes(&self, target: &str, response: Vec<u8>) {
        self.responses.lock().unwrap().insert(target.to_owned(), Some(response));
    }

    /// Sets responses that are sent before the other one, each of them once.
    pub fn put_before(&self, target: &str, responses: impl IntoIterator<Item = Vec<u8>>) {
        self.first.lock().unwrap().insert(target.to_owned(), responses.into_iter().collect());
    }

    /// Leaves the request without a response.
    pub fn never_answer(&self, target: &str) {
        self.responses.lock().unwrap().insert(target.to_owned(), None);
    }

    /// Its URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The heads of the requests that it has received.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

impl Drop for ScriptedService {
    fn drop(&mut self) {
        // A connection without a request ends the thread.
        drop(TcpStream::connect(self.address));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A response with the length of its body.
pub fn response(status: &str, kind: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}")
        .into_bytes()
}

/// The head of a request; none if the connection ends before one.
fn receive(connection: &TcpStream) -> Option<String> {
    let lines = BufReader::new(connection).lines().map_while(Result::ok);
    let head = lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>();
    (!head.is_empty()).then(|| head.join("\n"))
}
