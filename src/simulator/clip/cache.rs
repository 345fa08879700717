//! The clips that were requested last, because a clip is requested by several polls and downloads.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

use hyper::body::Bytes;
use serde_json::Value;

use super::Clip;

/// The number of clips that are kept, of a few kilobytes each.
const CAPACITY: usize = 64;

#[derive(Default)]
pub(in crate::simulator) struct Clips(Mutex<VecDeque<(Clip, Bytes)>>);

impl Clips {
    /// The MP4 file for the body of a submission.
    pub fn file(&self, body: &Value) -> Bytes {
        let clip = Clip::new(body);
        if let Some((_, file)) = self.recent().iter().find(|(known, _)| *known == clip) {
            return file.clone();
        }
        let file = Bytes::from(clip.file());
        let mut recent = self.recent();
        recent.push_front((clip, file.clone()));
        recent.truncate(CAPACITY);
        file
    }

    fn recent(&self) -> MutexGuard<'_, VecDeque<(Clip, Bytes)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
