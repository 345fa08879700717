//! What a program does without this crate: a submission and a poll with reqwest and serde.

use std::time::Duration;

use reqwest::{Client, Url, redirect};
use serde::{Deserialize, Serialize};

/// The client of a program that is written by hand.
pub struct ByHand {
    submissions: Client,
    polls: Client,
    url: Url,
}

#[derive(Serialize)]
struct Request<'a> {
    model: &'a str,
    prompt: &'a str,
}

/// The state of a job.
#[derive(Deserialize)]
pub struct Generation {
    /// The id of the job.
    pub id: String,
    /// What the service says about it.
    pub status: Option<String>,
    /// The video of a job that has ended.
    pub video: Option<Video>,
}

/// A video.
#[derive(Deserialize)]
pub struct Video {
    /// Where it is stored.
    pub url: String,
}

impl ByHand {
    /// A client that uses one connection for all its calls.
    pub fn new(base_url: &str) -> Self {
        let client = client(usize::MAX);
        Self { submissions: client.clone(), polls: client, url: url(base_url) }
    }

    /// A client that uses a connection of its own for each submission, as this crate does.
    pub fn with_new_connections(base_url: &str) -> Self {
        Self { submissions: client(0), polls: client(usize::MAX), url: url(base_url) }
    }

    /// Submits a job.
    pub async fn submit(&self) -> reqwest::Result<Generation> {
        let request =
            Request { model: "kling-video/v1.6/standard/text-to-video", prompt: "A lighthouse in a storm" };
        let request = self.submissions.post(self.url.clone()).bearer_auth("key").json(&request);
        request.send().await?.error_for_status()?.json().await
    }

    /// Retrieves the state of a job.
    pub async fn retrieve(&self, id: &str) -> reqwest::Result<Generation> {
        let request = self.polls.get(self.url.clone()).query(&[("generation_id", id)]).bearer_auth("key");
        request.send().await?.error_for_status()?.json().await
    }
}

fn client(idle_connections: usize) -> Client {
    let client = Client::builder().redirect(redirect::Policy::none()).no_proxy();
    let client = client.timeout(Duration::from_secs(60)).connect_timeout(Duration::from_secs(10));
    client.pool_max_idle_per_host(idle_connections).build().expect("the client can be built")
}

fn url(base_url: &str) -> Url {
    format!("{base_url}/v2/video/generations").parse().expect("it is a URL")
}
