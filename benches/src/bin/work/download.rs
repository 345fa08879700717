//! Downloads of videos.

use std::{
    fs::File,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    thread,
};

use aimlapi_kling::{Client, Job};
use benchmarks::runtime;
use futures_util::future::try_join_all;
use serde_json::json;

use crate::{Result, memory::megabytes};

/// Serves videos until the standard input ends: the path of a URL begins with the size in megabytes. Prints the URL.
pub fn serve() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            // A client that closes the connection ends it.
            thread::spawn(move || send_video(&connection));
        }
    });
    std::io::stdin().lines().for_each(drop);
    Ok(())
}

/// An MP4 file of the boxes that a complete one has.
fn send_video(mut connection: &TcpStream) -> Option<()> {
    let mut lines = BufReader::new(connection).lines().map_while(std::io::Result::ok);
    let megabytes: usize = lines.next()?.split('/').nth(1)?.parse().ok()?;
    lines.take_while(|line| !line.is_empty()).for_each(drop);
    let before_content = b"\0\0\0\x10ftypisom\0\0\x02\0\0\0\0\x08moov";
    let length = megabytes * 1_000_000;
    let content = u32::try_from(length - before_content.len()).ok()?;
    write!(connection, "HTTP/1.1 200 OK\r\ncontent-type: video/mp4\r\ncontent-length: {length}\r\n\r\n")
        .ok()?;
    connection.write_all(before_content).ok()?;
    connection.write_all(&content.to_be_bytes()).ok()?;
    connection.write_all(b"mdat").ok()?;
    let content = std::io::repeat(7).take(u64::from(content) - 8);
    std::io::copy(&mut BufReader::with_capacity(256 * 1024, content), &mut connection).ok()?;
    Some(())
}

/// Downloads all videos at once with this crate. Prints the peak of the memory in megabytes.
pub fn with_crate(folder: &str, urls: &[&str]) -> Result<()> {
    let client = Client::builder("your-api-key").base_url("http://127.0.0.1:1").build()?;
    let download = async |url: &str| -> Result<()> {
        let generation = json!({ "id": "abc", "status": "completed", "video": { "url": url } });
        let video = client.video(&Job::from_id("abc"), serde_json::from_value(generation)?)?;
        video.download_to(path(folder, url)).await?;
        Ok(())
    };
    at_once(urls, download)
}

/// Downloads all videos at once with nothing but the HTTP client and files. Prints the peak of the memory in megabytes.
pub fn by_hand(folder: &str, urls: &[&str]) -> Result<()> {
    let client = reqwest::Client::builder().no_proxy().build()?;
    let download = async |url: &str| -> Result<()> {
        let mut response = client.get(url).send().await?;
        let mut file = File::create(path(folder, url))?;
        while let Some(chunk) = response.chunk().await? {
            file.write_all(&chunk)?;
        }
        Ok(())
    };
    at_once(urls, download)
}

fn at_once(urls: &[&str], download: impl AsyncFn(&str) -> Result<()>) -> Result<()> {
    runtime().block_on(try_join_all(urls.iter().map(|url| download(url))))?;
    println!("{:.1}", megabytes("VmHWM:")?);
    Ok(())
}

fn path(folder: &str, url: &str) -> PathBuf {
    Path::new(folder).join(url.rsplit('/').next().unwrap_or(url))
}
