//! What must hold in every cell.

use super::{
    cell::Cell,
    nature::Nature,
    operation::{NAME, Operation},
    play::Times,
    service::{self, header},
};
use crate::support::{KEY, printed};

impl Cell<'_> {
    /// The rules that do not hold.
    pub fn broken_rules(&self) -> Vec<String> {
        let rules = [
            ("it ends as the fault's nature says", self.ends_by_nature()),
            ("the host is asked as often as the fault's nature says", self.asks_by_nature()),
            ("a pause that was asked for is kept", self.keeps_pause()),
            ("a submission that was read is sent again after 429 only", self.is_sent_once()),
            ("what may have been accepted is told, with its name, and nothing else", self.tells_unknown()),
            ("no id is lost", self.keeps_ids()),
            ("a whole video has its name, and nothing else has", self.names_whole_video()),
            ("nothing is left but what helps, and the error tells of it", self.leaves_what_helps()),
            ("redirects are followed to a video only", self.follows_to_video()),
            ("the key is in requests to the API, in one place, and in no others", self.sends_key_well()),
            ("the key is in nothing that is printed", self.prints_no_key()),
        ];
        let Self { operation, fault, times, .. } = self;
        let broken = rules.into_iter().filter(|(_, holds)| !holds);
        broken.map(|(rule, _)| format!("{operation}, {}, {times:?}: {rule}", fault.name)).collect()
    }

    fn ends_by_nature(&self) -> bool {
        let is_success = match self.fault.to(self.operation) {
            Nature::Harmless => true,
            Nature::Passing { .. } => self.times == Times::Once,
            Nature::Lasting => false,
        };
        self.outcome.is_ok() == is_success
    }

    fn asks_by_nature(&self) -> bool {
        let attempts = match (self.fault.to(self.operation), self.times) {
            (Nature::Harmless | Nature::Lasting, _) => 1,
            (Nature::Passing { .. }, Times::Once) => 2,
            (Nature::Passing { attempts }, Times::Always) => attempts,
        };
        let unseen = match (self.fault.is_connected(), self.times) {
            (true, _) => 0,
            (false, Times::Once) => 1,
            (false, Times::Always) => attempts,
        };
        self.asked.len() == attempts - unseen
    }

    fn keeps_pause(&self) -> bool {
        let pauses = self.asked.len().saturating_sub(1) as u64;
        let pause = self.fault.pause.unwrap_or_default();
        // A download comes back after a minute at most.
        let pause = if self.operation == Operation::Download { pause.min(60) } else { pause };
        self.seconds >= pause * pauses
    }

    fn is_sent_once(&self) -> bool {
        let mut creates = self.asked.iter().filter(|asked| asked.head.starts_with("POST ")).rev();
        creates.next();
        creates.all(|asked| !asked.is_whole || asked.answered == Some(429))
    }

    fn tells_unknown(&self) -> bool {
        let Err(error) = &self.outcome else { return true };
        let is_submission = self.operation == Operation::Submit;
        let is_unknown = is_submission && self.fault.may_be_accepted();
        error.is_submission_unknown() == is_unknown
            && error.to_string().contains(NAME) == is_unknown
            && error.client_request_id().map(|name| name.as_str()) == is_submission.then_some(NAME)
    }

    fn keeps_ids(&self) -> bool {
        // A submission that was sent again has another id.
        if self.operation != Operation::Submit || self.outcome.is_ok() && self.asked.len() > 1 {
            return true;
        }
        let kept = match &self.outcome {
            Ok((_, ids)) => ids.iter().map(String::as_str).collect(),
            Err(error) => [error.generation_id(), error.inference_id(), error.body()]
                .map(Option::unwrap_or_default)
                .to_vec(),
        };
        self.fault.ids().iter().all(|id| kept.iter().any(|kept| kept.contains(id)))
    }

    fn names_whole_video(&self) -> bool {
        let is_whole = self.operation == Operation::Download && self.outcome.is_ok();
        let video = self.files().remove("1.mp4");
        video == is_whole.then(service::video)
    }

    /// A part helps with its record, and where it is the beginning of the video.
    fn leaves_what_helps(&self) -> bool {
        let mut files = self.files();
        files.remove("1.mp4");
        let part = files.remove("1.mp4.part");
        let has_record = files.remove("1.mp4.part.json").is_some();
        let kept = self.outcome.as_ref().err().and_then(|error| kept_bytes(&error.to_string()));
        let is_beginning = part.as_ref().is_none_or(|part| service::video().starts_with(part));
        files.is_empty()
            && is_beginning
            && has_record == kept.is_some()
            && part.map(|part| part.len()).filter(|bytes| *bytes > 0) == kept
    }

    fn follows_to_video(&self) -> bool {
        let is_led_away = matches!(self.fault.status(), Some(303 | 307 | 308));
        let requests = usize::from(is_led_away && self.operation == Operation::Download);
        self.asked_elsewhere.len() == requests && self.asked_elsewhere.iter().all(|asked| asked.is_whole)
    }

    fn sends_key_well(&self) -> bool {
        let key = (self.operation != Operation::Download).then(|| format!("Bearer {KEY}"));
        // Of what was not read, nothing can be said.
        let mut whole = self.asked.iter().filter(|asked| asked.is_whole);
        let is_well = whole.all(|asked| {
            header(&asked.head, "authorization") == key.as_deref()
                && asked.head.matches(KEY).count() == usize::from(key.is_some())
        });
        is_well
            && self.asked_elsewhere.iter().all(|asked| !asked.head.to_lowercase().contains("authorization"))
    }

    fn prints_no_key(&self) -> bool {
        let printed = match &self.outcome {
            Ok((text, ids)) => format!("{text} {ids:?}"),
            Err(error) => printed(error),
        };
        !printed.contains(KEY)
    }
}

/// What an error says is kept on disk.
fn kept_bytes(text: &str) -> Option<usize> {
    let (text, _) = text.split_once(" bytes are kept in ")?;
    text.rsplit(' ').next()?.parse().ok()
}
