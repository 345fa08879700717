//! A download on its way.

use super::{
    Download,
    fault::Fault,
    name,
    part::{Part, Paths, Record},
    patience::Patience,
    reply::Reply,
    source::Source,
};
use crate::Error;

pub(super) struct Transfer<'a> {
    settings: Download<'a>,
    source: Source<'a>,
    paths: Paths,
    /// What there is of the video. A part of another job's is left alone until bytes come.
    part: Option<Part>,
}

impl<'a> Transfer<'a> {
    pub fn new(settings: Download<'a>) -> Self {
        let source = Source::new(settings.video, settings.stall_timeout);
        let paths = Paths::beside(&settings.path);
        Self { settings, source, paths, part: None }
    }

    pub async fn run(mut self) -> Result<u64, Error> {
        if !self.settings.overwrite {
            name::check_free(&self.settings.path).await?;
        }
        self.part = Part::find(&self.paths, self.generation_id()).await;
        match (self.complete().await, self.part) {
            (Err(error), Some(part)) => Err(part.leave(error).await),
            (outcome, _) => outcome,
        }
    }

    fn generation_id(&self) -> &'a str {
        self.settings.video.generation().id()
    }

    fn reached(&self) -> u64 {
        self.part.as_ref().map_or(0, Part::len)
    }

    async fn complete(&mut self) -> Result<u64, Error> {
        let mut patience = Patience::new(self.reached());
        loop {
            match self.attempt().await {
                Ok(bytes) => return Ok(bytes),
                Err(Fault::Passing { error, retry_after }) => {
                    patience.bear(error, retry_after, self.reached()).await?;
                }
                Err(Fault::Another) => self.discard().await,
                Err(Fault::Worthless(error)) => {
                    self.discard().await;
                    return Err(error);
                }
                Err(Fault::Final(error)) => return Err(error),
            }
        }
    }

    async fn discard(&mut self) {
        if let Some(part) = self.part.take() {
            part.discard().await;
        }
    }

    async fn attempt(&mut self) -> Result<u64, Fault> {
        let rest = match &mut self.part {
            Some(part) => part.rest().await?,
            None => None,
        };
        let reply = self.source.ask(rest.as_ref()).await?;
        let rest = rest.filter(|_| reply.is_rest());
        self.check_announced(rest.map_or(reply.length(), |rest| Some(rest.length)))?;
        let record = self.record(&reply);
        let part = match &mut self.part {
            Some(part) if reply.is_rest() => part,
            none => none.insert(Part::create(&self.paths, record).await?),
        };
        receive(&mut self.settings, part, reply).await?;
        check_received(part, self.source.file_size())?;
        Ok(part.finish(&self.settings.path, self.settings.overwrite).await?)
    }

    fn record(&self, reply: &Reply) -> Record {
        Record {
            generation_id: self.generation_id().to_owned(),
            validator: reply.validator(),
            length: reply.length(),
        }
    }

    fn check_announced(&self, length: Option<u64>) -> Result<(), Error> {
        let file_size = self.source.file_size();
        if length.max(file_size) > Some(self.settings.max_size) {
            return Err(too_large(self.settings.max_size));
        }
        match (length, file_size) {
            (Some(0), _) => Err(empty()),
            (Some(length), Some(size)) if length != size => Err(Error::download(format!(
                "the video's host announces {length} bytes, the job's reply says {size}"
            ))),
            _ => Ok(()),
        }
    }
}

async fn receive(settings: &mut Download<'_>, part: &mut Part, mut reply: Reply) -> Result<(), Fault> {
    let mut is_judged = reply.is_rest();
    while let Some(chunk) = reply.chunk().await? {
        if !is_judged {
            is_judged = is_no_text(&chunk)?;
        }
        if !part.take(&chunk).await? {
            return Err(Fault::Another);
        }
        if part.len() > settings.max_size {
            return Err(Fault::Worthless(too_large(settings.max_size)));
        }
        (settings.on_progress)(part.len(), part.length());
    }
    Ok(())
}

/// Whether the video has begun: before its first byte, text may have blanks.
fn is_no_text(bytes: &[u8]) -> Result<bool, Fault> {
    match bytes.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(first @ (b'<' | b'{' | b'[')) => {
            let first = char::from(*first);
            let message = format!("the video's host sent text that begins with {first:?}, which is no video");
            Err(Fault::Worthless(Error::download(message)))
        }
        first => Ok(first.is_some()),
    }
}

/// Whether all has come, and no more.
fn check_received(part: &Part, file_size: Option<u64>) -> Result<(), Fault> {
    let received = part.received();
    let differs_from = |expected: Option<u64>| expected.filter(|expected| *expected != received);
    let wrong = |expected| Error::download(format!("received {received} bytes of {expected}"));
    match (differs_from(part.length()), differs_from(file_size)) {
        _ if received == 0 => Err(Fault::Worthless(empty())),
        (Some(length), _) if received < length => Err(Fault::passing(wrong(length))),
        (Some(expected), _) | (None, Some(expected)) => Err(Fault::Worthless(wrong(expected))),
        (None, None) => Ok(()),
    }
}

fn empty() -> Error {
    Error::download("the video's host sent an empty file")
}

fn too_large(max_size: u64) -> Error {
    Error::download(format!("the video has more than the {max_size} bytes that are allowed"))
}
