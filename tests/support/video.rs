//! Finished jobs, whose videos are on a scripted host.

use std::time::Duration;

use aimlapi_kling::{Client, Job, Video, WaitPolicy};
use serde_json::{Value, json};

use super::{
    KEY,
    host::{ScriptedHost, ScriptedResponse},
};

/// The generation id of every job here.
pub const ID: &str = "abc";

/// The gateway's response for a job that is finished.
pub fn completed(video: Value) -> ScriptedResponse {
    ScriptedResponse::json(&json!({ "id": ID, "status": "completed", "video": video }))
}

impl ScriptedHost {
    /// A video at `/1.mp4` of this host, which plays these responses from the first download on.
    pub async fn video(&self, responses: impl IntoIterator<Item = ScriptedResponse>) -> Video {
        self.video_with(json!({ "url": self.url("/1.mp4") }), responses).await
    }

    /// A video of which the gateway says this.
    pub async fn video_with(
        &self,
        video: Value,
        responses: impl IntoIterator<Item = ScriptedResponse>,
    ) -> Video {
        self.play([completed(video)].into_iter().chain(responses));
        let policy = WaitPolicy::new().initial_delay(Duration::ZERO);
        let client = Client::builder(KEY).base_url(self.base_url()).wait_policy(policy).build().unwrap();
        let job = Job::from_id(ID);
        let video = self.run(client.wait(&job)).await.unwrap();
        self.take_requests();
        video
    }
}
