//! A server that answers what it is told, and a client of it.

use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
};

use aimlapi_kling::{Client, Error, Generation, Job};
use tokio::runtime::Runtime;

use crate::support::{self, request};

/// A reply to be made.
pub struct Reply {
    head: String,
    body: Vec<u8>,
}

impl Reply {
    pub fn new(status: u16, body: Vec<u8>) -> Self {
        let head = format!("HTTP/1.1 {status} Any\r\ncontent-length: {}\r\n", body.len());
        Self { head, body }
    }

    pub fn header(mut self, name: &str, value: String) -> Self {
        self.head.push_str(&format!("{name}: {value}\r\n"));
        self
    }
}

pub struct Echo {
    next: Arc<Mutex<Vec<u8>>>,
    client: Client,
    runtime: Runtime,
}

impl Echo {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let client = support::client(format!("http://{}", listener.local_addr().unwrap()));
        let next = Arc::new(Mutex::new(Vec::new()));
        let replies = next.clone();
        // It ends with the process; a connection, when the client drops it.
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let replies = replies.clone();
                std::thread::spawn(move || serve(stream.unwrap(), &replies));
            }
        });
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { next, client, runtime }
    }

    pub fn submit(&mut self, reply: Reply) -> Result<Job, Error> {
        self.prepare(reply);
        self.runtime.block_on(self.client.submit_as(&"fuzz".parse().unwrap(), request()))
    }

    pub fn retrieve(&mut self, reply: Reply) -> Result<Generation, Error> {
        self.prepare(reply);
        self.runtime.block_on(self.client.retrieve("abc"))
    }

    fn prepare(&mut self, reply: Reply) {
        let mut bytes = reply.head.into_bytes();
        bytes.extend_from_slice(b"\r\n");
        bytes.extend_from_slice(&reply.body);
        *self.next.lock().unwrap() = bytes;
    }
}

/// Answers each request when its body has come; the client's requests are small.
fn serve(mut stream: TcpStream, replies: &Mutex<Vec<u8>>) {
    let (mut request, mut buffer) = (Vec::new(), [0; 4096]);
    while let Ok(count @ 1..) = stream.read(&mut buffer) {
        request.extend_from_slice(&buffer[..count]);
        if is_whole(&request) {
            request.clear();
            let reply = replies.lock().unwrap().clone();
            if stream.write_all(&reply).is_err() {
                return;
            }
        }
    }
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    body.len() >= length.map_or(0, |length| length.parse().unwrap())
}
