//! Two downloads into one file, at every distance in time.
//!
//! A line says what each of the two callers gets, and whose video the file has in the end.

use std::{fs, path::PathBuf, time::Duration};

use aimlapi_kling::{Client, Downloaded, Error, Job, OutputFile, Video};
use serde_json::json;
use tempfile::TempDir;
use tokio::time::{sleep, timeout};

use crate::support::{
    KEY,
    clock::Clock,
    file_names,
    host::{Listens, ScriptedHost, ScriptedResponse},
    snapshot::assert_snapshot,
    video::mp4,
};

const TARGET: &str = "1.mp4";

/// The length of the video of each writer in bytes.
const LENGTHS: [usize; 2] = [300_000, 310_000];

/// The pause of a host after each part of a video.
const PAUSE: Duration = Duration::from_secs(2);

/// Seconds after which the second writer starts: with the first, while that is receiving, and afterwards.
const STARTS: [u64; 4] = [0, 1, 3, 5];

/// How the first writer ends.
#[derive(Clone, Copy, Debug, PartialEq)]
enum FirstWriter {
    Finishes,
    /// Its future is dropped while it receives.
    IsDropped,
}

/// How the second writer names the file.
#[derive(Clone, Copy, Debug, PartialEq)]
enum SecondPath {
    Same,
    /// With the folder twice, as `videos/../videos/1.mp4`.
    Detour,
    /// Through a symbolic link to the folder.
    #[cfg(unix)]
    LinkedFolder,
}

impl SecondPath {
    const ALL: &[Self] = &[
        Self::Same,
        Self::Detour,
        #[cfg(unix)]
        Self::LinkedFolder,
    ];
}

struct Case {
    first: FirstWriter,
    path: SecondPath,
    overwrite: bool,
    start: u64,
}

#[tokio::test(start_paused = true)]
async fn two_writers_of_one_file_never_mix_their_videos() {
    let mut table =
        "start of the second writer; what the first gets | what the second gets | whose video the file is [files]\n"
            .to_owned();
    let mut broken = Vec::new();
    for first in [FirstWriter::Finishes, FirstWriter::IsDropped] {
        for path in SecondPath::ALL.iter().copied() {
            for overwrite in [false, true] {
                table += &format!("\nthe first {first:?}, path {path:?}, overwrite {overwrite}\n");
                for start in STARTS {
                    let case = Case { first, path, overwrite, start };
                    let (line, broken_rules) = case.run().await;
                    // Which of two that start at once is first is a matter of chance.
                    if start > 0 {
                        table += &format!("  after {start} s: {line}\n");
                    }
                    broken.extend(
                        broken_rules
                            .iter()
                            .map(|rule| format!("{first:?}, {path:?}, {overwrite}, {start} s: {rule}")),
                    );
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}\n{table}", broken.join("\n"));
    assert_snapshot!("faults" / "two_writers", table);
}

impl Case {
    /// Returns a line, and the rules that do not hold.
    async fn run(&self) -> (String, Vec<&'static str>) {
        let clock = Clock::new();
        let hosts = LENGTHS.map(|_| ScriptedHost::start_with(&clock, Listens::Always));
        let folder = Folder::new();
        let mut videos = Vec::new();
        for (writer, host) in hosts.iter().enumerate() {
            videos.push(slow_video(host, writer).await);
        }
        let first = self.first(&videos[0], folder.target());
        let second = async {
            sleep(Duration::from_secs(self.start)).await;
            self.download(&videos[1], folder.path_of(self.path)).await
        };
        let (first, second) = clock.run(async { tokio::join!(first, second) }).await;
        let file = fs::read(folder.target()).ok();
        let owner = (0..2).find(|writer| file == Some(content(*writer)));
        let successes = [matches!(first, Some(Ok(_))), second.is_ok()];
        let is_last = |owner: usize| successes[owner] && (owner == 1 || !successes[1]);
        let rules = [
            (
                "the file is the whole video of the last writer that succeeds",
                match owner {
                    Some(owner) => is_last(owner),
                    None => successes == [false; 2] && file.is_none(),
                },
            ),
            (
                "both succeed only if the second replaces the file of the first",
                successes != [true; 2] || self.overwrite,
            ),
            ("no more than the file remains, unless a download can be resumed", {
                let names = file_names(&folder.folder());
                names == [TARGET] || successes == [false; 2]
            }),
            (
                "a writer that is refused has requested nothing",
                second.is_ok() || hosts[1].requests().is_empty(),
            ),
        ];
        let text = |result: &Result<Downloaded, Error>| match result {
            Ok(downloaded) => format!("{} bytes", downloaded.bytes()),
            Err(error) => folder.without(&error.to_string()),
        };
        let first = first.as_ref().map_or("dropped".to_owned(), text);
        let owner = ["the first's", "the second's"].get(owner.unwrap_or(2)).unwrap_or(&"no video");
        let names = file_names(&folder.folder()).join(", ");
        let broken = rules.into_iter().filter(|(_, holds)| !holds).map(|(rule, _)| rule).collect();
        (format!("{first} | {} | {owner} [{names}]", text(&second)), broken)
    }

    async fn first(&self, video: &Video, target: PathBuf) -> Option<Result<Downloaded, Error>> {
        let lifetime = if self.first == FirstWriter::IsDropped { PAUSE * 7 / 4 } else { Duration::MAX };
        timeout(lifetime, self.download(video, target)).await.ok()
    }

    async fn download(&self, video: &Video, target: PathBuf) -> Result<Downloaded, Error> {
        video.download_to(OutputFile::new(target).overwrite(self.overwrite)).await
    }
}

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        fs::create_dir(folder.folder()).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.folder(), folder.0.path().join("link")).unwrap();
        folder
    }

    fn folder(&self) -> PathBuf {
        self.0.path().join("videos")
    }

    fn target(&self) -> PathBuf {
        self.folder().join(TARGET)
    }

    fn path_of(&self, path: SecondPath) -> PathBuf {
        match path {
            SecondPath::Same => self.target(),
            SecondPath::Detour => self.folder().join("..").join("videos").join(TARGET),
            #[cfg(unix)]
            SecondPath::LinkedFolder => self.0.path().join("link").join(TARGET),
        }
    }

    /// A text without the path of the folder.
    fn without(&self, text: &str) -> String {
        text.replace(&format!("{}{}", self.0.path().display(), std::path::MAIN_SEPARATOR), "")
    }
}

/// The finished video of a job of its own, which this host sends in three parts with pauses.
async fn slow_video(host: &ScriptedHost, writer: usize) -> Video {
    let (id, url) = (format!("job-{writer}"), host.url("/1.mp4"));
    host.play([ScriptedResponse::json(&json!({ "id": id, "status": "completed", "video": { "url": url } }))]);
    let client = Client::builder(KEY).base_url(host.base_url()).build().unwrap();
    let video = host.run(client.wait(&Job::from_id(id))).await.unwrap();
    let body = content(writer);
    let head = ScriptedResponse::new("200 OK").header("etag", "\"one\"").header("content-length", body.len());
    let parts = body.chunks(body.len().div_ceil(3));
    host.play([parts.fold(head, |response, part| response.send(part).pause(PAUSE))]);
    video
}

/// The video of a writer; no part of it is in that of the other.
fn content(writer: usize) -> Vec<u8> {
    let mut video = mp4(LENGTHS[writer]);
    video[64..].iter_mut().for_each(|byte| *byte ^= writer as u8);
    video
}
