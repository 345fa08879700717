//! The sum of all stories, as a table.

use std::fmt;

use crate::{
    caller::Story,
    kind::{Fate, KINDS, OPERATIONS},
    verdict::Stories,
    witness::Witness,
};

pub struct Tally {
    rows: Vec<(&'static str, usize)>,
    faults: Vec<(&'static str, Vec<usize>)>,
}

impl Tally {
    pub fn new(stories: &Stories, accepted: usize, witness: &Witness) -> Self {
        let count = |wanted| stories.values().filter(|story| story.fate == wanted).count();
        let sum = |of: fn(&Story) -> usize| stories.values().map(of).sum();
        let rows = vec![
            ("jobs", stories.len()),
            ("accepted", accepted),
            ("known at once", count(Fate::Known)),
            ("unknown, found", count(Fate::Unknown { is_accepted: true })),
            ("unknown, not accepted", count(Fate::Unknown { is_accepted: false })),
            ("refused for sure", count(Fate::Refused)),
            ("looked for too early", sum(|story| story.is_early.into())),
            ("waited for again", sum(|story| story.waits_again)),
            ("downloads resumed", sum(|story| story.resumed)),
            ("downloads called again", sum(|story| story.downloads_again)),
            ("downloads spoiled on disk", sum(|story| story.spoiled)),
        ];
        let faults = KINDS.iter().map(|kind| {
            (kind.name, OPERATIONS.iter().map(|operation| witness.faults(*operation, kind)).collect())
        });
        Self { rows, faults: faults.collect() }
    }

    /// What has not happened.
    pub fn gaps(&self) -> Vec<&'static str> {
        let faults = self.faults.iter().map(|(name, counts)| (*name, counts.iter().sum()));
        self.rows
            .iter()
            .copied()
            .chain(faults)
            .filter(|(_, count)| *count == 0)
            .map(|(name, _)| name)
            .collect()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, count) in &self.rows {
            writeln!(f, "{name:28}{count:>8}")?;
        }
        write!(f, "{:28}", "faults")?;
        for operation in OPERATIONS {
            write!(f, "{:>8}", format!("{operation:?}"))?;
        }
        for (name, counts) in &self.faults {
            write!(f, "\n{name:28}")?;
            for count in counts {
                write!(f, "{count:>8}")?;
            }
        }
        Ok(())
    }
}
