//! Finished jobs, whose videos are on a scripted host.

use aimlapi_kling::{Client, Job, Video};
use serde_json::{Value, json};

use super::{
    KEY,
    host::{ScriptedHost, ScriptedResponse},
    random::Random,
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
        let client = Client::builder(KEY).base_url(self.base_url()).build().unwrap();
        let job = Job::from_id(ID);
        let video = self.run(client.wait(&job)).await.unwrap();
        self.take_requests();
        video
    }
}

/// An MP4 file of this length, no two parts of which are equal: its type, an empty description and noise.
pub fn mp4(length: usize) -> Vec<u8> {
    let mut video = mp4_box(b"ftyp", b"isom\0\0\x02\0isomiso2");
    video.extend(mp4_box(b"moov", b""));
    let mut random = Random(7);
    let noise: Vec<_> = (video.len() + 8..length).map(|_| random.word() as u8).collect();
    video.extend(mp4_box(b"mdat", &noise));
    assert_eq!(video.len(), length, "an MP4 file has at least 40 bytes");
    video
}

pub fn mp4_box(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len() + 8).unwrap().to_be_bytes();
    [&length, kind.as_slice(), content].concat()
}

/// What an error says of a response that is not accepted as the video at this URL.
pub fn rejected(reason: &str, url: &str) -> String {
    format!(
        "{reason}; to get the file anyway, download {url} by other means: the state of the job has the complete \
         URL (generation {ID})"
    )
}
