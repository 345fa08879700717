//! What a program does without this crate: a submission and a poll with reqwest and serde.

use reqwest::{Client, Url, redirect};
use serde::{Deserialize, Serialize};

/// The client of a program that is written by hand.
pub struct ByHand {
    http: Client,
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
    /// A client of a service.
    pub fn new(base_url: &str) -> Self {
        let http = Client::builder().redirect(redirect::Policy::none()).no_proxy().build();
        let url = format!("{base_url}/v2/video/generations").parse();
        Self { http: http.expect("the client can be built"), url: url.expect("it is a URL") }
    }

    /// Submits a job.
    pub async fn submit(&self) -> reqwest::Result<Generation> {
        let request =
            Request { model: "kling-video/v1.6/standard/text-to-video", prompt: "A lighthouse in a storm" };
        let request = self.http.post(self.url.clone()).bearer_auth("key").json(&request);
        request.send().await?.error_for_status()?.json().await
    }

    /// Retrieves the state of a job.
    pub async fn retrieve(&self, id: &str) -> reqwest::Result<Generation> {
        let request = self.http.get(self.url.clone()).query(&[("generation_id", id)]).bearer_auth("key");
        request.send().await?.error_for_status()?.json().await
    }
}
