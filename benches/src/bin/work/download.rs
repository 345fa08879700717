//! The download of one large video.

use std::{
    fs::File,
    io::{BufRead as _, BufReader, Write as _},
    net::{TcpListener, TcpStream},
    thread,
};

use aimlapi_kling::{Client, Job};
use benchmarks::runtime;
use serde_json::json;

use crate::Result;

/// Serves a video of this size until the standard input ends. Prints its URL.
pub fn serve(megabytes: usize) -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("http://{}/video.mp4", listener.local_addr()?);
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            // A client that closes the connection ends it.
            thread::spawn(move || send_video(&connection, megabytes * 1_000_000));
        }
    });
    std::io::stdin().lines().for_each(drop);
    Ok(())
}

/// An MP4 file of the boxes that a complete one has.
fn send_video(mut connection: &TcpStream, length: usize) -> std::io::Result<()> {
    let mut lines = BufReader::new(connection).lines();
    lines.by_ref().map_while(std::io::Result::ok).take_while(|line| !line.is_empty()).for_each(drop);
    let before_content = b"\0\0\0\x10ftypisom\0\0\x02\0\0\0\0\x08moov";
    let content = length - before_content.len();
    write!(connection, "HTTP/1.1 200 OK\r\ncontent-type: video/mp4\r\ncontent-length: {length}\r\n\r\n")?;
    connection.write_all(before_content)?;
    connection.write_all(&u32::try_from(content).expect("a box has at most 4 GB").to_be_bytes())?;
    connection.write_all(b"mdat")?;
    std::io::copy(&mut std::io::Read::take(std::io::repeat(7), content as u64 - 8), &mut connection)?;
    Ok(())
}

/// Downloads with this crate.
pub fn with_crate(url: &str, path: &str) -> Result<()> {
    let client = Client::builder("your-api-key").base_url("http://127.0.0.1:1").build()?;
    let generation = json!({ "id": "abc", "status": "completed", "video": { "url": url } });
    let video = client.video(&Job::from_id("abc"), serde_json::from_value(generation)?)?;
    runtime().block_on(video.download_to(path))?;
    Ok(())
}

/// Downloads with nothing but the HTTP client and a file.
pub fn by_hand(url: &str, path: &str) -> Result<()> {
    runtime().block_on(async {
        let mut response = reqwest::Client::builder().no_proxy().build()?.get(url).send().await?;
        let mut file = File::create(path)?;
        while let Some(chunk) = response.chunk().await? {
            file.write_all(&chunk)?;
        }
        Ok(())
    })
}
