//! The finished video, and its way to the disk.

use std::{
    ffi::OsString,
    io,
    path::{Path, PathBuf},
};

use futures_util::TryStreamExt as _;
use reqwest::{Response, Url, header::CONTENT_TYPE};
use tokio::{
    fs::{self, File},
    io::AsyncWriteExt as _,
};

use crate::{Error, Generation, VideoFile};

/// A finished video.
#[derive(Clone, Debug)]
pub struct Video {
    generation: Generation,
    file: VideoFile,
    http: reqwest::Client,
}

impl Video {
    pub(crate) fn new(generation: Generation, http: reqwest::Client) -> Result<Self, Error> {
        match generation.video().cloned() {
            Some(file) => Ok(Self { generation, file, http }),
            None => Err(Error::no_video(generation)),
        }
    }

    /// Where it can be fetched, without the API key. It may expire: in about 30 days, or sooner.
    pub fn url(&self) -> &str {
        self.file.url()
    }

    /// What the reply says of the file.
    pub fn file(&self) -> &VideoFile {
        &self.file
    }

    /// The job it was made by.
    pub fn generation(&self) -> &Generation {
        &self.generation
    }

    /// Downloads it to a new file; see [`download`](Self::download). Answers its size in bytes.
    ///
    /// # Errors
    ///
    /// Those of [`Download::send`].
    pub async fn download_to(&self, path: impl AsRef<Path>) -> Result<u64, Error> {
        self.download(path).send().await
    }

    /// A download with settings of its own.
    pub fn download(&self, path: impl AsRef<Path>) -> Download<'_> {
        Download {
            video: self,
            path: path.as_ref().to_owned(),
            overwrite: false,
            on_progress: Box::new(|_, _| {}),
        }
    }
}

/// Called with the bytes received, and the bytes there are in all, where that is known.
type OnProgress<'a> = Box<dyn FnMut(u64, Option<u64>) + Send + 'a>;

/// A download to be sent.
#[must_use = "nothing is downloaded before `send`"]
pub struct Download<'a> {
    video: &'a Video,
    path: PathBuf,
    overwrite: bool,
    on_progress: OnProgress<'a>,
}

impl<'a> Download<'a> {
    /// Whether a file of that name may be replaced. Off by default.
    pub fn overwrite(mut self, overwrite: bool) -> Self {
        self.overwrite = overwrite;
        self
    }

    /// Is called with the bytes received, and the bytes there are in all, where that is known.
    pub fn on_progress(mut self, on_progress: impl FnMut(u64, Option<u64>) + Send + 'a) -> Self {
        self.on_progress = Box::new(on_progress);
        self
    }

    /// Receives the video into `<name>.part` beside the target, and gives it its name when it is
    /// complete. Answers its size in bytes.
    ///
    /// # Errors
    ///
    /// - [`is_download`](Error::is_download): the file exists already or cannot be written, the
    ///   host refuses, the answer is no video, or it is shorter than announced.
    /// - [`is_transport`](Error::is_transport): the connection failed.
    pub async fn send(mut self) -> Result<u64, Error> {
        let id = self.video.generation.id();
        self.receive().await.map_err(|error| error.with_generation_id(id))
    }

    async fn receive(&mut self) -> Result<u64, Error> {
        check_target(&self.path, self.overwrite).await?;
        let response = request(self.video).await?;
        let part = part_of(&self.path);
        let received = match self.write(response, &part).await {
            Ok(received) => received,
            Err(error) => {
                // What is left is of no use to anybody.
                let _ = fs::remove_file(&part).await;
                return Err(error);
            }
        };
        fs::rename(&part, &self.path).await.map_err(|error| cannot("name", &self.path, error))?;
        Ok(received)
    }

    async fn write(&mut self, response: Response, part: &Path) -> Result<u64, Error> {
        let total = response.content_length();
        let mut file = File::create(part).await.map_err(|error| cannot("create", part, error))?;
        let mut chunks = response.bytes_stream();
        let mut received = 0;
        while let Some(chunk) =
            chunks.try_next().await.map_err(|error| Error::transport("downloading", error))?
        {
            file.write_all(&chunk).await.map_err(|error| cannot("write", part, error))?;
            received += chunk.len() as u64;
            (self.on_progress)(received, total);
        }
        for expected in [total, self.video.file.file_size()].into_iter().flatten() {
            if expected != received {
                return Err(Error::download(format!("received {received} bytes of {expected}")));
            }
        }
        file.sync_all().await.map_err(|error| cannot("write", part, error))?;
        Ok(received)
    }
}

async fn check_target(path: &Path, overwrite: bool) -> Result<(), Error> {
    let taken = fs::try_exists(path).await.map_err(|error| cannot("look for", path, error))?;
    if taken && !overwrite {
        return Err(Error::download(format!("{} exists already", path.display())));
    }
    Ok(())
}

async fn request(video: &Video) -> Result<Response, Error> {
    let url = Url::parse(video.url())
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))
        .ok_or_else(|| Error::download(format!("the video's address is no URL: {:?}", video.url())))?;
    let response =
        video.http.get(url).send().await.map_err(|error| Error::transport("downloading", error))?;
    if !response.status().is_success() {
        return Err(Error::download(format!("the video's host answered {}", response.status())));
    }
    let content_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    match content_type.filter(|text| text.starts_with("text/") || text.starts_with("application/json")) {
        Some(text) => Err(Error::download(format!("the video's host answered {text}, which is no video"))),
        None => Ok(response),
    }
}

fn part_of(path: &Path) -> PathBuf {
    let mut name = path.file_name().map_or_else(OsString::new, OsString::from);
    name.push(".part");
    path.with_file_name(name)
}

fn cannot(what: &str, path: &Path, error: io::Error) -> Error {
    Error::download(format!("cannot {what} {}: {error}", path.display())).with_source(error)
}
