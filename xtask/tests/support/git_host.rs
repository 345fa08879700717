//! A git host on 127.0.0.1 that counts what it transfers, and may close connections early.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use super::UpstreamRepository;

/// What a host has transferred.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Connections.
    pub connections: usize,
    /// How often a client has sent something and received a response.
    pub round_trips: usize,
    /// Bytes in both directions.
    pub bytes: usize,
}

/// A host that serves one repository by the protocol of `git://`.
pub struct GitHost {
    address: SocketAddr,
    traffic: Arc<Mutex<Traffic>>,
    /// Held while a connection is open.
    open: Arc<Mutex<()>>,
    thread: Option<JoinHandle<()>>,
}

impl GitHost {
    /// A host of `upstream`.
    pub fn of(upstream: &UpstreamRepository) -> Self {
        Self::closing_after(upstream, usize::MAX)
    }

    /// A host that closes a connection after it has sent `limit` bytes.
    pub fn closing_after(upstream: &UpstreamRepository, limit: usize) -> Self {
        let repository = upstream.path();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let traffic = Arc::new(Mutex::new(Traffic::default()));
        let open = Arc::new(Mutex::new(()));
        let (counted, busy) = (Arc::clone(&traffic), Arc::clone(&open));
        let thread = thread::spawn(move || {
            for connection in listener.incoming() {
                let connection = connection.unwrap();
                let _open = busy.lock().unwrap();
                let Some(is_version_2) = receive_request(&connection) else { return };
                counted.lock().unwrap().connections += 1;
                serve(&connection, &repository, is_version_2, limit, &counted);
            }
        });
        Self { address, traffic, open, thread: Some(thread) }
    }

    /// The URL of the repository.
    pub fn url(&self) -> String {
        format!("git://{}/upstream", self.address)
    }

    /// What has been transferred by all connections, the last of which may still be closing.
    pub fn traffic(&self) -> Traffic {
        let _closed = self.open.lock().unwrap();
        self.traffic.lock().unwrap().clone()
    }
}

impl Drop for GitHost {
    fn drop(&mut self) {
        // A connection without a request ends the thread.
        drop(TcpStream::connect(self.address));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Receives the line that names the repository, and returns whether it asks for version 2; none if there is no line.
fn receive_request(mut connection: &TcpStream) -> Option<bool> {
    let mut length = [0; 4];
    connection.read_exact(&mut length).ok()?;
    let length = usize::from_str_radix(str::from_utf8(&length).ok()?, 16).ok()?;
    let mut request = vec![0; length - 4];
    connection.read_exact(&mut request).ok()?;
    Some(String::from_utf8_lossy(&request).contains("\0version=2\0"))
}

/// Connects the client with `git upload-pack`.
fn serve(
    connection: &TcpStream,
    repository: &str,
    is_version_2: bool,
    limit: usize,
    traffic: &Arc<Mutex<Traffic>>,
) {
    let mut command = Command::new("git");
    command.args(["upload-pack", repository]).stdin(Stdio::piped()).stdout(Stdio::piped());
    command.stderr(Stdio::null());
    if is_version_2 {
        command.env("GIT_PROTOCOL", "version=2");
    }
    let mut child = command.spawn().unwrap();
    let (stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    // The request that named the repository is the first thing that the client has sent.
    let client_is_next = Arc::new(Mutex::new(false));
    thread::scope(|scope| {
        scope.spawn(|| {
            copy(connection, stdin, usize::MAX, |bytes| {
                traffic.lock().unwrap().bytes += bytes;
                *client_is_next.lock().unwrap() = false;
            });
        });
        copy(stdout, connection, limit, |bytes| {
            let mut traffic = traffic.lock().unwrap();
            traffic.bytes += bytes;
            let mut client_is_next = client_is_next.lock().unwrap();
            traffic.round_trips += usize::from(!*client_is_next);
            *client_is_next = true;
        });
        let _ = connection.shutdown(Shutdown::Both);
    });
    let _ = child.kill();
    child.wait().unwrap();
}

/// Copies at most `limit` bytes, and says how many at a time.
fn copy(mut from: impl Read, mut to: impl Write, limit: usize, mut copied: impl FnMut(usize)) {
    let mut buffer = vec![0; 64 << 10];
    let mut remaining = limit;
    while remaining > 0 {
        let Ok(length @ 1..) = from.read(&mut buffer) else { return };
        let length = length.min(remaining);
        copied(length);
        remaining -= length;
        if to.write_all(&buffer[..length]).is_err() {
            return;
        }
    }
}
