//! A server on this machine that sends the same response to every request.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    thread,
};

/// The service. Its threads end with the process.
pub struct Service {
    base_url: String,
}

impl Service {
    /// Starts a service that responds to each request with status 200 and this JSON. It runs on threads of its own,
    /// whose work is not counted.
    pub fn start(json: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let base_url = format!("http://{}", listener.local_addr().expect("the listener has an address"));
        let head = format!("content-type: application/json\r\ncontent-length: {}", json.len());
        let response = format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n{json}");
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let response = response.clone();
                thread::spawn(move || serve(&connection, &response));
            }
        });
        Self { base_url }
    }

    /// The URL that a client needs.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }
}

/// Responds to the requests of a connection until the client closes it.
fn serve(mut connection: &TcpStream, response: &str) -> Option<()> {
    let mut requests = BufReader::new(connection);
    loop {
        receive(&mut requests)?;
        connection.write_all(response.as_bytes()).ok()?;
    }
}

/// Receives a request. `None` at the end of the connection.
fn receive(requests: &mut BufReader<&TcpStream>) -> Option<()> {
    let (mut line, mut length) = (String::new(), 0);
    loop {
        line.clear();
        requests.read_line(&mut line).ok().filter(|bytes| *bytes > 0)?;
        if line == "\r\n" {
            break;
        }
        let lowercase = line.to_ascii_lowercase();
        if let Some(value) = lowercase.strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
    }
    std::io::copy(&mut requests.take(length), &mut std::io::sink()).ok().filter(|bytes| *bytes == length)?;
    Some(())
}
