//! What a fault is to each operation.

use super::{
    fault::Fault,
    operation::{ATTEMPTS, DEADLINE, DOWNLOAD_TOLERANCE, INTERVAL, Operation, REDIRECTS, TOLERANCE},
    play::{Body, Cut, Exchange, Play, Reply},
    service::ID,
};

/// Seconds that the client waits at most before it submits again.
const PATIENCE: u64 = 60;

/// What it is to an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// It succeeds all the same.
    Harmless,
    /// It succeeds when the fault is gone, and fails after so many attempts otherwise.
    Passing { attempts: usize },
    /// It fails at once.
    Lasting,
}

impl Fault {
    pub fn to(&self, operation: Operation) -> Nature {
        match operation {
            Operation::Submit => self.to_submit(),
            Operation::Retrieve if self.is_object() => Nature::Harmless,
            Operation::Retrieve => Nature::Lasting,
            Operation::Wait => self.to_wait(),
            Operation::Download => self.to_download(),
        }
    }

    fn to_submit(&self) -> Nature {
        let may_repeat = !self.is_connected() || self.status() == Some(429);
        match self.id() {
            Some(_) => Nature::Harmless,
            None if may_repeat && self.pause.is_none_or(|pause| pause <= PATIENCE) => {
                Nature::Passing { attempts: ATTEMPTS }
            }
            None => Nature::Lasting,
        }
    }

    fn to_wait(&self) -> Nature {
        if self.pause.is_some_and(|pause| pause > DEADLINE.as_secs()) {
            return Nature::Lasting;
        }
        match self.status() {
            // A state that is not final is asked for again until the time is up.
            _ if self.is_object() => {
                Nature::Passing { attempts: (DEADLINE.as_secs() / INTERVAL.as_secs()) as usize }
            }
            None | Some(200 | 408 | 429 | 500..) => Nature::Passing { attempts: TOLERANCE as usize + 1 },
            Some(_) => Nature::Lasting,
        }
    }

    fn to_download(&self) -> Nature {
        let is_broken = self.reply().is_none_or(|reply| reply.cut != Cut::Nowhere);
        match self.status() {
            None | Some(408 | 429 | 500..) => Nature::Passing { attempts: DOWNLOAD_TOLERANCE + 1 },
            Some(200) if is_broken => Nature::Passing { attempts: DOWNLOAD_TOLERANCE + 1 },
            Some(302) => Nature::Passing { attempts: REDIRECTS + 1 },
            Some(303 | 307 | 308) => Nature::Harmless,
            // The address may have expired: the job is asked for a new one, once.
            Some(400 | 401 | 403 | 404 | 410) => Nature::Passing { attempts: 2 },
            Some(_) => Nature::Lasting,
        }
    }

    /// Whether a submission may have been accepted, as far as anybody can tell.
    pub fn may_be_accepted(&self) -> bool {
        self.is_connected() && matches!(self.status(), None | Some(200 | 303 | 408 | 500..))
    }

    /// The id of the job that a success names, in its body or else in its headers.
    pub fn id(&self) -> Option<&str> {
        let in_body = || self.reply()?.id_in_body();
        (self.status() == Some(200)).then(|| in_body().or(self.id_in_header()))?
    }

    /// Every id that comes.
    pub fn ids(&self) -> Vec<&str> {
        let in_body = self.status().and_then(|_| self.reply()?.id_in_body());
        in_body.into_iter().chain(self.id_in_header()).collect()
    }

    pub fn is_connected(&self) -> bool {
        !matches!(self.play, Play::Refuse)
    }

    /// The status that comes.
    pub fn status(&self) -> Option<u16> {
        let reply = self.reply().filter(|reply| reply.cut != Cut::InHead)?;
        Some(reply.status.unwrap_or(200))
    }

    /// Whether it is a success with a JSON object that comes whole.
    fn is_object(&self) -> bool {
        let body = match self.reply().map(|reply| &reply.body) {
            Some(Body::Other(bytes, _)) => serde_json::from_slice(bytes).unwrap_or_default(),
            _ => serde_json::Value::Null,
        };
        self.status() == Some(200) && body.is_object()
    }

    fn id_in_header(&self) -> Option<&str> {
        self.status()?;
        let mut headers = self.reply()?.headers.iter();
        headers.find(|(name, _)| *name == "x-inference-id").map(|(_, value)| value.as_str())
    }

    fn reply(&self) -> Option<&Reply> {
        match &self.play {
            Play::Exchange(Exchange { reply, .. }) => reply.as_ref(),
            Play::Refuse => None,
        }
    }
}

impl Reply {
    fn id_in_body(&self) -> Option<&'static str> {
        match self.body {
            Body::Own => (self.cut == Cut::Half).then_some(ID),
            Body::Other(_, id) => id,
            Body::Long { is_id_first } => is_id_first.then_some(ID),
        }
    }
}
